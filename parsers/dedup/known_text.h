#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cabled {

/// What copies of a text tell together: the first with each passage that it marks as withheld, or
/// lacks, taken from the first of the others that has it. Where copies say different things, the
/// first is believed.
std::string known_text(std::span<const std::string_view> copies);

/// What a copy lacks of what is known.
struct CopyGaps {
  std::size_t words = 0;  ///< that it has
  std::size_t known_words = 0;
  std::size_t lacking_words = 0;   ///< in passages that are not there at all
  std::size_t withheld = 0;        ///< passages that it marks as withheld
  std::size_t told_elsewhere = 0;  ///< of these, those that another copy tells
  bool lacks_beginning = false;
  bool lacks_end = false;
};
CopyGaps copy_gaps(std::string_view copy, std::string_view known);

}  // namespace cabled
