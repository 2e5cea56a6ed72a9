#include "parsers/dedup/text_sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <string>

namespace cabled::text_sketch_test {
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

bool share_a_band(const TextSketch& a, const TextSketch& b) {
  return std::ranges::any_of(a.bands, [&](std::uint64_t band) {
    return std::ranges::find(b.bands, band) != b.bands.end();
  });
}

int fingerprint_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

TEST(TextSketch, TextsWithOneWordInFortyExchangedMeetAndAreNear) {
  std::mt19937 chance(1);
  int met = 0;
  int near = 0;

  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> copy = words(chance, 200);
    const TextSketch before = sketch_text(text_of(copy));
    for (int i = 0; i < 5; ++i) copy[chance() % copy.size()] = word(chance);
    const TextSketch after = sketch_text(text_of(copy));
    met += share_a_band(before, after);
    near += fingerprint_distance(before.fingerprint, after.fingerprint) <= 13;
  }

  EXPECT_GE(met, 1990);
  EXPECT_GE(near, 1990);
}

TEST(TextSketch, UnrelatedTextsNeitherMeetNorAreNear) {
  std::mt19937 chance(2);

  for (int round = 0; round < 500; ++round) {
    const TextSketch one = sketch_text(text_of(words(chance, 150)));
    const TextSketch other = sketch_text(text_of(words(chance, 150)));

    EXPECT_FALSE(share_a_band(one, other));
    EXPECT_GT(fingerprint_distance(one.fingerprint, other.fingerprint), 13);
  }
}

TEST(TextSketch, FingerprintsTellTheShareOfCommonRuns) {
  std::mt19937 chance(3);
  double distance = 0;

  // The second half of the words is another: a third of all runs is common, so a third of the bits
  // differs.
  for (int round = 0; round < 500; ++round) {
    std::vector<std::string> list = words(chance, 400);
    const TextSketch before = sketch_text(text_of(list));
    std::ranges::copy(words(chance, 200), list.begin() + 200);
    distance += fingerprint_distance(before.fingerprint, sketch_text(text_of(list)).fingerprint);
  }

  EXPECT_NEAR(distance / 500, 64.0 / 3, 1);
}

TEST(TextSketch, HasNoRegardToCasePunctuationAndLineBreaks) {
  std::mt19937 chance(4);
  const std::vector<std::string> list = words(chance, 120);
  std::string other;
  for (std::string item : list) {
    item[0] = static_cast<char>(item[0] - 'a' + 'A');
    other += item + ",\n";
  }

  EXPECT_EQ(sketch_text(text_of(list)).bands, sketch_text(other).bands);
}

TEST(TextSketch, AShortTextMeetsItsEqualAlone) {
  std::mt19937 chance(5);
  const std::vector<std::string> list = words(chance, kLeastWordsToCompare - 1);
  std::vector<std::string> other = list;
  other.back() = "otherwise";

  const TextSketch sketch = sketch_text(text_of(list));

  EXPECT_TRUE(share_a_band(sketch, sketch_text(text_of(list))));
  EXPECT_FALSE(share_a_band(sketch, sketch_text(text_of(other))));
}

TEST(TextSketch, ATextOfHardlyAnyWordsMeetsNoOther) {
  std::mt19937 chance(6);
  std::vector<std::string> list = words(chance, kLeastWords);
  EXPECT_EQ(sketch_text(text_of(list)).bands.size(), 1U);

  list.pop_back();

  EXPECT_TRUE(sketch_text(text_of(list)).bands.empty());
}

TEST(TextSketch, AHandfulOfWordsHasNoBand) {
  EXPECT_TRUE(sketch_text("see reftel").bands.empty());
  EXPECT_TRUE(sketch_text("").bands.empty());
}

}  // namespace
}  // namespace cabled::text_sketch_test
