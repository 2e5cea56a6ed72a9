#pragma once

#include <gumbo.h>

#include <cstddef>
#include <vector>

#include "parsers/html/tag_class.h"

namespace cabled {

/// The stack of open elements (HTML standard, 13.2.4.2) of an orderly page, in which every open
/// formatting element stands on the stack: none waits to be opened again.
class OpenElements {
 public:
  static constexpr std::size_t kNone = ~std::size_t{0};

  /// What bounds the search for an open element.
  enum class Scope { kDefault, kButton, kListItem, kTable };

  void push(GumboTag tag) { tags_.push_back(tag); }
  void pop() { tags_.pop_back(); }
  std::size_t size() const noexcept { return tags_.size(); }
  bool empty() const noexcept { return tags_.empty(); }
  GumboTag at(std::size_t index) const noexcept { return tags_[index]; }
  GumboTag current() const noexcept { return tags_.back(); }
  TagClass current_class() const noexcept { return class_of(tags_.back()); }

  /// How many elements of this tag are open.
  std::size_t count(GumboTag tag) const noexcept;

  /// The innermost open element of `tag` within the scope; kNone when there is none.
  std::size_t find(GumboTag tag, Scope scope) const noexcept;
  /// The same for all tags of a class.
  std::size_t find(TagClass tag_class, Scope scope) const noexcept;

  /// Whether all above `index` may be closed with it. Formatting elements would go on behind it,
  /// but for those in a cell, which end with it; nothing ends an open cell, caption or object
  /// before its time.
  bool may_close_above(std::size_t index, bool with_formatting) const noexcept;

 private:
  std::vector<GumboTag> tags_;
};

}  // namespace cabled
