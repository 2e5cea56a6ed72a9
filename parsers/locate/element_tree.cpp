#include "parsers/locate/element_tree.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace cabled {

ElementTree::ElementTree(const std::vector<LayoutElement>& elements)
    : parent_(elements.size()), last_(elements.size()) {
  for (std::size_t i = 0; i < elements.size(); ++i) parent_[i] = i == 0 ? 0 : elements[i].parent;
  std::iota(last_.begin(), last_.end(), ElementNumber{0});
  for (std::size_t i = last_.size(); i-- > 1;) {
    last_[parent_[i]] = std::max(last_[parent_[i]], last_[i]);
  }
}

ElementNumber ElementTree::common(ElementNumber a, ElementNumber b) const noexcept {
  while (!contains(a, b) && a != 0) a = parent_[a];
  return a;
}

}  // namespace cabled
