#include "daemon/json/json_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "daemon/json/cable_json.h"

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

// The other writer of the program: the database and scripts see the bytes of both.
TEST(JsonText, WritesEveryCharacterAsTheTreeDoes) {
  for (int c = 0; c < 256; ++c) {
    const std::string text{'x', static_cast<char>(c), 'y'};

    EXPECT_EQ(written(text), to_line(text)) << c;
  }
  EXPECT_EQ(written("Tōkyō 東京 \u202e 🜁"), to_line("Tōkyō 東京 \u202e 🜁"));
}

TEST(JsonText, WritesNumbersAsTheTreeDoes) {
  for (const double number : {0.0, 1.0, 0.5, 0.1, 1.0 / 3, 1e-9, 123456789.25, 1e300}) {
    JsonText out;
    out.number(number);

    EXPECT_EQ(std::move(out).take(), to_line(number));
  }
  JsonText out;
  out.number(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(std::move(out).take(), "-9223372036854775808");
}

}  // namespace
}  // namespace cabled::json_text_test
