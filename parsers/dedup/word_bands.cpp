#include "parsers/dedup/word_bands.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::uint64_t kBandFnvOffset = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kBandFnvPrime = 0x100000001b3ULL;

// The finaliser of MurmurHash3: sums of FNV values alone would collide for swapped letters.
constexpr std::uint64_t scatter(std::uint64_t x) {
  x ^= x >> 33U;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33U;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33U);
}

// Numbers are left out: those of paragraphs, pages and dates differ between copies.
bool is_letter_byte(char c) { return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; }

std::vector<std::uint64_t> distinct_words(std::string_view text) {
  std::vector<std::uint64_t> words;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_letter_byte(text[i])) {
      ++i;
      continue;
    }
    std::uint64_t word = kBandFnvOffset;
    for (; i < text.size() && is_letter_byte(text[i]); ++i) {
      word = (word ^ static_cast<unsigned char>(ascii::to_lower(text[i]))) * kBandFnvPrime;
    }
    words.push_back(scatter(word));
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Fewer words than these are in too many texts.
constexpr int kLeastWordsOfBand = 3;

}  // namespace

std::vector<std::uint64_t> word_bands(std::string_view text) {
  const std::vector<std::uint64_t> words = distinct_words(text);
  if (words.size() < static_cast<std::size_t>(kLeastWords)) return {};
  const bool parted = words.size() >= static_cast<std::size_t>(kLeastWordsParted);
  const std::uint64_t parts = parted ? kWordBands : 1;
  // The sum does not depend on order; the start sets equal sums of two bands apart.
  std::array<std::uint64_t, kWordBands> sums{};
  std::array<int, kWordBands> sizes{};
  for (const std::uint64_t word : words) {
    sums[word % parts] += scatter(word ^ kBandFnvPrime);
    ++sizes[word % parts];
  }
  std::vector<std::uint64_t> bands;
  for (std::size_t i = 0; i < parts; ++i) {
    if (sizes[i] >= kLeastWordsOfBand) bands.push_back(scatter(sums[i] + i + (parted ? 1 : 0)));
  }
  return bands;
}

}  // namespace cabled
