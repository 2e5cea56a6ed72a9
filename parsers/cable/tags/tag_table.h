#pragma once

#include <optional>
#include <string_view>

#include "parsers/model/cable.h"

namespace cabled {

/// The kind of a tag that stands in the tables (upper case); nothing for any other word.
std::optional<TagKind> known_tag_kind(std::string_view tag);

/// Whether a tag is one of the fixed codes (country, subject, program) and not an organisation.
bool is_listed_code(std::string_view tag);

/// The kind of any tag: by the tables, else by its form (a comma: person; two letters: country;
/// K and three letters: program).
TagKind tag_kind(std::string_view tag);

}  // namespace cabled
