#include "parsers/model/utf8_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled::utf8_text_test {
namespace {

std::string sanitized(std::string_view bytes) {
  return Utf8Text::sanitized(std::string(bytes)).str();
}

std::string encoded(char32_t code_point) {
  std::string out;
  append_utf8(out, code_point);
  return out;
}

TEST(Utf8Text, LeavesValidTextAlone) {
  for (const char* text :
       {"", "plain", "Gel\xC3\xB6scht \xE2\x82\xAC \xF0\x9F\x93\x9C", "\xEF\xBF\xBF"}) {
    EXPECT_EQ(sanitized(text), text);
  }
}

TEST(Utf8Text, ReplacesEachNul) {
  EXPECT_EQ(sanitized(std::string_view("a\0b\0", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

// Unicode 15, section 3.9: each maximal subpart of an ill-formed sequence becomes one U+FFFD.
TEST(Utf8Text, ReplacesEachMaximalInvalidSequenceOnce) {
  const std::string bad = "\xEF\xBF\xBD";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a\x80"
       "b",
       "a" + bad + "b"},  // a lone trail byte
      {"\xC3", bad},      // cut at the end
      {"\xE2\x82"
       "a",
       bad + "a"},  // cut before ASCII
      {"\xF0\x9F\x93"
       "\xC3\xB6",
       bad + "\xC3\xB6"},                           // cut before another
      {"\xC0\xAF", bad + bad},                      // an overlong slash
      {"\xE0\x80\xAF", bad + bad + bad},            // the same in three bytes
      {"\xED\xA0\x80", bad + bad + bad},            // a surrogate
      {"\xF4\x90\x80\x80", bad + bad + bad + bad},  // above U+10FFFF
      {"\xF5\xFF", bad + bad},                      // never bytes of UTF-8
  };
  for (const auto& [bytes, expected] : cases) EXPECT_EQ(sanitized(bytes), expected);
}

TEST(Utf8Text, IsValidAndWithoutNulWhateverTheBytes) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    for (int i = 0; i < round % 40; ++i) bytes += static_cast<char>(byte(random));
    const std::string text = sanitized(bytes);
    ASSERT_TRUE(is_valid_utf8(text));
    ASSERT_EQ(text.find('\0'), std::string::npos);
    ASSERT_EQ(sanitized(text), text);
  }
}

TEST(ValidUtf8Prefix, EndsWhereTheFirstBadSequenceBegins) {
  EXPECT_EQ(valid_utf8_prefix("abc"), 3U);
  EXPECT_EQ(valid_utf8_prefix("0123456789\xC3\xB6\xFFz"), 12U);
  EXPECT_EQ(valid_utf8_prefix("ab\xE2\x82"), 2U);
  EXPECT_EQ(valid_utf8_prefix(std::string_view("a\0b", 3)), 3U);
}

TEST(AppendUtf8, EncodesTheFirstAndLastOfEachLength) {
  EXPECT_EQ(encoded(0x7F), "\x7F");
  EXPECT_EQ(encoded(0x80), "\xC2\x80");
  EXPECT_EQ(encoded(0x7FF), "\xDF\xBF");
  EXPECT_EQ(encoded(0x800), "\xE0\xA0\x80");
  EXPECT_EQ(encoded(0xFFFF), "\xEF\xBF\xBF");
  EXPECT_EQ(encoded(0x10000), "\xF0\x90\x80\x80");
  EXPECT_EQ(encoded(0x10FFFF), "\xF4\x8F\xBF\xBF");
}

TEST(AppendUtf8, ReplacesWhatIsNoCharacter) {
  for (const char32_t code_point : {0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) {
    EXPECT_EQ(encoded(code_point), "\xEF\xBF\xBD");
  }
}

TEST(CharacterBegin, IsTheFirstByteOfTheCharacterAtHand) {
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC";

  EXPECT_EQ(character_begin(text, 0), 0U);
  EXPECT_EQ(character_begin(text, 2), 1U);
  EXPECT_EQ(character_begin(text, 5), 3U);
  EXPECT_EQ(character_begin(text, 99), text.size());
}

}  // namespace
}  // namespace cabled::utf8_text_test
