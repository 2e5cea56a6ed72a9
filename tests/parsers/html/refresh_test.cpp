#include "parsers/html/refresh.h"

#include <gtest/gtest.h>

#include "parsers/html/links.h"

namespace cabled::refresh_test {
namespace {

TEST(Refresh, ReadsTimeAndUrlAsBrowsersDo) {
  struct Case {
    const char* content;
    int seconds;
    const char* url;
  };
  for (const Case& c : {Case{"0;url=/a", 0, "/a"}, Case{" 5 ; URL = '/a b'x ", 5, "/a b"},
                        Case{"3, /a", 3, "/a"}, Case{"0.5; url=\"/a\"", 0, "/a"},
                        Case{"7 /a", 7, "/a"}, Case{"9", 9, ""}, Case{".5;u=/a", 0, "u=/a"},
                        Case{"99999999999;url=/a", 86'400, "/a"}, Case{"1;url", 1, "url"}}) {
    const auto refresh = read_refresh(c.content);

    ASSERT_TRUE(refresh.has_value()) << c.content;
    EXPECT_EQ(refresh->seconds, c.seconds) << c.content;
    EXPECT_EQ(refresh->url, c.url) << c.content;
  }
}

TEST(Refresh, IsNoneWithoutATime) {
  for (const char* content : {"", "url=/a", "soon; url=/a", "5x; url=/a", "-1; url=/a"}) {
    EXPECT_FALSE(read_refresh(content).has_value()) << content;
  }
}

TEST(Refresh, OfAPageIsItsFirst) {
  const PageLinks links = find_links(
      "<meta http-equiv=refresh content='60'><meta http-equiv='Refresh' content='0;"
      "url=/a&amp;b'><meta http-equiv=refresh content='0;url=/c'>");

  EXPECT_EQ(links.refresh, "0;url=/a&b");
  EXPECT_EQ(links.urls, (std::vector<std::string>{"/a&b", "/c"}));
}

}  // namespace
}  // namespace cabled::refresh_test
