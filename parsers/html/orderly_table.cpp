#include "parsers/html/orderly_tree.h"

// Tables: HTML standard, 13.2.6.4.9 to 13.2.6.4.15. The insertion mode of the standard is not kept:
// in an orderly page it follows from the innermost open part of a table.

namespace cabled {
namespace {

using TableScope = OpenElements::Scope;

constexpr std::size_t kNoPart = OpenElements::kNone;
const LayoutAttributes kImplied;

}  // namespace

bool OrderlyTree::start_table(const LayoutAttributes& attributes) {
  if (open_.find(GUMBO_TAG_P, TableScope::kDefault) != kNoPart && quirks_ != Quirks::kYes) {
    if (quirks_ == Quirks::kUnknown || !close_paragraph()) return false;
  }
  open(GUMBO_TAG_TABLE, attributes);
  return true;
}

// A part of a table where the current element is no such part: it ends the cell that is open.
bool OrderlyTree::start_table_part(GumboTag tag, const LayoutAttributes& attributes) {
  if (open_.count(GUMBO_TAG_TABLE) == 0) return true;  // ignored
  return close_cell() && start_in_table(tag, attributes);
}

bool OrderlyTree::start_in_table(GumboTag tag, const LayoutAttributes& attributes) {
  const TagClass tag_class = class_of(tag);
  if (tag_class == TagClass::kHeadRaw) {
    if (tag == GUMBO_TAG_NOSCRIPT) return false;
    add_void(tag, attributes);
    return true;
  }
  const TagClass current = open_.current_class();
  if (current == TagClass::kColumnGroup) {
    if (tag_class == TagClass::kColumn) {
      add_void(tag, attributes);
      return true;
    }
    close();
    return start_in_table(tag, attributes);
  }
  switch (tag_class) {
    case TagClass::kTableCell:
      if (current == TagClass::kTable) open(GUMBO_TAG_TBODY, kImplied);
      if (current != TagClass::kTableRow) open(GUMBO_TAG_TR, kImplied);
      open(tag, attributes);
      return true;
    case TagClass::kTableRow:
      if (current == TagClass::kTableRow) close();
      if (current == TagClass::kTable) open(GUMBO_TAG_TBODY, kImplied);
      open(tag, attributes);
      return true;
    case TagClass::kTableBody:
    case TagClass::kTableCaption:
    case TagClass::kColumnGroup:
    case TagClass::kColumn:
      if (current == TagClass::kTableRow) close();
      if (open_.current_class() == TagClass::kTableBody) close();
      if (tag_class == TagClass::kColumn) {
        open(GUMBO_TAG_COLGROUP, kImplied);
        add_void(tag, attributes);
      } else {
        open(tag, attributes);
      }
      return true;
    default:
      return false;  // such content is put before the table
  }
}

// The end of a part of a table where the current element is no such part.
bool OrderlyTree::end_table_part(GumboTag tag) {
  if (open_.count(GUMBO_TAG_TABLE) == 0) return true;  // ignored
  const TagClass tag_class = class_of(tag);
  const std::size_t caption = open_.find(TagClass::kTableCaption, TableScope::kTable);
  if (caption != kNoPart) {
    if (tag_class != TagClass::kTableCaption || !open_.may_close_above(caption, true)) return false;
    close_to(caption);
    return true;
  }
  switch (tag_class) {
    case TagClass::kTableCell: {
      const std::size_t cell = open_.find(tag, TableScope::kTable);
      return cell == kNoPart || close_cell();
    }
    case TagClass::kTable:
    case TagClass::kTableBody:
    case TagClass::kTableRow:
      if (open_.find(tag, TableScope::kTable) == kNoPart) return true;
      return close_cell() && end_in_table(tag);
    default:
      return true;  // ignored in a cell
  }
}

bool OrderlyTree::end_in_table(GumboTag tag) {
  const TagClass tag_class = class_of(tag);
  switch (tag_class) {
    case TagClass::kTable:
      close_to(open_.find(GUMBO_TAG_TABLE, TableScope::kTable));
      return true;
    case TagClass::kTableBody: {
      const std::size_t body = open_.find(tag, TableScope::kTable);
      if (body != kNoPart) close_to(body);
      return true;
    }
    case TagClass::kTableRow:
    case TagClass::kColumnGroup:
      if (open_.current() == tag) close();
      return true;
    case TagClass::kTableCell:
    case TagClass::kTableCaption:
      return open_.current_class() != TagClass::kColumnGroup;
    default:
      return false;  // read as if it stood before the table
  }
}

// The innermost cell ends, and the formatting elements in it with it.
bool OrderlyTree::close_cell() {
  const std::size_t cell = open_.find(TagClass::kTableCell, TableScope::kTable);
  if (cell == kNoPart || !open_.may_close_above(cell, true)) return false;
  close_to(cell);
  return true;
}

}  // namespace cabled
