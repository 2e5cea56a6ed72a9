#pragma once

#include <cstddef>
#include <string_view>

namespace cabled {

/// Whether the elements of a page may nest deeper than `limit`, by a linear count of tags: one that
/// needs an end tag opens, an end tag closes. Void elements and those that the next of their kind
/// closes (p, li, td, a, …) do not count.
bool nests_deeper_than(std::string_view html, std::size_t limit);

}  // namespace cabled
