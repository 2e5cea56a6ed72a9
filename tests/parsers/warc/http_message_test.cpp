#include "parsers/warc/http_message.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::warc::http_message_test {
namespace {

TEST(HttpHead, GivesStatusFieldsAndBody) {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nbroken line\r\n\r\nbody";

  const auto head = parse_http_head(block);

  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->status, std::optional(200));
  EXPECT_EQ(find_field(head->fields, "content-type"), std::optional<std::string_view>("text/html"));
  EXPECT_EQ(block.substr(head->body_at), "body");
}

TEST(HttpHead, GivesNoStatusForAnOddStatusLine) {
  EXPECT_EQ(parse_http_head("HTTP/9.9 99999 ???\r\n\r\n")->status, std::nullopt);
  EXPECT_FALSE(parse_http_head("<html>no header</html>").has_value());
}

TEST(Dechunk, JoinsTheChunks) {
  const Dechunked body = dechunk("6\r\n<html>\r\n007;x=y\r\n</html>\r\n0\r\n\r\n");

  EXPECT_EQ(body.bytes, "<html></html>");
  EXPECT_EQ(body.warning, "");
}

TEST(Dechunk, GivesWhatThereIsAndSaysWhatIsWrong) {
  EXPECT_EQ(dechunk("5\r\nhel").bytes, "hel");
  EXPECT_NE(dechunk("5\r\nhel").warning, "");
  EXPECT_EQ(dechunk("3\r\nhel\r\n").warning, "last chunk is missing");
  EXPECT_EQ(dechunk("3\r\nhel\r\nzz\r\n").warning, "bad chunk size");
}

TEST(Dechunk, LeavesABodyThatIsNotChunkedAsItIs) {
  EXPECT_EQ(dechunk("<html>plain</html>").bytes, "<html>plain</html>");
  EXPECT_EQ(dechunk("FFFFFFFFFFFFFFFF\r\nabc").bytes, "FFFFFFFFFFFFFFFF\r\nabc");
}

}  // namespace
}  // namespace cabled::warc::http_message_test
