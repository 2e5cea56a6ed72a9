#include "parsers/dump/wide_text.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::wide_text_test {
namespace {

std::string wide(const std::u32string& text, WideForm form) {
  std::string out;
  const auto unit = [&](char32_t value) {
    for (std::size_t i = 0; i < form.unit; ++i) {
      const std::size_t place = form.is_big_endian ? form.unit - 1 - i : i;
      out += static_cast<char>((value >> (8 * place)) & 0xFFU);
    }
  };
  for (const char32_t c : text) {
    if (form.unit == 4 || c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800 + ((c - 0x10000) >> 10U));
      unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

std::string narrow(const std::string& bytes, std::size_t step) {
  WideText text(wide_form(bytes).value());
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    out += text.push(std::string_view(bytes).substr(at, step));
  }
  return out + text.finish();
}

TEST(WideText, BecomesUtf8InEachFormWithAndWithoutItsMark) {
  const std::u32string text = U"id,\"S\u00E3o Paulo\" \u20AC \U0001F30D\n";
  for (const WideForm form : {WideForm{2, false}, {2, true}, {4, false}, {4, true}}) {
    for (const std::u32string mark : {U"", U"\uFEFF"}) {
      for (const std::size_t step : {1U, 3U, 4096U}) {
        EXPECT_EQ(narrow(wide(mark + text, form), step),
                  "id,\"S\xC3\xA3o Paulo\" \xE2\x82\xAC \xF0\x9F\x8C\x8D\n");
      }
    }
  }
}

TEST(WideText, ReplacesWhatIsCutOff) {
  EXPECT_EQ(narrow(std::string("a\0b\0c\0d\0\x3d\xd8", 10), 4096), "abcd\xEF\xBF\xBD");
  EXPECT_EQ(narrow(std::string("a\0b\0c\0d\0e", 9), 2), "abcd\xEF\xBF\xBD");
}

TEST(WideText, IsNoOtherText) {
  for (const std::string& text : {std::string("plain"), std::string(""), std::string("\0\0\0\0", 4),
                                  std::string("\x89PNG\r\n\x1a\n"),
                                  std::string("\xef\xbb\xbf"
                                              "abc")}) {
    EXPECT_FALSE(wide_form(text)) << text;
  }
}

}  // namespace
}  // namespace cabled::wide_text_test
