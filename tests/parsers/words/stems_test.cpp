#include "parsers/words/stems.h"

#include <gtest/gtest.h>
#include <libstemmer.h>

#include <iterator>
#include <memory>
#include <random>
#include <string>

namespace cabled::words::stems_test {
namespace {

/// The stems of Snowball's library, by characters and without a look at the word before.
class Snowball {
 public:
  std::string stem_of(const std::string& word) {
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                        static_cast<int>(word.size()));
    return {reinterpret_cast<const char*>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_{
      sb_stemmer_new("english", "UTF_8"), sb_stemmer_delete};
};

bool is_left_out(const std::string& word) { return english_stem(word).empty(); }

TEST(Stems, OfWordsThatAreInEveryTextAreNone) {
  for (const char* word : {"a", "the", "both", "yourselves", "don", "s"}) {
    EXPECT_TRUE(is_left_out(word)) << word;
  }
  for (const char* word : {"b", "thee", "bots", "yourselvest", "yourselve", "été", "-", "1"}) {
    EXPECT_FALSE(is_left_out(word)) << word;
  }
  EXPECT_EQ(english_stem(""), "");
}

// Pieces that the rules look for, between any letters.
TEST(Stems, AreThoseOfSnowball) {
  static constexpr const char* kPieces[] = {
      "a",  "b",   "c",  "d",   "e",  "f",   "g",   "h",     "i",       "j",     "k",     "l",
      "m",  "n",   "o",  "p",   "q",  "r",   "s",   "t",     "u",       "v",     "w",     "x",
      "y",  "z",   "é",  "ж",   "-",  "'",   "'s",  "es",    "ed",      "ing",   "ly",    "ies",
      "er", "ion", "al", "ous", "li", "ate", "ful", "iviti", "ational", "gener", "arsen", "commun"};
  std::mt19937 random(7);
  Snowball snowball;
  for (int i = 0; i < 50'000; ++i) {
    std::string word;
    for (std::size_t k = 1 + random() % 6; k > 0; --k)
      word += kPieces[random() % std::size(kPieces)];
    if (is_left_out(word)) continue;
    ASSERT_EQ(english_stem(word), snowball.stem_of(word)) << word;
  }
}

}  // namespace
}  // namespace cabled::words::stems_test
