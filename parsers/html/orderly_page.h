#pragma once

#include <optional>
#include <string_view>

#include "parsers/html/flat_page.h"

namespace cabled {

/// Reads a page in one pass over its bytes, at a twentieth of what Gumbo costs (tests/bench), and
/// makes of it what Gumbo makes of it. Nothing when that is not certain: tags misnested, unknown,
/// or with rules that are left to Gumbo; a page of a megabyte; anything odd. `utf8` must be valid,
/// with line ends "\n", and outlive the page.
std::optional<FlatDocument> read_orderly_page(std::string_view utf8);

}  // namespace cabled
