#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cabled {

/// How many bands a text has, if it is not short. Each is a row in the database, written and looked
/// up with the text.
inline constexpr int kSketchBands = 8;

/// Least hashes (see TextSketch) that must all be equal for two texts to share a band. Fewer let
/// more of badly damaged copies meet, and more of unrelated texts with the same phrases.
inline constexpr int kHashesOfBand = 4;

/// Texts of fewer words have no band: so little is alike by chance.
inline constexpr int kLeastWords = 12;

/// Texts of fewer words have one band, of all of their words, and meet their equals alone: bits
/// drawn from so few runs tell little, and two notes of 25 words that shared a polite sentence were
/// taken for copies.
inline constexpr int kLeastWordsToCompare = 60;

/// A text's trace for finding texts that are alike (MinHash by one permutation: Broder 1997; Li,
/// Owen, Zhang 2012). Its runs of three words, case and punctuation aside, are parted by their
/// hashes, and of each part the least hash is kept: in two texts that have the share J of all their
/// runs in common, each of these is equal with probability J.
struct TextSketch {
  /// One bit of each of 64 least hashes: texts differ in (1 - J) / 2 of the bits.
  std::uint64_t fingerprint = 0;
  /// Texts with J = 0.9 share at least one with probability 0.9998, with J = 0.8 0.985, with
  /// J = 0.2 0.013; what shares one by chance has another fingerprint. Twelve bands of five find
  /// 0.002 more of damaged copies and cost half as much again.
  std::vector<std::uint64_t> bands;
};

/// Time linear in the text.
TextSketch sketch_text(std::string_view text);

}  // namespace cabled
