#pragma once

#include <vector>

#include "parsers/html/layout.h"

namespace cabled {

/// Answers questions of descent about the elements of a layout, which are numbered in document
/// order, so that all below an element stands in one run of numbers behind it.
class ElementTree {
 public:
  explicit ElementTree(const std::vector<LayoutElement>& elements);

  /// Whether `inner` is `outer` or stands below it.
  bool contains(ElementNumber outer, ElementNumber inner) const noexcept {
    return outer <= inner && inner <= last_[outer];
  }
  ElementNumber parent(ElementNumber element) const noexcept { return parent_[element]; }
  /// The deepest element that contains both.
  ElementNumber common(ElementNumber a, ElementNumber b) const noexcept;
  std::size_t size() const noexcept { return parent_.size(); }

  /// Adds to each element's value the values of all below it.
  template <typename Value>
  std::vector<Value> sum_up(std::vector<Value> values) const {
    for (std::size_t i = values.size(); i-- > 1;) values[parent_[i]] += values[i];
    return values;
  }

 private:
  std::vector<ElementNumber> parent_;
  std::vector<ElementNumber> last_;  ///< greatest number at or below each element
};

}  // namespace cabled
