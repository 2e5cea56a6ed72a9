#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cabled {

/// The bytes of a text that a page marker takes, with its station's name or the classification that
/// stands above it; it may begin and end inside a line.
struct PageMarkSpan {
  std::size_t begin;
  std::size_t end;
};

/// The page markers that the telegraph put between or into the lines of `text`, in order:
/// "TOKYO 00000153  001.2 OF 006" and, in old telegrams, "PAGE 02  HARARE  05461  01 OF 02 271458Z"
/// with the classification above it.
std::vector<PageMarkSpan> find_page_marks(std::string_view text);

/// No marker lies further inside a line that is its own; a bound keeps one endless line cheap.
inline constexpr std::size_t kLongestMarkedLine = 200;

/// Where the line begins that `at` stands in, and what it has before `at`; no further back than a
/// marker lies inside a line.
std::size_t near_line_begin(std::string_view text, std::size_t at) noexcept;
std::string_view line_before(std::string_view text, std::size_t at) noexcept;

}  // namespace cabled
