#include "parsers/dedup/change_kind.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "parsers/dedup/text_words.h"

namespace cabled {
namespace {

// Beyond, two passages that have a quarter of their letters in common by chance are told apart by
// nobody, and the table below grows with the square.
constexpr std::size_t kLongestSpelling = 200;
// A mark of what is withheld says nothing of two passages that are both longer than this.
constexpr std::size_t kLongestWithheld = 600;

// How many letters have to be put in, left out or exchanged (Levenshtein, 1965).
std::size_t letters_exchanged(std::string_view before, std::string_view after) {
  std::vector<std::size_t> row(after.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < before.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < after.size(); ++j) {
      const std::size_t exchanged = diagonal + (before[i] == after[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

bool is_other_spelling(std::string_view before, std::string_view after) {
  const std::size_t longer = std::max(before.size(), after.size());
  if (longer > kLongestSpelling) return false;
  const std::size_t exchanged = letters_exchanged(before, after);
  return exchanged * 4 <= longer || (exchanged <= 2 && exchanged * 2 <= longer);
}

}  // namespace

std::string_view to_string(TextChangeKind kind) noexcept {
  switch (kind) {
    case TextChangeKind::kRedacted:
      return "redacted";
    case TextChangeKind::kRestored:
      return "restored";
    case TextChangeKind::kTruncated:
      return "truncated";
    case TextChangeKind::kRemoved:
      return "removed";
    case TextChangeKind::kAdded:
      return "added";
    case TextChangeKind::kChanged:
      return "changed";
    case TextChangeKind::kCorrected:
      return "corrected";
  }
  return "";
}

TextChangeKind change_kind(std::string_view before, std::string_view after, PassagePlace place) {
  if (std::min(before.size(), after.size()) > kLongestWithheld) return TextChangeKind::kChanged;
  const bool first_withholds = marks_withheld(before);
  const bool second_withholds = marks_withheld(after);
  if (second_withholds && !first_withholds) return TextChangeKind::kRedacted;
  if (first_withholds && !second_withholds && !after.empty()) return TextChangeKind::kRestored;
  if (before.empty()) return TextChangeKind::kAdded;
  if (after.empty()) {
    return place == PassagePlace::kAtEnd ? TextChangeKind::kTruncated : TextChangeKind::kRemoved;
  }
  return is_other_spelling(before, after) ? TextChangeKind::kCorrected : TextChangeKind::kChanged;
}

}  // namespace cabled
