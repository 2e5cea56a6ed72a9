#include "parsers/words/lexicon.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::words::lexicon_test {
namespace {

std::uint32_t number_of(Lexicon& lexicon, const std::string& word) {
  return lexicon.number_of({TokenKind::kWord, word}, Language::kEnglish);
}

TEST(Lexicon, NumbersWordsByTheirStems) {
  Lexicon lexicon;
  const std::uint32_t ferry = number_of(lexicon, "ferry");

  EXPECT_EQ(number_of(lexicon, "ferries"), ferry);
  EXPECT_EQ(lexicon[ferry], "ferri");
  EXPECT_NE(number_of(lexicon, "ferrie"), number_of(lexicon, "boat"));
  EXPECT_EQ(number_of(lexicon, "the"), Lexicon::kNone);
  EXPECT_EQ(lexicon[lexicon.number_of({TokenKind::kWord, "the"}, Language::kSimple)], "the");
  EXPECT_EQ(lexicon[lexicon.number_of({TokenKind::kNumWord, "x1ing"}, Language::kEnglish)],
            "x1ing");
}

TEST(Lexicon, TakesCapitalsBeyondAsciiForSmallLetters) {
  Lexicon lexicon;

  EXPECT_EQ(number_of(lexicon, "Étés"), number_of(lexicon, "étés"));
}

// Those of eight bytes at most are told apart by their hash, longer ones by all their bytes.
TEST(Lexicon, TellsWordsOfAnyLengthApart) {
  Lexicon lexicon;
  std::string word;
  for (std::uint32_t number = 0; number < 100; number += 2) {
    word += 'b';
    std::string other = word;
    other.back() = 'c';
    EXPECT_EQ(number_of(lexicon, word), number);
    EXPECT_EQ(number_of(lexicon, other), number + 1);
    EXPECT_EQ(number_of(lexicon, word), number);
  }
}

bool is_forgotten(Lexicon& lexicon) { return number_of(lexicon, "zebra") == 0; }

TEST(Lexicon, KeepsTheWordsOfSomeTexts) {
  Lexicon lexicon;
  number_of(lexicon, "ferry");
  for (int i = 0; i < 20'000; ++i) number_of(lexicon, "w" + std::to_string(i) + "w");

  lexicon.trim();

  EXPECT_FALSE(is_forgotten(lexicon));
}

TEST(Lexicon, ForgetsManyWords) {
  Lexicon lexicon;
  for (int i = 0; i < 50'000; ++i) number_of(lexicon, "w" + std::to_string(i) + "w");

  lexicon.trim();

  EXPECT_TRUE(is_forgotten(lexicon));
}

// Of a few texts that are made of long words.
TEST(Lexicon, ForgetsLongWords) {
  Lexicon lexicon;
  for (int i = 0; i < 1'000; ++i) number_of(lexicon, std::string(2'000, 'x') + std::to_string(i));

  lexicon.trim();

  EXPECT_TRUE(is_forgotten(lexicon));
}

}  // namespace
}  // namespace cabled::words::lexicon_test
