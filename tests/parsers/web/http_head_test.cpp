#include "parsers/web/http_head.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace cabled::http_head_test {
namespace {

TEST(HttpHead, GivesStatusFieldsAndBody) {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nbroken line\r\n\r\nbody";

  const auto head = read_http_head(block);

  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->fields, (HeaderFields{{"Content-Type", "text/html"}}));
  EXPECT_EQ(block.substr(head->body_at), "body");
}

TEST(HttpHead, MayBeARequestsThatHasNoStatus) {
  const auto head = read_http_head("GET /a HTTP/1.1\r\nHost: cables.example\r\n\r\n");

  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->status, std::nullopt);
  EXPECT_EQ(find_field(head->fields, "host"), "cables.example");
}

TEST(HttpHead, MayEndWithItsBlock) {
  const auto head = read_http_head("HTTP/1.0 404\nA: b\n");

  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->body_at, 18U);
  EXPECT_EQ(find_field(head->fields, "A"), "b");
}

TEST(HttpHead, IsNoneWithoutItsStartLine) {
  for (const char* text : {"", "\r\n", "<html>no header</html>", "ICY 200 OK\r\n\r\n"}) {
    EXPECT_FALSE(read_http_head(text).has_value()) << text;
  }
}

TEST(HttpHead, IsNoneWhenLongerThanAMegabyte) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  while (head.size() <= 1U << 20U) head += "X-Filler: " + std::string(1000, 'x') + "\r\n";

  EXPECT_FALSE(read_http_head(head + "\r\n").has_value());
  EXPECT_TRUE(read_http_head("HTTP/1.1 200 OK\r\n\r\n" + head).has_value());
}

TEST(StatusOfLine, HasThreeDigits) {
  for (const char* line : {"HTTP/1.1 200 OK", "HTTP/2 200", "http/1.1  200  fine"}) {
    EXPECT_EQ(status_of_line(line), 200) << line;
  }
  for (const char* line : {"", "HTTP/1.1", "HTTP/1.1 2 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 099 x",
                           "HTTP/1.1 abc", "HTTP/9.9 99999 ???", "GET 200 HTTP/1.1"}) {
    EXPECT_EQ(status_of_line(line), std::nullopt) << line;
  }
}

TEST(HttpHead, SurvivesAnyBytesAndAnyCut) {
  std::mt19937 random(5);
  const std::string_view alphabet("HTTP/1.200 :\r\n\0\tContent-Length,;", 33);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = "HTTP/1.1 200 OK\r\nContent-Length: ";
    for (int i = 0; i < round % 100; ++i) bytes += alphabet[pick(random)];
    const std::string cut = bytes.substr(static_cast<std::size_t>(round) % bytes.size());

    ASSERT_TRUE(read_http_head(bytes).has_value());
    const auto head = read_http_head(cut);
    ASSERT_TRUE(!head || head->body_at <= cut.size());
  }
}

}  // namespace
}  // namespace cabled::http_head_test
