#include "parsers/html/orderly_tree.h"

// Start tags in the body: HTML standard, 13.2.6.4.7.

namespace cabled {
namespace {

using StartScope = OpenElements::Scope;

// Of more than three equal formatting elements the first is forgotten (HTML standard, 13.2.4.3).
constexpr std::size_t kMaxEqualFormatting = 3;

}  // namespace

bool OrderlyTree::start_in_body(GumboTag tag, const LayoutAttributes& attributes) {
  if (is_in_select()) return start_in_select(tag, attributes);
  return is_in_table() ? start_in_table(tag, attributes) : start_flow(tag, attributes);
}

bool OrderlyTree::start_flow(GumboTag tag, const LayoutAttributes& attributes) {
  switch (class_of(tag)) {
    case TagClass::kInline:
    case TagClass::kSelect:
    case TagClass::kObject:
      open(tag, attributes);
      return true;
    case TagClass::kFormatting:
    case TagClass::kAnchor:
      return start_formatting(tag, attributes);
    case TagClass::kBlock:
    case TagClass::kHeading:
    case TagClass::kPre:
    case TagClass::kParagraph:
    case TagClass::kRule:
      return start_block(tag, attributes);
    case TagClass::kListItem:
    case TagClass::kDescription:
      return start_item(tag, attributes);
    case TagClass::kForm:
      return start_form(attributes);
    case TagClass::kButton:
      if (open_.count(tag) > 0) return false;
      open(tag, attributes);
      return true;
    case TagClass::kVoid:
    case TagClass::kHeadVoid:
    case TagClass::kHeadRaw:
    case TagClass::kRaw:
    case TagClass::kTitle:
      add_void(tag, attributes);
      return true;
    case TagClass::kTextarea:
      open(tag, attributes);
      drops_line_end_ = true;
      return true;
    case TagClass::kTable:
      return start_table(attributes);
    case TagClass::kTableBody:
    case TagClass::kTableRow:
    case TagClass::kTableCell:
    case TagClass::kTableCaption:
    case TagClass::kColumnGroup:
    case TagClass::kColumn:
      return start_table_part(tag, attributes);
    case TagClass::kUnsure:
    case TagClass::kOption:
    case TagClass::kOptgroup:
    case TagClass::kHtml:
    case TagClass::kHead:
    case TagClass::kBody:
      break;
  }
  return false;
}

bool OrderlyTree::start_formatting(GumboTag tag, const LayoutAttributes& attributes) {
  const std::size_t limit = tag == GUMBO_TAG_A ? 1 : kMaxEqualFormatting;
  if (open_.count(tag) >= limit) return false;
  open(tag, attributes);
  return true;
}

bool OrderlyTree::start_block(GumboTag tag, const LayoutAttributes& attributes) {
  if (!close_paragraph()) return false;
  const TagClass tag_class = class_of(tag);
  if (tag_class == TagClass::kHeading && open_.current_class() == TagClass::kHeading) return false;
  if (tag_class == TagClass::kRule) {
    add_void(tag, attributes);
    return true;
  }
  open(tag, attributes);
  drops_line_end_ = tag_class == TagClass::kPre;
  return true;
}

// An item ends the one before it, unless a list or another special element was opened between.
bool OrderlyTree::start_item(GumboTag tag, const LayoutAttributes& attributes) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const GumboTag other = open_.at(i);
    if (class_of(other) == class_of(tag)) {
      if (!open_.may_close_above(i, false)) return false;
      close_to(i);
      break;
    }
    if (other == GUMBO_TAG_MAIN) return false;  // Gumbo and the standard differ on it
    const bool passed =
        other == GUMBO_TAG_ADDRESS || other == GUMBO_TAG_DIV || other == GUMBO_TAG_P;
    if (is_special(other) && !passed) break;
  }
  if (!close_paragraph()) return false;
  open(tag, attributes);
  return true;
}

bool OrderlyTree::start_form(const LayoutAttributes& attributes) {
  if (has_form_) return false;  // a form in a form
  if (!close_paragraph()) return false;
  open(GUMBO_TAG_FORM, attributes);
  has_form_ = true;
  return true;
}

bool OrderlyTree::start_in_select(GumboTag tag, const LayoutAttributes& attributes) {
  const bool is_group = tag == GUMBO_TAG_OPTGROUP;
  if (tag != GUMBO_TAG_OPTION && !is_group) return false;
  if (open_.current() == GUMBO_TAG_OPTION) close();
  if (is_group && open_.current() == GUMBO_TAG_OPTGROUP) close();
  open(tag, attributes);
  return true;
}

// False when that cannot be done without a formatting element going on behind the paragraph.
bool OrderlyTree::close_paragraph() {
  const std::size_t paragraph = open_.find(GUMBO_TAG_P, StartScope::kButton);
  if (paragraph == OpenElements::kNone) return true;
  if (!open_.may_close_above(paragraph, false)) return false;
  close_to(paragraph);
  return true;
}

}  // namespace cabled
