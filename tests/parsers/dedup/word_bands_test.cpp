#include "parsers/dedup/word_bands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace cabled::word_bands_test {
namespace {

std::string word(std::mt19937& chance) {
  std::string out;
  for (int i = 0; i < 7; ++i) out += static_cast<char>('a' + chance() % 26);
  return out;
}

std::vector<std::string> words(std::mt19937& chance, int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) out.push_back(word(chance));
  return out;
}

std::string text_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word + ' ';
  return out;
}

bool share_a_band(const std::string& a, const std::string& b) {
  const auto left = word_bands(a);
  const auto right = word_bands(b);
  return std::ranges::any_of(
      left, [&](std::uint64_t band) { return std::ranges::find(right, band) != right.end(); });
}

TEST(WordBands, TextsWithFiveWordsExchangedAlwaysMeet) {
  std::mt19937 chance(1);

  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> copy = words(chance, 200);
    const std::string text = text_of(copy);
    for (int i = 0; i < kExchangedWords; ++i) copy[chance() % copy.size()] = word(chance);

    EXPECT_TRUE(share_a_band(text, text_of(copy))) << text;
  }
}

TEST(WordBands, UnrelatedTextsDoNotMeet) {
  std::mt19937 chance(2);

  for (int round = 0; round < 500; ++round) {
    EXPECT_FALSE(share_a_band(text_of(words(chance, 150)), text_of(words(chance, 150))));
  }
}

TEST(WordBands, HaveNoRegardToCaseNumbersAndLineBreaks) {
  std::mt19937 chance(3);
  const std::vector<std::string> list = words(chance, 120);
  std::string other = "1. (C) ";
  for (std::string item : list) {
    item[0] = static_cast<char>(item[0] - 'a' + 'A');
    other += item + ",\n";
  }

  EXPECT_EQ(word_bands("c " + text_of(list)), word_bands(other));
}

TEST(WordBands, AShortTextMeetsOnlyItsEqual) {
  const std::string text =
      "the harbour master asked for two more tugs before the winter and got none of them";

  EXPECT_EQ(word_bands(text).size(), 1U);
  EXPECT_TRUE(share_a_band(text, text));
  EXPECT_FALSE(share_a_band(text, text + " yet"));
}

TEST(WordBands, AHandfulOfWordsHasNone) { EXPECT_TRUE(word_bands("see reftel").empty()); }

}  // namespace
}  // namespace cabled::word_bands_test
