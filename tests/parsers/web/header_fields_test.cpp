#include "parsers/web/header_fields.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::header_fields_test {
namespace {

TEST(HeaderFields, HaveTheNameAsWrittenAndTheValueTrimmed) {
  const HeaderFields fields =
      read_fields("Content-Type:  text/html \r\nX-Empty:\r\ncontent-length: 12\r\n\r\nA: b\r\n");

  EXPECT_EQ(fields, (HeaderFields{
                        {"Content-Type", "text/html"}, {"X-Empty", ""}, {"content-length", "12"}}));
  EXPECT_EQ(find_field(fields, "CONTENT-TYPE"), "text/html");
  EXPECT_EQ(find_field(fields, "Location"), std::nullopt);
}

TEST(HeaderFields, EndInCrLfOrLf) {
  EXPECT_EQ(read_fields("A: b\nC: d\r\n\nE: f\n"), (HeaderFields{{"A", "b"}, {"C", "d"}}));
}

TEST(HeaderFields, JoinFoldedLinesByOneBlank) {
  const std::string_view folded = "A: one\r\n\t two\r\n   \r\nB:\r\n x: y\r\n\r\n";
  const HeaderFields joined{{"A", "one two"}, {"B", "x: y"}};

  EXPECT_EQ(read_fields(folded), joined);
  EXPECT_EQ(read_strict_fields(folded).value(), joined);
}

TEST(HeaderFields, PassOverLinesThatAreNoneWithWhatTheyGoOnIn) {
  EXPECT_EQ(read_fields("A: b\r\nbroken line\r\n Set: x\r\n: no name\r\nC D: e\r\nF : g\r\n\r\n"),
            (HeaderFields{{"A", "b"}, {"F", "g"}}));
}

TEST(HeaderFields, AreAllInOrderOrNoneWhenReadStrictly) {
  EXPECT_TRUE(read_strict_fields("A: b\r\nC : d\r\n\r\nno field").has_value());
  for (const char* lines :
       {"A: b\r\nbroken line\r\n\r\n", ": b\r\n", "A B: c\r\n", "A\x01: c\r\n"}) {
    EXPECT_EQ(read_strict_fields(lines).error().kind, ErrorKind::kInvalid) << lines;
  }
}

TEST(HeaderFields, AreAThousandAtTheMost) {
  std::string lines;
  for (int i = 0; i < 1001; ++i) lines += "A: b\r\n";

  EXPECT_EQ(read_fields(lines).size(), 1000U);
  EXPECT_FALSE(read_strict_fields(lines).has_value());
}

TEST(HeaderValue, IsTheFirstOfThatNameInAnyCase) {
  const std::string_view head =
      "HTTP/1.1 200 OK\r\nETag: \"a\"\r\netag: \"b\"\r\nRetry-After :\r\n 120\r\n\r\nbody: x\r\n";

  EXPECT_EQ(header_value(head, "etag"), "\"a\"");
  EXPECT_EQ(header_value(head, "retry-after"), "120");
  EXPECT_EQ(header_value(head, "body"), "");
  EXPECT_EQ(header_value("", "etag"), "");
}

TEST(HeaderEnd, IsBehindTheFirstEmptyLine) {
  EXPECT_EQ(header_end("A: b\r\n\r\nbody\r\n\r\n"), 8U);
  EXPECT_EQ(header_end("A: b\n\nbody"), 6U);
  EXPECT_EQ(header_end("A: b\r\n"), std::nullopt);
  EXPECT_EQ(header_end("A: b\r\n\r"), std::nullopt);
  EXPECT_EQ(header_end(""), std::nullopt);
}

}  // namespace
}  // namespace cabled::header_fields_test
