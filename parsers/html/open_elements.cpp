#include "parsers/html/open_elements.h"

#include <algorithm>

namespace cabled {
namespace {

bool bounds_scope(GumboTag tag, OpenElements::Scope scope) noexcept {
  using Scope = OpenElements::Scope;
  switch (class_of(tag)) {
    case TagClass::kHtml:
    case TagClass::kTable:
      return true;
    case TagClass::kTableCell:
    case TagClass::kTableCaption:
    case TagClass::kObject:
      return scope != Scope::kTable;
    case TagClass::kButton:
      return scope == Scope::kButton;
    case TagClass::kBlock:
      return scope == Scope::kListItem && (tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL);
    default:
      return false;
  }
}

}  // namespace

std::size_t OpenElements::count(GumboTag tag) const noexcept {
  return static_cast<std::size_t>(std::ranges::count(tags_, tag));
}

std::size_t OpenElements::find(GumboTag tag, Scope scope) const noexcept {
  for (std::size_t i = tags_.size(); i-- > 0;) {
    if (tags_[i] == tag) return i;
    if (bounds_scope(tags_[i], scope)) break;
  }
  return kNone;
}

std::size_t OpenElements::find(TagClass tag_class, Scope scope) const noexcept {
  for (std::size_t i = tags_.size(); i-- > 0;) {
    if (class_of(tags_[i]) == tag_class) return i;
    if (bounds_scope(tags_[i], scope)) break;
  }
  return kNone;
}

bool OpenElements::may_close_above(std::size_t index, bool with_formatting) const noexcept {
  for (std::size_t i = index + 1; i < tags_.size(); ++i) {
    switch (class_of(tags_[i])) {
      case TagClass::kFormatting:
      case TagClass::kAnchor:
        if (!with_formatting) return false;
        break;
      case TagClass::kTable:
      case TagClass::kTableBody:
      case TagClass::kTableRow:
      case TagClass::kTableCell:
      case TagClass::kTableCaption:
      case TagClass::kColumnGroup:
      case TagClass::kObject:
      case TagClass::kSelect:
        return false;
      default:
        break;
    }
  }
  return true;
}

}  // namespace cabled
