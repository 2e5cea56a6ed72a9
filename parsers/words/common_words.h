#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cabled::words {

/// What stands in a cable as one number: two common words beside each other, or the list of common
/// words by which its pairs were told.
using PairNumber = std::int16_t;

/// A list of the words that stand in many cables, as they were counted once, and which pairs of
/// them are numbered.
///
/// The index of words knows no places, so a phrase of two common words is looked for in every cable
/// that has both: of a million in 490,000, for 12,000 matches. Pairs of common words are therefore
/// indexed as well, as one of 4,096 numbers each: other pairs of the same number leave 1.3 % of all
/// cables to be looked at in vain.
class CommonWords {
 public:
  /// Two words that do not come together more often than that (by their shares) are looked for by
  /// themselves: at a million cables 50,000 vectors are read in 0.2 s.
  static constexpr double kLeastShare = 0.05;

  /// Lists are counted from 1; without a list there is nothing common.
  explicit CommonWords(int list = 0) : list_(list) {}

  int list() const { return list_; }
  /// share: in which part of all cables it is, from 0 to 1.
  void add(std::string word, double share);

  /// The share of cables that have both words, if these are numbered when they stand side by side.
  std::optional<double> share_of_pair(std::string_view first, std::string_view second) const;

  /// What is to be known of a cable with these words, ascending: its list and the numbers of its
  /// pairs. `vector` is a tsvector as search_vector() makes it.
  std::vector<PairNumber> pairs_of(std::string_view vector) const;

 private:
  struct Word {
    double share = 0;
    std::uint64_t hash = 0;
  };
  struct Standing;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  const Word* find(std::string_view word) const;
  std::vector<Standing> standing_in(std::string_view vector) const;

  int list_;
  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
};

/// The number of a cable whose pairs were told by that list: 0 without one.
constexpr PairNumber number_of_list(int list) { return static_cast<PairNumber>(-list); }

/// The number of two words side by side, from 1 to 4,096.
PairNumber number_of_pair(std::string_view first, std::string_view second);

}  // namespace cabled::words
