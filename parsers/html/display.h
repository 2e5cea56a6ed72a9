#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

namespace cabled {

/// How a browser lays an element out, as far as text is concerned.
enum class Display : std::uint8_t {
  kInline,
  kBlock,
  kParagraph,  ///< a block with a margin above and below
  kRow,        ///< a block whose cells may share a line
  kCell,
  kNone,
};

/// What becomes of white space in an element's text.
enum class WhiteSpace : std::uint8_t {
  kFlow,      ///< runs collapse to one blank
  kPre,       ///< all of it counts
  kPreLines,  ///< runs collapse, line ends count
};

struct Style {
  Display display;
  WhiteSpace white_space;
};

/// The attributes that bear on the layout, looked up at once; null when absent.
struct LayoutAttributes {
  const char* id = nullptr;
  const char* classes = nullptr;
  const char* role = nullptr;
  const char* href = nullptr;
  const char* style = nullptr;
  const char* hidden = nullptr;
  const char* open = nullptr;
};
LayoutAttributes layout_attributes(const GumboElement& element);

/// How `element` is laid out by the user agent style sheet of the HTML standard (section 15.3), its
/// `hidden` attribute and its style attribute. `inherited` is its parent's white space.
Style style_of(const GumboElement& element, const LayoutAttributes& attributes,
               WhiteSpace inherited);

/// The tag in lower case; "" when Gumbo does not know it. Lives for ever.
std::string_view tag_text(const GumboElement& element);

}  // namespace cabled
