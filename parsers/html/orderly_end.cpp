#include "parsers/html/orderly_tree.h"

// End tags in the body: HTML standard, 13.2.6.4.7.

namespace cabled {
namespace {

using EndScope = OpenElements::Scope;

constexpr std::size_t kNotOpen = OpenElements::kNone;

}  // namespace

bool OrderlyTree::end_flow(GumboTag tag) {
  switch (class_of(tag)) {
    case TagClass::kBlock:
    case TagClass::kPre:
    case TagClass::kButton:
    case TagClass::kDescription:
      return end_block(open_.find(tag, EndScope::kDefault));
    case TagClass::kListItem:
      return end_block(open_.find(tag, EndScope::kListItem));
    case TagClass::kHeading: {
      // Any heading's end tag ends any heading.
      const std::size_t heading = open_.find(TagClass::kHeading, EndScope::kDefault);
      return (heading == kNotOpen || open_.at(heading) == tag) && end_block(heading);
    }
    case TagClass::kObject:
      return open_.current() == tag ? end_block(open_.size() - 1) : open_.count(tag) == 0;
    case TagClass::kParagraph:
      return end_paragraph();
    case TagClass::kForm:
      return end_form();
    case TagClass::kFormatting:
    case TagClass::kAnchor:
      return end_formatting(tag);
    case TagClass::kTable:
    case TagClass::kTableBody:
    case TagClass::kTableRow:
    case TagClass::kTableCell:
    case TagClass::kTableCaption:
    case TagClass::kColumnGroup:
    case TagClass::kColumn:
      return end_table_part(tag);
    case TagClass::kInline:
    case TagClass::kTextarea:
      return end_inline(tag);
    case TagClass::kVoid:
      return tag != GUMBO_TAG_BR;  // which would be a line break
    default:
      return false;
  }
}

// Ends the element at `index` and what is left open in it; nothing when it is not open.
bool OrderlyTree::end_block(std::size_t index) {
  if (index == kNotOpen) return true;
  if (!open_.may_close_above(index, false)) return false;
  close_to(index);
  return true;
}

// A stray </p> stands for an empty paragraph.
bool OrderlyTree::end_paragraph() {
  const std::size_t paragraph = open_.find(GUMBO_TAG_P, EndScope::kButton);
  if (paragraph == kNotOpen) {
    add_void(GUMBO_TAG_P, {});
    return true;
  }
  return end_block(paragraph);
}

// Anything but the current element, or one that is not open at all, is misnested.
bool OrderlyTree::end_formatting(GumboTag tag) {
  if (open_.current() != tag) return open_.count(tag) == 0;
  close();
  return true;
}

bool OrderlyTree::end_inline(GumboTag tag) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_.at(i) == tag) return end_block(i);
    if (open_.at(i) == GUMBO_TAG_MAIN) return false;  // Gumbo and the standard differ on it
    if (is_special(open_.at(i))) return true;
  }
  return true;
}

bool OrderlyTree::end_form() {
  const std::size_t form = open_.find(GUMBO_TAG_FORM, EndScope::kDefault);
  if (form == kNotOpen || !has_form_) return false;
  has_form_ = false;
  while (has_implied_end(open_.current())) close();
  // Where something else is open, the form is taken out from under it.
  if (open_.current() != GUMBO_TAG_FORM) return false;
  close();
  return true;
}

bool OrderlyTree::end_in_select(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_OPTION:
      if (open_.current() == tag) close();
      return true;
    case GUMBO_TAG_OPTGROUP:
      if (open_.current() == GUMBO_TAG_OPTION && open_.at(open_.size() - 2) == tag) close();
      if (open_.current() == tag) close();
      return true;
    case GUMBO_TAG_SELECT:
      close_to(open_.find(GUMBO_TAG_SELECT, EndScope::kTable));
      return true;
    default:
      return false;
  }
}

}  // namespace cabled
