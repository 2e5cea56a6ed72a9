#pragma once

#include "daemon/config/config.h"
#include "parsers/model/error.h"

namespace cabled {

/// What types and limits cannot say of a source: its name, that its seeds are URLs, no empty
/// patterns. Names the source in its error.
Result<void> validate_source(const Source& source);

/// The same of everything but the sources. Reads no secret.
Result<void> validate_globals(const Config& config);

/// Whether `contact` is a mail address or a URL that a person can use.
bool is_contact(std::string_view contact);

/// What is sent as User-Agent: the name and, in parentheses, the contact.
std::string full_user_agent(const Config& config);

}  // namespace cabled
