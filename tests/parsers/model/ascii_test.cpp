#include "parsers/model/ascii.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace cabled::ascii_test {
namespace {

// Few letters, in both cases, with signs whose case bit makes others of them, and bytes of UTF-8.
std::string random_text(std::mt19937& random) {
  static constexpr std::string_view kBytes = "lLlLeE {@`[\x4C\x6C\xCC\xEC\n";
  std::string text(random() % 70, ' ');
  for (char& c : text) c = kBytes[random() % kBytes.size()];
  return text;
}

std::size_t find_slowly(std::string_view text, std::string_view pair, std::size_t from) {
  for (std::size_t at = from; at + 1 < text.size(); ++at) {
    if (ascii::iequals(text.substr(at, 2), pair)) return at;
  }
  return std::string_view::npos;
}

TEST(FindPair, FindsWhatALoopOverTheBytesFinds) {
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random);
    const std::size_t from = random() % 20;
    ASSERT_EQ(ascii::find_pair(text, 'l', 'e', from), find_slowly(text, "le", from)) << text;
    ASSERT_EQ(ascii::find_pair(text, 'l', 'l', from), find_slowly(text, "ll", from)) << text;
  }
}

TEST(FindPart, FindsWhatStringsFind) {
  std::mt19937 random(8);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random);
    const std::size_t from = random() % 20;
    for (const std::string_view part : {"ll", "lL {", "  ", "e\n"}) {
      ASSERT_EQ(ascii::find_part(text, part, from), text.find(part, from)) << part << ": " << text;
    }
  }
  const std::string late = std::string(40, 'l') + "lend";
  EXPECT_EQ(ascii::find_part(late, "lend"), 40U) << "behind many that begin like it";
  EXPECT_FALSE(ascii::has_part("len", "lend")) << "cut by the end";
}

TEST(FindByte, FindsTheFirstByteThatIsSought) {
  std::mt19937 random(9);
  const auto is_sought = [](char c) { return (c == '{') | (c == '\n'); };
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random);
    const std::size_t from = random() % 20;
    const std::size_t found = std::min(text.find_first_of("{\n", from), text.size());
    ASSERT_EQ(ascii::find_byte(text, std::min(from, text.size()), is_sought), found) << text;
  }
}

TEST(FindRareByte, FindsTheFirstByteInTextsOfAnyLength) {
  const auto is_sought = [](char c) { return c == '{'; };
  for (std::size_t size = 0; size < 180; ++size) {
    const std::string none(size, 'l');
    EXPECT_EQ(ascii::find_rare_byte(none, 0, is_sought), size);
    EXPECT_FALSE(ascii::any_byte(none, is_sought));
    for (std::size_t place = 0; place < size; ++place) {
      std::string text = none;
      text[place] = '{';
      ASSERT_TRUE(ascii::any_byte(text, is_sought)) << size << ' ' << place;
      for (const std::size_t from : {std::size_t{0}, size / 3, size / 2, size - 1, size}) {
        ASSERT_EQ(ascii::find_rare_byte(text, from, is_sought), place >= from ? place : size)
            << size << ' ' << place << ' ' << from;
      }
    }
  }
}

TEST(Trim, TakesWhiteSpaceOffBothEnds) {
  EXPECT_EQ(ascii::trim(" \t two words\r\n"), "two words");
  EXPECT_EQ(ascii::trim(" \n "), "");
  EXPECT_EQ(ascii::trim(""), "");
}

TEST(UpperAndLower, TurnLettersAlone) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  const std::string upper = ascii::upper(bytes);
  const std::string lower = ascii::lower(bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_EQ(upper[i], ascii::to_upper(bytes[i])) << i;
    EXPECT_EQ(lower[i], ascii::to_lower(bytes[i])) << i;
  }
  EXPECT_EQ(ascii::upper("seventeen letters"), "SEVENTEEN LETTERS") << "more than a block";
}

}  // namespace
}  // namespace cabled::ascii_test
