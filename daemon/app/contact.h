#pragma once

#include <span>

#include "daemon/config/config.h"
#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// Whoever crawls strangers' servers must be reachable by them: an error when a source leads beyond
/// this machine and the configuration names no contact.
Result<void> check_contact(const Config& config);
/// The same for URLs that a person names.
Result<void> check_contact(const Config& config, std::span<const Url> asked);

}  // namespace cabled
