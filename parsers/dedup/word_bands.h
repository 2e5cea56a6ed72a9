#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cabled {

/// Words that may be exchanged between two texts that still share a band for certain.
inline constexpr int kExchangedWords = 5;

/// How many bands a text has. An exchanged word spoils at most two: that of the old and that of
/// the new word. So two texts with up to kExchangedWords exchanged (or twice as many words lost)
/// have at least one band left in common, by the pigeonhole principle.
inline constexpr int kWordBands = 2 * kExchangedWords + 1;

/// Texts of fewer distinct words are parted no further: all their words are one band, so that only
/// equal sets of words meet. Some eight words a band are too many to be shared by chance.
inline constexpr int kLeastWordsParted = 8 * kWordBands;

/// Texts of fewer distinct words have no band: so little is alike by chance.
inline constexpr int kLeastWords = 12;

/// The distinct words of `text` (case, digits and punctuation aside), parted by their hash into
/// kWordBands sets, and a hash of each set; a set of less than three words is left out, as too many
/// texts have it. Unrelated texts share no band, however many there are. Time n log n in the text.
std::vector<std::uint64_t> word_bands(std::string_view text);

}  // namespace cabled
