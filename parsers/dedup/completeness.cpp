#include "parsers/dedup/completeness.h"

#include <algorithm>
#include <string_view>

namespace cabled {
namespace {

// Longer than any telegram (28 sections of some 6,000 characters), so that length never outweighs
// what stands above it.
constexpr int kMostCharacters = 1'000'000;

// Redaction is a run of four X or more.
int blacked_out(std::string_view text) {
  int total = 0;
  int run = 0;
  for (const char c : text) {
    run = c == 'X' ? run + 1 : 0;
    if (run == 4) total += 4;
    if (run > 4) ++total;
  }
  return total;
}

}  // namespace

int completeness(const Cable& cable) {
  const bool has_header = cable.dtg && cable.from && !cable.to.empty();
  const int length =
      static_cast<int>(std::min<std::size_t>(cable.text.size(), kMostCharacters - 1));
  int score = std::max(0, length - blacked_out(cable.text));
  // A page that holds a later section alone is an extract, whatever it says.
  const bool later_section = cable.section.value_or(1) > 1;
  if (cable.corrected_copy) score += kMostCharacters;
  if (!cable.cancelled) score += 2 * kMostCharacters;
  if (!cable.partial_extract && !later_section) score += 4 * kMostCharacters;
  if (has_header) score += 8 * kMostCharacters;
  return score;
}

}  // namespace cabled
