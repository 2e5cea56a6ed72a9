#pragma once

#include <cstddef>
#include <string_view>

namespace cabled {

/// What bounds the work of making a tree: Gumbo walks up the stack of open elements at every tag.
struct NestingLimits {
  std::size_t depth;  ///< elements that are open at once
  std::size_t steps;  ///< the sum of these over all tags
};

/// Whether a page may go beyond the limits, by a linear count of tags: one that needs an end tag
/// opens, an end tag closes. Void elements and those that the next of their kind closes wherever it
/// stands (p, td, a, …) do not count; an item, a description or a heading does not when one of its
/// kind is the innermost that is open, and so is closed by it.
bool nests_beyond(std::string_view html, const NestingLimits& limits);

}  // namespace cabled
