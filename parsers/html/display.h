#pragma once

#include <gumbo.h>

#include <string_view>

namespace cabled {

/// How a browser lays an element out, as far as text is concerned.
enum class Display {
  kInline,
  kBlock,
  kParagraph,  ///< a block with a margin above and below
  kRow,        ///< a block whose cells may share a line
  kCell,
  kNone,
};

/// What becomes of white space in an element's text.
enum class WhiteSpace {
  kFlow,      ///< runs collapse to one blank
  kPre,       ///< all of it counts
  kPreLines,  ///< runs collapse, line ends count
};

struct Style {
  Display display;
  WhiteSpace white_space;
};

/// How `element` is laid out by the user agent style sheet of the HTML standard (section 15.3), its
/// `hidden` attribute and its style attribute. `inherited` is its parent's white space.
Style style_of(const GumboElement& element, WhiteSpace inherited);

/// The tag in lower case; "" when Gumbo does not know it. Lives for ever.
std::string_view tag_text(const GumboElement& element);

}  // namespace cabled
