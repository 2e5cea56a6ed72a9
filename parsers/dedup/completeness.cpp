#include "parsers/dedup/completeness.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace cabled {
namespace {

// Longer than any telegram (28 sections of some 6,000 characters), so that length never outweighs
// what stands above it.
constexpr int kMostCharacters = 1'000'000;

// Records of the archive have some seventy.
constexpr std::size_t kMostAttributes = 1000;

// Redaction is a run of four X or more.
std::size_t blacked_out(std::string_view text) {
  std::size_t total = 0;
  std::size_t begin = 0;
  while ((begin = text.find("XXXX", begin)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_not_of('X', begin), text.size());
    total += end - begin;
    begin = end;
  }
  return total;
}

// About how many characters are missing where one of these is seen, so that of two texts of about
// one length the whole one is better, and a long one with a line lost is better than a short one.
std::size_t characters_lost(DamageKind kind) {
  switch (kind) {
    case DamageKind::kMissingLine:
    case DamageKind::kCutSentence:
    case DamageKind::kOpenSummary:
      return 100;
    case DamageKind::kMissingHeader:
      return 200;
    case DamageKind::kParagraphGap:
    case DamageKind::kCutEnd:
      return 600;
    case DamageKind::kMissingPage:
      return 2000;
    case DamageKind::kMissingSection:
      return 6000;
  }
  return 0;
}

std::size_t seen_to_be_lost(const Cable& cable) {
  std::size_t total = 0;
  for (const Damage& damage : cable.damage) total += characters_lost(damage.kind);
  return total;
}

}  // namespace

int completeness(const Cable& cable) {
  // Less than any text gives; of two records the one that says more.
  if (cable.text_lost) {
    return static_cast<int>(std::min(cable.attributes.size(), kMostAttributes)) -
           static_cast<int>(kMostAttributes);
  }
  const bool has_header = cable.dtg && cable.from && !cable.to.empty();
  const std::size_t missing = blacked_out(cable.text) + seen_to_be_lost(cable);
  const std::size_t legible = cable.text.size() - std::min(missing, cable.text.size());
  int score = static_cast<int>(std::min<std::size_t>(legible, kMostCharacters - 1));
  // A page that holds a later section alone is an extract, whatever it says.
  const bool later_section = cable.section.value_or(1) > 1;
  if (cable.corrected_copy) score += kMostCharacters;
  if (!cable.cancelled) score += 2 * kMostCharacters;
  // What belongs to the cable cannot be told from what does not.
  const bool is_one_telegram = std::ranges::count(cable.warnings, kSecondTelegram) == 0;
  if (is_one_telegram) score += 4 * kMostCharacters;
  if (!cable.partial_extract && !later_section) score += 8 * kMostCharacters;
  if (has_header) score += 16 * kMostCharacters;
  return score;
}

}  // namespace cabled
