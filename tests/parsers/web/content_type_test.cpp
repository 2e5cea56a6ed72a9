#include "parsers/web/content_type.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace cabled::content_type_test {
namespace {

TEST(ContentType, ReadsTypeAndCharset) {
  const std::vector<std::pair<const char*, ContentType>> cases{
      {"text/html", {"text/html", ""}},
      {"Text/HTML; Charset=UTF-8", {"text/html", "UTF-8"}},
      {"text/html;charset=\"utf-8\"", {"text/html", "utf-8"}},
      {"text/html; charset='utf-8' ", {"text/html", "utf-8"}},
      {"text/html; charset = iso-8859-1 ; x=y", {"text/html", "iso-8859-1"}},
      {"text/html; x=\"a;charset=no\"; charset=yes", {"text/html", "yes"}},
      {"text/html; x=\"a\\\";b\"; charset=yes", {"text/html", "yes"}},
      {"text/html; charset=one; charset=two", {"text/html", "one"}},
      {"text/html; charset=\"open", {"text/html", "open"}},
      {"text/html; charset", {"text/html", ""}},
      {"text/html; charset=", {"text/html", ""}},
      {"text/html;;; charset=x", {"text/html", "x"}},
      {"; charset=x", {"", "x"}},
      {"html", {"", ""}},
      {"text/", {"", ""}},
      {"", {"", ""}},
  };
  for (const auto& [value, expected] : cases) {
    EXPECT_EQ(read_content_type(value).type, expected.type) << value;
    EXPECT_EQ(read_content_type(value).charset, expected.charset) << value;
  }
}

TEST(ContentType, KnowsHtml) {
  EXPECT_TRUE(read_content_type("text/html;charset=x").is_html());
  EXPECT_TRUE(read_content_type("application/xhtml+xml").is_html());
  EXPECT_FALSE(read_content_type("text/plain").is_html());
}

TEST(ContentType, SurvivesAnyBytes) {
  std::mt19937 random(6);
  static constexpr std::string_view kAlphabet = "a/;=\"\\' charset\xFF\x01";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (int round = 0; round < 20000; ++round) {
    std::string value;
    for (int i = 0; i < round % 50; ++i) value += kAlphabet[pick(random)];
    EXPECT_LE(read_content_type(value).charset.size(), value.size());
  }
}

}  // namespace
}  // namespace cabled::content_type_test
