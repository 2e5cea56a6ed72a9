#include "parsers/model/json_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace cabled::json_text_test {
namespace {

std::string written(std::string_view text) {
  JsonText out;
  out.string(text);
  return std::move(out).take();
}

TEST(JsonText, EscapesWhatJsonDemands) {
  EXPECT_EQ(written("a\"b\\c/\n\t\r\b\f\x01\x1f\x7f"), R"("a\"b\\c/\n\t\r\b\f\u0001\u001f)"
                                                       "\x7f\"");
  EXPECT_EQ(written(std::string_view("\0", 1)), R"("\u0000")");
}

TEST(JsonText, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(written("a\xff z\xe2\x80"), "\"a\xEF\xBF\xBD z\xEF\xBF\xBD\"");
}

std::string of_tree(const std::string& text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The other writer of the program: the database and scripts see the bytes of both.
TEST(JsonText, WritesEveryCharacterAsTheTreeDoes) {
  for (int c = 0; c < 256; ++c) {
    const std::string text{'x', static_cast<char>(c), 'y'};

    EXPECT_EQ(written(text), of_tree(text)) << c;
  }
  EXPECT_EQ(written("Tōkyō 東京 \u202e 🜁"), of_tree("Tōkyō 東京 \u202e 🜁"));
}

TEST(JsonText, WritesNumbers) {
  JsonText out;
  out.number(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(std::move(out).take(), "-9223372036854775808");
}

}  // namespace
}  // namespace cabled::json_text_test
