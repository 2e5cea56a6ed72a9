#include "parsers/web/url_pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace cabled::url_pattern_test {
namespace {

bool matches(std::string_view pattern, std::string_view url) {
  return UrlPattern::parse(pattern).value().matches(Url::parse(url).value());
}

TEST(UrlPattern, MatchesPathAndQueryFromEndToEnd) {
  EXPECT_TRUE(matches("/a", "http://example.org/a"));
  EXPECT_FALSE(matches("/a", "http://example.org/ab"));
  EXPECT_FALSE(matches("/b", "http://example.org/a/b"));
  EXPECT_TRUE(matches("/cable.php\\?id=*", "http://example.org/cable.php?id=7"));
  EXPECT_FALSE(matches("/a", "http://example.org/a?b"));
}

TEST(UrlPattern, KeepsAStarWithinASegmentAndLetsTwoCross) {
  EXPECT_TRUE(matches("/stories/*/S*.htm", "http://x/stories/WL0912/S00683.htm"));
  EXPECT_FALSE(matches("/stories/*.htm", "http://x/stories/WL0912/S00683.htm"));
  EXPECT_TRUE(matches("/stories/**.htm", "http://x/stories/WL0912/S00683.htm"));
  EXPECT_TRUE(matches("/**/b", "http://x/a/c/b"));
  EXPECT_TRUE(matches("**", "http://x/any/thing?at=all"));
  EXPECT_TRUE(matches("/a*", "http://x/a"));
  EXPECT_FALSE(matches("/a/*/b", "http://x/a/b"));
}

TEST(UrlPattern, TakesOneByteButASlashForAQuestionMark) {
  EXPECT_TRUE(matches("/WL????.htm", "http://x/WL0912.htm"));
  EXPECT_FALSE(matches("/WL????.htm", "http://x/WL091.htm"));
  EXPECT_FALSE(matches("/a?b", "http://x/a/b"));
}

TEST(UrlPattern, MatchesTheWholeUrlWhenItBeginsWithTheScheme) {
  EXPECT_TRUE(matches("HTTP://WWW.Example.org/A*", "http://www.example.org/Abc"));
  EXPECT_FALSE(matches("http://www.example.org/a*", "https://www.example.org/abc"));
  EXPECT_TRUE(matches("http://*.example.org/**", "http://www.example.org/a/b"));
  EXPECT_FALSE(matches("http://*.example.org/**", "http://evil/x.example.org/"));
}

TEST(UrlPattern, SpellsLiteralTextAsUrlsDo) {
  EXPECT_TRUE(matches("/Gel\xC3\xB6scht %7e*", "http://x/Gel%C3%B6scht%20~me"));
  EXPECT_TRUE(matches("/a\\*b", "http://x/a*b"));
  EXPECT_FALSE(matches("/a\\*b", "http://x/aab"));
}

TEST(UrlPattern, RefusesWhatCouldNeverMatch) {
  for (const char* text : {"", "stories/*", "ftp://example.org/", "?a"}) {
    ASSERT_FALSE(UrlPattern::parse(text).has_value()) << text;
  }
  EXPECT_TRUE(UrlPattern::parse(std::string(500, '/')).has_value());
  EXPECT_FALSE(UrlPattern::parse(std::string(501, '/')).has_value());
}

TEST(UrlPattern, WorksAcrossTheWordsOfItsStates) {
  const std::string long_path = "/" + std::string(400, 'a');

  EXPECT_TRUE(matches(long_path, "http://x" + long_path));
  EXPECT_FALSE(matches(long_path, "http://x" + long_path + "a"));
  for (std::size_t length = 60; length < 70; ++length) {
    const std::string path = "/" + std::string(length, 'a');
    EXPECT_TRUE(matches(path + "*c", "http://x" + path + "bc")) << length;
    EXPECT_TRUE(matches(path + "**", "http://x" + path)) << length;
    EXPECT_FALSE(matches(path + "?", "http://x" + path)) << length;
  }
}

// Says the same in another way: all splits are tried, which is right and slow.
bool matches_slowly(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    const bool deep = pattern.starts_with("**");
    const std::string_view rest = pattern.substr(deep ? 2 : 1);
    for (std::size_t i = 0;; ++i) {
      if (matches_slowly(rest, text.substr(i))) return true;
      if (i == text.size() || (!deep && text[i] == '/')) return false;
    }
  }
  if (text.empty()) return false;
  const bool one = pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0];
  return one && matches_slowly(pattern.substr(1), text.substr(1));
}

TEST(UrlPattern, AgreesWithTryingEverySplit) {
  std::mt19937 random(4);
  std::uniform_int_distribution<std::size_t> pick(0, 4);
  int matched = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string pattern = "/";
    std::string path = "/";
    for (int i = round % 9; i > 0; --i) pattern += "ab/*?"[pick(random)];
    for (int i = round % 7; i > 0; --i) path += "ab/ab"[pick(random)];
    const bool expected = matches_slowly(pattern, path);
    ASSERT_EQ(matches(pattern, "http://x" + path), expected) << pattern << ' ' << path;
    matched += expected ? 1 : 0;
  }
  EXPECT_GT(matched, 200);
}

TEST(UrlPattern, IsLinearOnHostileUrls) {
  std::string pattern = "/";
  for (int i = 0; i < 120; ++i) pattern += "**a*";
  const std::string url = "http://x/" + std::string(8000, 'a');

  EXPECT_FALSE(matches(pattern + "b", url));
}

}  // namespace
}  // namespace cabled::url_pattern_test
