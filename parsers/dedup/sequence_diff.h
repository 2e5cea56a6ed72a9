#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace cabled {

/// Items old_begin to old_end of the old sequence are replaced by new_begin to new_end of the new.
struct SequenceEdit {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;

  auto operator<=>(const SequenceEdit&) const = default;
};

/// What makes `now` of `old`, in order; nothing when they are equal. The fewest items are exchanged
/// (Myers, 1986) while that takes no more than a thousand of them; beyond, all between the common
/// beginning and end is one edit, so that time and memory stay bounded.
std::vector<SequenceEdit> sequence_diff(std::span<const std::string_view> old,
                                        std::span<const std::string_view> now);

}  // namespace cabled
