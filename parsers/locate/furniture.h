#pragma once

#include <string_view>

#include "parsers/html/layout.h"

namespace cabled {

/// Why an element is furniture of the page and not its article; "" when nothing says so.
/// Judged by its tag (nav, aside, form …) and by whole words of its id, class and role; the answer
/// is the rule's name for reports: "ad_class", "nav_tag", …
std::string_view furniture_rule(const LayoutElement& element) noexcept;

}  // namespace cabled
