#include "parsers/html/tag_class.h"

#include <array>
#include <initializer_list>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using ClassTable = std::array<TagClass, GUMBO_TAG_LAST + 1>;

constexpr void assign(ClassTable& table, TagClass value, std::initializer_list<GumboTag> tags) {
  for (const GumboTag tag : tags) table[tag] = value;
}

constexpr void assign_flow(ClassTable& table) {
  assign(table, TagClass::kInline,
         {GUMBO_TAG_SPAN,  GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_BDI,    GUMBO_TAG_BDO,
          GUMBO_TAG_CITE,  GUMBO_TAG_DEL,    GUMBO_TAG_DFN,     GUMBO_TAG_INS,    GUMBO_TAG_KBD,
          GUMBO_TAG_LABEL, GUMBO_TAG_MARK,   GUMBO_TAG_Q,       GUMBO_TAG_SAMP,   GUMBO_TAG_SUB,
          GUMBO_TAG_SUP,   GUMBO_TAG_TIME,   GUMBO_TAG_VAR,     GUMBO_TAG_LEGEND, GUMBO_TAG_AUDIO,
          GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS, GUMBO_TAG_MAP});
  assign(table, TagClass::kFormatting,
         {GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT, GUMBO_TAG_I,
          GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT,
          GUMBO_TAG_U});
  assign(table, TagClass::kBlock,
         {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,      GUMBO_TAG_BLOCKQUOTE,
          GUMBO_TAG_CENTER,  GUMBO_TAG_DETAILS,  GUMBO_TAG_DIR,        GUMBO_TAG_DIV,
          GUMBO_TAG_DL,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
          GUMBO_TAG_FOOTER,  GUMBO_TAG_HEADER,   GUMBO_TAG_HGROUP,     GUMBO_TAG_MAIN,
          GUMBO_TAG_MENU,    GUMBO_TAG_NAV,      GUMBO_TAG_OL,         GUMBO_TAG_SECTION,
          GUMBO_TAG_SUMMARY, GUMBO_TAG_UL});
  assign(table, TagClass::kHeading,
         {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6});
  assign(table, TagClass::kPre, {GUMBO_TAG_PRE, GUMBO_TAG_LISTING});
  assign(table, TagClass::kDescription, {GUMBO_TAG_DD, GUMBO_TAG_DT});
  assign(table, TagClass::kVoid,
         {GUMBO_TAG_AREA, GUMBO_TAG_BR, GUMBO_TAG_EMBED, GUMBO_TAG_IMG, GUMBO_TAG_INPUT,
          GUMBO_TAG_WBR, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK});
  assign(table, TagClass::kHeadVoid, {GUMBO_TAG_BASE, GUMBO_TAG_LINK, GUMBO_TAG_META});
  assign(table, TagClass::kHeadRaw, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT});
  assign(table, TagClass::kRaw, {GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES});
  assign(table, TagClass::kTableBody, {GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT});
  assign(table, TagClass::kTableCell, {GUMBO_TAG_TD, GUMBO_TAG_TH});
}

constexpr ClassTable make_class_table() {
  ClassTable table{};
  assign_flow(table);
  table[GUMBO_TAG_A] = TagClass::kAnchor;
  table[GUMBO_TAG_P] = TagClass::kParagraph;
  table[GUMBO_TAG_LI] = TagClass::kListItem;
  table[GUMBO_TAG_FORM] = TagClass::kForm;
  table[GUMBO_TAG_BUTTON] = TagClass::kButton;
  table[GUMBO_TAG_OBJECT] = TagClass::kObject;
  table[GUMBO_TAG_HR] = TagClass::kRule;
  table[GUMBO_TAG_TITLE] = TagClass::kTitle;
  table[GUMBO_TAG_TEXTAREA] = TagClass::kTextarea;
  table[GUMBO_TAG_SELECT] = TagClass::kSelect;
  table[GUMBO_TAG_OPTION] = TagClass::kOption;
  table[GUMBO_TAG_OPTGROUP] = TagClass::kOptgroup;
  table[GUMBO_TAG_TABLE] = TagClass::kTable;
  table[GUMBO_TAG_TR] = TagClass::kTableRow;
  table[GUMBO_TAG_CAPTION] = TagClass::kTableCaption;
  table[GUMBO_TAG_COLGROUP] = TagClass::kColumnGroup;
  table[GUMBO_TAG_COL] = TagClass::kColumn;
  table[GUMBO_TAG_HTML] = TagClass::kHtml;
  table[GUMBO_TAG_HEAD] = TagClass::kHead;
  table[GUMBO_TAG_BODY] = TagClass::kBody;
  return table;
}

constexpr ClassTable kClasses = make_class_table();

struct ShortName {
  char first;
  char second;
  GumboTag tag;
};

// Half of all tags have one of these names, and Gumbo's look-up takes five times as long.
constexpr auto kShortNames = std::to_array<ShortName>({{'b', 'r', GUMBO_TAG_BR},
                                                       {'t', 'd', GUMBO_TAG_TD},
                                                       {'t', 'r', GUMBO_TAG_TR},
                                                       {'l', 'i', GUMBO_TAG_LI},
                                                       {'u', 'l', GUMBO_TAG_UL},
                                                       {'e', 'm', GUMBO_TAG_EM},
                                                       {'t', 'h', GUMBO_TAG_TH},
                                                       {'d', 't', GUMBO_TAG_DT},
                                                       {'d', 'd', GUMBO_TAG_DD}});

GumboTag tag_of_letter(char letter) noexcept {
  switch (letter) {
    case 'a':
      return GUMBO_TAG_A;
    case 'b':
      return GUMBO_TAG_B;
    case 'i':
      return GUMBO_TAG_I;
    case 'p':
      return GUMBO_TAG_P;
    default:
      return GUMBO_TAG_UNKNOWN;
  }
}

GumboTag tag_of_short(std::string_view name) noexcept {
  const char first = ascii::to_lower(name[0]);
  if (name.size() == 1) return tag_of_letter(first);
  const char second = ascii::to_lower(name[1]);
  for (const ShortName& known : kShortNames) {
    if (known.first == first && known.second == second) return known.tag;
  }
  return GUMBO_TAG_UNKNOWN;
}

}  // namespace

GumboTag html_tag(std::string_view name) noexcept {
  const bool is_short = name.size() == 1 || name.size() == 2;
  const GumboTag tag = is_short ? tag_of_short(name) : GUMBO_TAG_UNKNOWN;
  return tag != GUMBO_TAG_UNKNOWN
             ? tag
             : gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
}

TagClass class_of(GumboTag tag) noexcept { return kClasses[tag]; }

bool has_implied_end(GumboTag tag) noexcept {
  switch (class_of(tag)) {
    case TagClass::kParagraph:
    case TagClass::kListItem:
    case TagClass::kDescription:
    case TagClass::kOption:
    case TagClass::kOptgroup:
      return true;
    default:
      return false;
  }
}

bool is_special(GumboTag tag) noexcept {
  switch (class_of(tag)) {
    case TagClass::kInline:
    case TagClass::kFormatting:
    case TagClass::kAnchor:
    case TagClass::kOption:
    case TagClass::kOptgroup:
      return false;
    default:
      return true;
  }
}

}  // namespace cabled
