#include "parsers/model/url.h"

#include <gtest/gtest.h>

#include <clocale>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled::url_test {
namespace {

std::string text_or_error(const Result<Url>& url) {
  return url ? url->text() : "error: " + url.error().message;
}

std::string canonical(std::string_view text) { return text_or_error(Url::parse(text)); }

std::string resolved(std::string_view base, std::string_view reference) {
  return text_or_error(Url::parse(base).value().resolve(reference));
}

TEST(Url, GivesItsParts) {
  const Url url = Url::parse("https://Www.Example.org:8443/a/b.htm?x=1&y#part").value();

  EXPECT_EQ(url.text(), "https://www.example.org:8443/a/b.htm?x=1&y");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.host(), "www.example.org");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(url.origin(), "https://www.example.org:8443");
  EXPECT_EQ(url.path(), "/a/b.htm");
  EXPECT_EQ(url.query(), "x=1&y");
  EXPECT_EQ(url.target(), "/a/b.htm?x=1&y");
}

TEST(Url, KnowsThePortOfItsScheme) {
  EXPECT_EQ(Url::parse("http://example.org").value().port(), 80);
  EXPECT_EQ(Url::parse("https://example.org").value().port(), 443);
  EXPECT_EQ(Url::parse("http://example.org:443/").value().origin(), "http://example.org:443");
}

TEST(Url, HasOneSpelling) {
  const std::vector<std::pair<const char*, const char*>> spellings{
      {"HTTP://EXAMPLE.org", "http://example.org/"},
      {"http://example.org:80/", "http://example.org/"},
      {"https://example.org:00443/", "https://example.org/"},
      {"http://example.org:/", "http://example.org/"},
      {"http://example.org?q", "http://example.org/?q"},
      {"http://example.org/?", "http://example.org/"},
      {"http://example.org/#top", "http://example.org/"},
      {"  http://example.org/a\n", "http://example.org/a"},
      {"http://example.org/a/./b/../c", "http://example.org/a/c"},
      {"http://example.org/a/%2e%2E/b", "http://example.org/b"},
      {"http://example.org/../../a/..", "http://example.org/"},
      {"http://example.org/a/.", "http://example.org/a/"},
      {"http://example.org/a..b/...", "http://example.org/a..b/..."},
      {"http://example.org//a//", "http://example.org//a//"},
      {"http://example.org/%7euser/%41%2f%c3", "http://example.org/~user/A%2F%C3"},
      {"http://example.org/a b?c d", "http://example.org/a%20b?c%20d"},
      {"http://example.org/\"<>\\^`{|}", "http://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D"},
      {"http://example.org/Gel\xC3\xB6scht", "http://example.org/Gel%C3%B6scht"},
      {"http://example.org/100%", "http://example.org/100%25"},
      {"http://example.org/%%34%31", "http://example.org/%2541"},
      {"http://example.org/x?a=../b/./c", "http://example.org/x?a=../b/./c"},
      {"http://exam%70le.org/", "http://example.org/"},
      {"http://example.org./", "http://example.org./"},
      {"http://example.a1./", "http://example.a1./"},
      {"http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"},
      {"http://B\xC3\x9C"
       "cher.example:8080/x?y",
       "http://xn--bcher-kva.example:8080/x?y"},
      {"http://[2001:0DB8:0:0::1]:81/", "http://[2001:db8::1]:81/"},
  };
  for (const auto& [text, expected] : spellings) EXPECT_EQ(canonical(text), expected) << text;
}

TEST(Url, ReadsNumericHostsAsTheAddressTheyAre) {
  for (const char* text :
       {"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
        "http://0177.0.0.1/", "http://127.0.0.1./", "http://127.0.0.1%2e/",
        "http://%31%32%37.0.0.1/", "http://\xE2\x91\xA0\x32\x37.0.0.1/",
        "http://127\xE3\x80\x82\x30\xE3\x80\x82\x30\xE3\x80\x82\x31/"}) {
    EXPECT_EQ(canonical(text), "http://127.0.0.1/") << text;
  }
}

TEST(Url, ReadsForeignHostsAlikeInAnyLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* locale : {"C", "C.UTF-8"}) {
    ASSERT_NE(std::setlocale(LC_ALL, locale), nullptr);
    EXPECT_EQ(canonical("http://\xE2\x84\x93ocal\xE2\x80\x8Bhost/"), "http://localhost/") << locale;
  }
  std::setlocale(LC_ALL, before.c_str());
}

void expect_failure(std::string_view text, ErrorKind kind) {
  const Result<Url> url = Url::parse(text);

  ASSERT_FALSE(url.has_value()) << text << " gave " << url->text();
  EXPECT_EQ(url.error().kind, kind) << url.error().message;
}

TEST(Url, CallsWhatIsMalformedInvalid) {
  for (const char* text :
       {"",
        "/a",
        "example.org/a",
        "//example.org/a",
        "http:",
        "http:/",
        "http://",
        "http:///a",
        "http:example.org/",
        R"(http:\\example.org\)",
        "http://?q",
        "http://:80/",
        "http://exa mple.org/",
        "http://exam\nple.org/",
        "http://example.org/\r\nX: 1",
        "http://example.org/\tx",
        "http://example.org/\x7Fx",
        "http://example.org:80:80/",
        "http://example.org:65536/",
        "http://example.org:-1/",
        "http://example.org:0/",
        "http://example.org:8a/",
        "http://a..b/",
        "http://.example.org/",
        "http://127.0.0.1../",
        "http://127..0.0.1/",
        "http://256.256.256.256/",
        "http://6425739779/",
        "http://1.2.3.4.5/",
        "http://example.0x1f/",
        "http://09.1.1.1/",
        "http://[::1/",
        "http://[::g]/",
        "http://[fe80::1%25eth0]/",
        "http://[]/",
        "http://example.org%2fa/",
        "http://example.org%40b/",
        "http://exam%00ple.org/",
        "http://example.org\\a/",
        "http://exam*ple.org/",
        "http://\xFF\xFE.org/",
        "http://aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.org/"}) {
    expect_failure(text, ErrorKind::kInvalid);
  }
}

TEST(Url, RefusesOtherSchemesAndCredentials) {
  for (const char* text :
       {"ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.example",
        "view-source:http://example.org/", "data:text/html,x", "http://user@example.org/",
        "http://user:word@example.org/", "http://:word@example.org/", "http://@example.org/",
        "http://:@example.org/", "http://example.org:80@127.0.0.1/",
        "http://127.0.0.1\\@example.org/"}) {
    expect_failure(text, ErrorKind::kRefused);
  }
}

TEST(Url, NeverRepeatsAPasswordInItsMessage) {
  for (const char* text :
       {"http://user:canary@example.org/", "ftp://user:canary@example.org/",
        "http://user:canary@example.org:99999/", "http://user:canary@exam ple.org/",
        "user:canary@example.org", "//user:canary@example.org/"}) {
    const Result<Url> url = Url::parse(text);
    ASSERT_FALSE(url.has_value()) << text;
    EXPECT_EQ(url.error().message.find("canary"), std::string::npos) << url.error().message;
  }
}

TEST(Url, NamesWhatIsUnusableInIt) {
  EXPECT_EQ(Url::parse("http://a.example:99999/").error().message,
            "no usable port in URL 'http://a.example:99999/'");
  EXPECT_EQ(Url::parse("http://a example/").error().message,
            "no usable host in URL 'http://a example/'");
  EXPECT_EQ(Url::parse("http://").error().message, "no host in URL 'http://'");
}

TEST(Url, HasALengthLimitBeforeAndAfterEscaping) {
  const std::string start = "http://example.org/";

  EXPECT_TRUE(Url::parse(start + std::string(8192 - start.size(), 'a')).has_value());
  EXPECT_FALSE(Url::parse(start + std::string(8193 - start.size(), 'a')).has_value());
  EXPECT_FALSE(Url::parse(start + std::string(4000, '"')).has_value());
}

TEST(UrlResolve, FollowsTheExamplesOfRfc3986) {
  const std::vector<std::pair<const char*, const char*>> examples{
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {"g?y#s", "http://a/b/c/g?y"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/../x", "http://a/b/c/g"},
  };
  for (const auto& [reference, expected] : examples) {
    EXPECT_EQ(resolved("http://a/b/c/d;p?q", reference), expected) << reference;
  }
}

TEST(UrlResolve, KeepsSchemeAndPortOfTheBase) {
  EXPECT_EQ(resolved("https://a:8443/b?c/d", "e"), "https://a:8443/e");
  EXPECT_EQ(resolved("https://a:8443/b", "//c/d"), "https://c/d");
  EXPECT_EQ(resolved("https://a:8443/b", "http://c/d"), "http://c/d");
}

TEST(UrlResolve, TakesBackslashesForSlashesAsBrowsersDo) {
  const std::pair<const char*, const char*> cases[] = {{"\\s\\one", "http://a/s/one"},
                                                       {"s\\two", "http://a/b/s/two"},
                                                       {"..\\three", "http://a/three"},
                                                       {"/\\127.0.0.1/", "http://127.0.0.1/"},
                                                       {"\\\\127.0.0.1\\x", "http://127.0.0.1/x"},
                                                       {"http:\\\\c\\d", "http://c/d"},
                                                       {"x?q=\\y", "http://a/b/x?q=%5Cy"},
                                                       {"x\\z#\\y", "http://a/b/x/z"}};
  for (const auto& [reference, expected] : cases) {
    EXPECT_EQ(resolved("http://a/b/", reference), expected) << reference;
  }
}

TEST(UrlResolve, LeavesOutTabsAndLineEndsAsBrowsersDo) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://exam\nple.org/", "http://example.org/"},
      {"ht\ttp://example.org/x", "http://example.org/x"},
      {"http:/\r\n/example.org/a\tb?c\nd", "http://example.org/ab?cd"},
      {"http://example.org:8\t0/", "http://example.org/"},
      {"/%4\n1", "http://a/A"},
      {"c\n/\td\r\n#e", "http://a/b/c/d"}};
  for (const auto& [reference, expected] : cases) {
    EXPECT_EQ(resolved("http://a/b/", reference), expected) << reference;
  }
}

TEST(UrlResolve, TakesAnyNumberOfSlashesBehindTheSchemeAsBrowsersDo) {
  const std::pair<const char*, const char*> cases[] = {{"http:/s/three", "http://a/s/three"},
                                                       {"http:s/four", "http://a/b/s/four"},
                                                       {"HTTP:?q", "http://a/b/?q"},
                                                       {"http:", "http://a/b/"},
                                                       {"http:c:d", "http://a/b/c:d"},
                                                       {"http:///c/d", "http://c/d"},
                                                       {"https:/c/d", "https://c/d"},
                                                       {"https:c/d", "https://c/d"},
                                                       {"///c/d", "http://c/d"},
                                                       {"/\\/c", "http://c/"}};
  for (const auto& [reference, expected] : cases) {
    EXPECT_EQ(resolved("http://a/b/", reference), expected) << reference;
  }
}

TEST(UrlResolve, RefusesWhatParseRefuses) {
  const Url base = Url::parse("http://a/b").value();

  EXPECT_EQ(base.resolve("javascript:void(0)").error().kind, ErrorKind::kRefused);
  EXPECT_EQ(base.resolve("//user:word@c/").error().kind, ErrorKind::kRefused);
  EXPECT_EQ(base.resolve("c\x02"
                         "d")
                .error()
                .kind,
            ErrorKind::kInvalid);
  EXPECT_EQ(base.resolve("https:").error().kind, ErrorKind::kInvalid);
}

// What needs no parsing is taken as it is: it must be what parsing would make of it.
TEST(UrlResolve, TakesPlainLinksForWhatParseMakesOfThem) {
  std::mt19937 random(20091123);
  static constexpr std::string_view kAlphabet = "aZ0.-_~/?/?=&+,;:@%#";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (const std::string origin : {"http://example.org", "https://example.org:8443"}) {
    const Url base = Url::parse(origin + "/stories/WL1001/S00001.htm?x=1").value();
    for (int round = 0; round < 20000; ++round) {
      std::string target = "/";
      for (std::size_t length = pick(random); length > 0; --length)
        target += kAlphabet[pick(random)];
      const std::string text = origin + target;
      const Result<Url> parsed = Url::parse(text);
      ASSERT_EQ(text_or_error(base.resolve(text)), text_or_error(parsed)) << text;
      if (target.starts_with("//")) continue;
      const Url url = base.resolve(target).value();
      const Url& same = parsed.value();
      ASSERT_EQ(url.text(), same.text()) << target;
      ASSERT_EQ(url.path(), same.path()) << target;
      ASSERT_EQ(url.query(), same.query()) << target;
      ASSERT_EQ(url.origin(), same.origin()) << target;
    }
  }
  const Url base = Url::parse("http://example.org/").value();
  EXPECT_EQ(base.resolve("http://example.organ/x").value().host(), "example.organ");
  EXPECT_EQ(base.resolve("http://example.org:81/x").value().port(), 81);
  EXPECT_EQ(base.resolve("/" + std::string(9000, 'a')).error().kind, ErrorKind::kInvalid);
}

// What was judged is what is fetched: reading the canonical text again must change nothing.
TEST(Url, IsAFixedPointOfItselfOnAnyBytes) {
  std::mt19937 random(20100125);
  static constexpr std::string_view kAlphabet =
      "aZ09.-_~%%%2eE/\\?#@:[]&=+ \t\n\x01\xC3\xA9\xFF\"'<>|^{}xn--0x";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = round % 2 == 0 ? "http://" : "http://example.org/";
    for (std::size_t length = pick(random); length > 0; --length) text += kAlphabet[pick(random)];
    const Result<Url> url = Url::parse(text);
    if (!url) continue;
    ++parsed;
    ASSERT_EQ(canonical(url->text()), url->text()) << text;
    ASSERT_EQ(url->resolve("").value().text(), url->text()) << text;
  }
  EXPECT_GT(parsed, 1000);
}

}  // namespace
}  // namespace cabled::url_test
