#include "parsers/cable/names/job_titles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "parsers/cable/names/job_title_words.h"

namespace cabled {
namespace {

// Short words are too near to names for a guess, and no title word is longer than the bound.
constexpr std::size_t kShortestGuessed = 7;
constexpr std::size_t kLongest = 24;

// Edit distance in which two letters changed about count as one error; stops counting at 3.
std::size_t typing_errors(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= std::uint32_t{1} << (static_cast<unsigned char>(c) % 32U);
  return letters;
}

bool is_nearly(std::string_view word, std::string_view title) {
  if (title.size() < kShortestGuessed) return false;
  const std::size_t allowed = title.size() >= 9 ? 2 : 1;
  const std::size_t difference =
      word.size() > title.size() ? word.size() - title.size() : title.size() - word.size();
  if (difference > allowed) return false;
  // An error puts one letter in another's place at most, which most words differ by more than.
  const int changed = std::popcount(letters_of(word) ^ letters_of(title));
  return static_cast<std::size_t>(changed) <= 2 * allowed && typing_errors(word, title) <= allowed;
}

}  // namespace

bool is_title_word(std::string_view word) {
  if (std::ranges::binary_search(kTitleWords, word)) return true;
  if (word.size() + 1 < kShortestGuessed || word.size() > kLongest) return false;
  return std::ranges::any_of(kTitleWords, [&](auto title) { return is_nearly(word, title); });
}

}  // namespace cabled
