#include "parsers/dedup/content_key.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"

namespace cabled::content_key_test {
namespace {

TEST(NormalizedText, HasOneBlankForEachRunOfWhiteSpace) {
  EXPECT_EQ(normalized_text("  gulls \t\n\n left\r\n"), "gulls left");
  EXPECT_EQ(normalized_text("gulls  left   the    harbor"), "gulls left the harbor");
  EXPECT_EQ(normalized_text("gulls\u00a0 \u2028left"), "gulls left");
  EXPECT_EQ(normalized_text(" \n "), "");
  EXPECT_EQ(normalized_text(""), "");
}

TEST(NormalizedText, HasTheSignsOfTheTelegraphForThoseOfTypesetters) {
  EXPECT_EQ(normalized_text("\u00b6\u201cgul\u00adls\u201d \u2013 it\u2019s late\u2026"),
            "\"gulls\" - it's late...");
  EXPECT_EQ(normalized_text("S\u00e3o Tom\u00e9"), "S\u00e3o Tom\u00e9") << "letters stay";
}

std::string normalized_slowly(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!ascii::is_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

TEST(NormalizedText, OfAsciiIsWhatALoopOverTheBytesMakes) {
  std::mt19937 random(11);
  static constexpr std::string_view kBytes = "abcde. \n\t";
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 90, ' ');
    for (char& c : text) c = kBytes[random() % kBytes.size()];
    ASSERT_EQ(normalized_text(text), normalized_slowly(text)) << text;
  }
}

}  // namespace
}  // namespace cabled::content_key_test
