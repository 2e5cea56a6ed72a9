#include "daemon/fetch/chain_cookies.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cabled::chain_cookies_test {
namespace {

constexpr std::chrono::sys_seconds kNow{std::chrono::seconds(1'400'000'000)};

Url url(const std::string& text) { return Url::parse(text).value(); }

std::string head(const std::vector<std::string>& cookies) {
  std::string out = "HTTP/1.1 302 Found\r\n";
  for (const std::string& cookie : cookies) out += "Set-Cookie: " + cookie + "\r\n";
  return out + "\r\n";
}

/// What goes back to `asked` of cookies that `set` was given by http://a.example/wall/in.
std::string sent(const std::vector<std::string>& cookies, const std::string& asked,
                 const std::string& from = "http://a.example/wall/in") {
  ChainCookies chain;
  chain.take(url(from), head(cookies), kNow);
  return chain.field_for(url(asked));
}

TEST(ChainCookies, GoBackToTheHostThatSetThem) {
  EXPECT_EQ(sent({"ok=1; Path=/"}, "http://a.example/page"), "ok=1");
  EXPECT_EQ(sent({"ok=1; Path=/; HttpOnly; SameSite=Strict", "b=x y"}, "http://a.example/wall/2"),
            "ok=1; b=x y");
}

TEST(ChainCookies, GoToNoOtherHostWhateverTheirDomain) {
  for (const char* other : {"http://b.example/", "http://www.a.example/", "http://example/"}) {
    EXPECT_EQ(sent({"ok=1; Path=/; Domain=.example", "two=2; Path=/; Domain=b.example"}, other), "")
        << other;
  }
}

TEST(ChainCookies, KeepToTheirPathAndToTls) {
  EXPECT_EQ(sent({"ok=1"}, "http://a.example/wall/other"), "ok=1");
  EXPECT_EQ(sent({"ok=1"}, "http://a.example/elsewhere"), "");
  EXPECT_EQ(sent({"ok=1; Path=/wall"}, "http://a.example/wallpaper"), "");
  EXPECT_EQ(sent({"ok=1; Path=/; Secure"}, "https://a.example/", "https://a.example/"), "ok=1");
  EXPECT_EQ(sent({"ok=1; Path=/; Secure"}, "http://a.example/", "https://a.example/"), "");
  EXPECT_EQ(sent({"ok=1; Path=/; Secure"}, "https://a.example/"), "") << "set in the clear";
}

TEST(ChainCookies, AreTakenBackAsTheSiteSays) {
  for (const char* end : {"ok=; Path=/; Max-Age=0", "ok=; Path=/; Max-Age=-1",
                          "ok=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}) {
    EXPECT_EQ(sent({"ok=1; Path=/", end}, "http://a.example/"), "") << end;
  }
  EXPECT_EQ(sent({"ok=1; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT"}, "http://a.example/"),
            "ok=1");
}

TEST(ChainCookies, AreBoundedInNumberAndSize) {
  std::vector<std::string> many;
  for (int i = 0; i < 100; ++i) many.push_back("c" + std::to_string(i) + "=v; Path=/");
  const std::string field = sent(many, "http://a.example/");
  EXPECT_EQ(std::ranges::count(field, '='), 16);

  EXPECT_EQ(sent({"big=" + std::string(5000, 'x') + "; Path=/"}, "http://a.example/"), "");
}

TEST(ChainCookies, CannotBeHeadersOfTheSitesChoosing) {
  EXPECT_EQ(sent({"ok=1\x01 2; Path=/", "nameless", "=x"}, "http://a.example/"), "");
}

TEST(ChainCookies, KnowASiteThatOnlyRepeatsItself) {
  ChainCookies chain;

  EXPECT_TRUE(chain.take(url("http://a.example/"), head({"ok=1"}), kNow));
  EXPECT_FALSE(chain.take(url("http://a.example/"), head({"ok=1"}), kNow));
  EXPECT_TRUE(chain.take(url("http://a.example/"), head({"ok=2"}), kNow));
  EXPECT_FALSE(chain.take(url("http://a.example/"), head({}), kNow));
}

TEST(RedirectChains, GiveAChainOnceAndForgetTheOldest) {
  RedirectChains chains;
  for (int i = 0; i < 3000; ++i) {
    RedirectChain chain;
    chain.next = "http://a.example/" + std::to_string(i);
    chain.hops = 1;
    chains.put(std::move(chain));
  }

  EXPECT_EQ(chains.take("http://a.example/0").hops, 0);
  EXPECT_EQ(chains.take("http://a.example/2999").hops, 1);
  EXPECT_EQ(chains.take("http://a.example/2999").hops, 0);
}

}  // namespace
}  // namespace cabled::chain_cookies_test
