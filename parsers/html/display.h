#pragma once

#include <gumbo.h>

#include <cstdint>
#include <optional>
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
  bool visible = true;  ///< whether its own text is shown; elements in it may say otherwise
};

/// Elements with a layout of their own whose tag Gumbo does not know.
enum class NewerTag : std::uint8_t { kNone, kDialog, kSearch };

/// The attributes that bear on the layout, looked up at once.
struct LayoutAttributes {
  std::optional<std::string_view> id;
  std::optional<std::string_view> classes;
  std::optional<std::string_view> role;
  std::optional<std::string_view> href;
  std::optional<std::string_view> style;
  std::optional<std::string_view> hidden;
  std::optional<std::string_view> open;
  NewerTag newer_tag = NewerTag::kNone;
};
LayoutAttributes layout_attributes(const GumboElement& element);

/// The field of an attribute of this name in lower case; null when it does not bear on the layout.
std::optional<std::string_view>* field_of(LayoutAttributes& attributes, std::string_view name);

/// How an element is laid out by the user agent style sheet of the HTML standard (section 15.3),
/// its `hidden` attribute and its style attribute. Of `parent` it inherits what is inherited.
Style style_of(GumboTag tag, const LayoutAttributes& attributes, const Style& parent);

/// The tag in lower case; "" when Gumbo does not know it. Lives for ever.
std::string_view tag_text(GumboTag tag);

}  // namespace cabled
