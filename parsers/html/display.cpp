#include "parsers/html/display.h"

#include <array>
#include <cstddef>
#include <optional>

#include "parsers/html/inline_style.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using DisplayTable = std::array<Display, GUMBO_TAG_LAST>;

constexpr std::array kBlocks = {
    GUMBO_TAG_HTML,     GUMBO_TAG_BODY,     GUMBO_TAG_ARTICLE,    GUMBO_TAG_SECTION,
    GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE,    GUMBO_TAG_HGROUP,     GUMBO_TAG_HEADER,
    GUMBO_TAG_FOOTER,   GUMBO_TAG_ADDRESS,  GUMBO_TAG_HR,         GUMBO_TAG_LI,
    GUMBO_TAG_DT,       GUMBO_TAG_DD,       GUMBO_TAG_FIGCAPTION, GUMBO_TAG_MAIN,
    GUMBO_TAG_DIV,      GUMBO_TAG_CAPTION,  GUMBO_TAG_TBODY,      GUMBO_TAG_THEAD,
    GUMBO_TAG_TFOOT,    GUMBO_TAG_FORM,     GUMBO_TAG_FIELDSET,   GUMBO_TAG_LEGEND,
    GUMBO_TAG_SELECT,   GUMBO_TAG_OPTGROUP, GUMBO_TAG_OPTION,     GUMBO_TAG_TEXTAREA,
    GUMBO_TAG_DETAILS,  GUMBO_TAG_SUMMARY,  GUMBO_TAG_FRAMESET,   GUMBO_TAG_CENTER,
    GUMBO_TAG_MULTICOL, GUMBO_TAG_ISINDEX};

constexpr std::array kParagraphs = {
    GUMBO_TAG_P,   GUMBO_TAG_H1,      GUMBO_TAG_H2,         GUMBO_TAG_H3,   GUMBO_TAG_H4,
    GUMBO_TAG_H5,  GUMBO_TAG_H6,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,  GUMBO_TAG_OL,
    GUMBO_TAG_UL,  GUMBO_TAG_DL,      GUMBO_TAG_MENU,       GUMBO_TAG_DIR,  GUMBO_TAG_FIGURE,
    GUMBO_TAG_XMP, GUMBO_TAG_LISTING, GUMBO_TAG_PLAINTEXT,  GUMBO_TAG_TABLE};

// Fallback content (video, audio, canvas) and what stands for an image (svg) are not text either.
constexpr std::array kUnseen = {
    GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,   GUMBO_TAG_BASE,     GUMBO_TAG_LINK,     GUMBO_TAG_META,
    GUMBO_TAG_STYLE,    GUMBO_TAG_SCRIPT,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
    GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_SVG,      GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,
    GUMBO_TAG_CANVAS,   GUMBO_TAG_METER,   GUMBO_TAG_PROGRESS, GUMBO_TAG_DATALIST, GUMBO_TAG_RP,
    GUMBO_TAG_AREA,     GUMBO_TAG_PARAM};

constexpr DisplayTable make_display_table() {
  DisplayTable table{};
  for (Display& display : table) display = Display::kInline;
  for (const GumboTag tag : kBlocks) table[tag] = Display::kBlock;
  for (const GumboTag tag : kParagraphs) table[tag] = Display::kParagraph;
  for (const GumboTag tag : kUnseen) table[tag] = Display::kNone;
  table[GUMBO_TAG_TR] = Display::kRow;
  table[GUMBO_TAG_TD] = Display::kCell;
  table[GUMBO_TAG_TH] = Display::kCell;
  return table;
}

constexpr DisplayTable kDisplay = make_display_table();

bool keeps_white_space(GumboTag tag) {
  return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_XMP ||
         tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_PLAINTEXT;
}

// Gumbo is older than some elements, which are unknown to it; that of Debian 13 knows them.
const GumboTag kDialogTag = gumbo_tag_enum("dialog");
const GumboTag kSearchTag = gumbo_tag_enum("search");

NewerTag newer_tag(GumboTag tag, const LayoutAttributes& attributes) {
  if (tag == GUMBO_TAG_UNKNOWN) return attributes.newer_tag;
  if (tag == kDialogTag) return NewerTag::kDialog;
  return tag == kSearchTag ? NewerTag::kSearch : NewerTag::kNone;
}

NewerTag newer_tag(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return NewerTag::kNone;
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  const std::string_view name =
      piece.data == nullptr ? "" : std::string_view(piece.data, piece.length);
  if (ascii::iequals(name, "dialog")) return NewerTag::kDialog;
  return ascii::iequals(name, "search") ? NewerTag::kSearch : NewerTag::kNone;
}

}  // namespace

std::optional<std::string_view>* field_of(LayoutAttributes& attributes, std::string_view name) {
  if (name == "class") return &attributes.classes;
  if (name == "id") return &attributes.id;
  if (name == "href") return &attributes.href;
  if (name == "style") return &attributes.style;
  if (name == "role") return &attributes.role;
  if (name == "open") return &attributes.open;
  return name == "hidden" ? &attributes.hidden : nullptr;
}

LayoutAttributes layout_attributes(const GumboElement& element) {
  LayoutAttributes found;
  found.newer_tag = newer_tag(element);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = attribute->name;
    if (auto* field = field_of(found, name)) *field = attribute->value;
  }
  return found;
}

Style style_of(GumboTag tag, const LayoutAttributes& attributes, const Style& parent) {
  Style style{kDisplay[tag], parent.white_space, parent.visible};
  const NewerTag newer = newer_tag(tag, attributes);
  const bool is_dialog = newer == NewerTag::kDialog;
  if (newer != NewerTag::kNone) style.display = Display::kBlock;
  if (style.display == Display::kNone) return style;
  if (keeps_white_space(tag)) style.white_space = WhiteSpace::kPre;
  const Display by_tag = style.display;
  if (attributes.hidden || (is_dialog && !attributes.open)) {
    style.display = Display::kNone;
  }
  if (!attributes.style) return style;
  const InlineStyle own = read_inline_style(*attributes.style, by_tag);
  return {own.display.value_or(style.display), own.white_space.value_or(style.white_space),
          own.visible.value_or(style.visible)};
}

std::string_view tag_text(GumboTag tag) {
  return tag == GUMBO_TAG_UNKNOWN ? "" : gumbo_normalized_tagname(tag);
}

}  // namespace cabled
