#pragma once

#include <optional>
#include <string_view>

#include "parsers/html/display.h"

namespace cabled {

/// What a style attribute says of the properties that bear on text.
struct InlineStyle {
  std::optional<Display> display;
  std::optional<WhiteSpace> white_space;
  std::optional<bool> visible;
};

/// Reads the declarations of a style attribute as CSS does (CSS Syntax 3, section 5.4.4): names are
/// exact, the last valid value of a property counts but an important one counts before all, and a
/// ';' in quotes, brackets or a comment ends nothing. `by_tag` is how the element is laid out
/// without it: a paragraph that is told to be a block keeps its margins.
InlineStyle read_inline_style(std::string_view css, Display by_tag);

}  // namespace cabled
