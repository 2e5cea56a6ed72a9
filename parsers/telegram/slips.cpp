#include "parsers/telegram/slips.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>

namespace cabled {
namespace {

// A name of ten letters and two slips costs a band of 5 by 10; longer input is no word.
constexpr std::size_t kLongestWord = 32;

// Whether one slip of the key cannot make one of two letters the other two: of most words the first
// letters tell that they are another word.
bool needs_two_slips(char a0, char a1, char b0, char b1) noexcept {
  return a0 != b0 && a1 != b1 && a1 != b0 && a0 != b1;
}

}  // namespace

bool within_slips(std::string_view a, std::string_view b, int limit) {
  const int difference = std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size()));
  if (difference > limit || a.size() > kLongestWord || b.size() > kLongestWord) return false;
  const bool long_enough = a.size() > 1 && b.size() > 1;
  if (limit <= 1 && long_enough && needs_two_slips(a[0], a[1], b[0], b[1])) return false;

  // Optimal string alignment, three rows.
  std::array<std::array<int, kLongestWord + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) return false;
  }
  return rows[a.size() % 3][b.size()] <= limit;
}

}  // namespace cabled
