#include "parsers/web/robots.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/shared_data.h"

namespace cabled::robots_test {
namespace {

using std::chrono::milliseconds;

bool allows(std::string_view robots, std::string_view target, std::string_view agent = "cabled") {
  return Robots::parse(robots).decision(agent, target).allowed;
}

TEST(Robots, NamesTheLineThatDecided) {
  const Robots robots = Robots::parse(
      "# ours\r\n"
      "User-agent: *\r\n"
      "Disallow: /private\r\n"
      "\r"
      "Allow: /private/cables$\n");

  EXPECT_EQ(robots.decision("cabled", "/private/x").line, 3);
  EXPECT_EQ(robots.decision("cabled", "/private/cables").line, 5);
  EXPECT_EQ(robots.decision("cabled", "/open").line, std::nullopt);
}

TEST(Robots, JudgesTheTargetOfAUrl) {
  const Robots robots = Robots::parse("User-agent: *\nDisallow: /a?b\n");

  EXPECT_FALSE(robots.decision("cabled", Url::parse("http://example.org/a?b=c").value()).allowed);
  EXPECT_TRUE(robots.decision("cabled", Url::parse("http://example.org/a").value()).allowed);
}

TEST(Robots, ComparesTheProductTokenOfTheAgentWithoutCase) {
  const char* robots = "User-agent: CABLED/2.0\nDisallow: /\n";

  EXPECT_FALSE(allows(robots, "/", "cabled/1.0 (+https://example.org)"));
  EXPECT_TRUE(allows(robots, "/", "cabledrum"));
  EXPECT_TRUE(allows(robots, "/", ""));
}

TEST(Robots, LetsAGroupOfItsOwnOutweighTheOneForAll) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n\nUser-agent: cabled\n", "/x"));
  EXPECT_TRUE(allows("User-agent: cabled\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/x"));
}

TEST(Robots, GivesNoRuleToLinesBeforeTheFirstGroup) {
  EXPECT_TRUE(allows("Disallow: /\nUser-agent: cabled\nAllow: /y\n", "/x"));
}

TEST(Robots, DoesNotEndAGroupAtOtherLines) {
  EXPECT_FALSE(
      allows("User-agent: cabled\nSitemap: /s\nCrawl-delay: 1\nUser-agent: x\nDisallow: /\n", "/"));
}

TEST(Robots, ReadsWildcardsAndTheEndMark) {
  struct Case {
    const char* pattern;
    const char* target;
    bool fits;
  };
  for (const auto& [pattern, target, fits] : std::vector<Case>{
           {"/a*c", "/abbcd", true},
           {"/a*c$", "/abbcd", false},
           {"/a*c$", "/abcbc", true},
           {"*.gif$", "/x/y.gif", true},
           {"*.gif$", "/y.gif?z", false},
           {"/*/", "/a", false},
           {"/**/b", "/a/b", true},
           {"/a$b", "/a$b", true},
           {"/$", "/", true},
           {"/$", "/a", false},
           {"*", "/anything", true},
           {"a", "/a", false},
           {"/a*a$", "/a", false},
           {"/x*%2A*y", "/x-*-y", true},
           {"/x%24", "/x$1", true},
           {"/a*", "/b", false},
           {"/A", "/a", false},
           {"/a*$", "/abc", true},
       }) {
    const std::string robots = std::string("User-agent: *\nDisallow: ") + pattern + "\n";
    EXPECT_EQ(!allows(robots, target), fits) << pattern << " against " << target;
  }
}

TEST(Robots, ComparesEscapesByWhatTheyMean) {
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /%7Eme\n", "/~me"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /\xC3\xB6\n", "/%c3%B6"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /a%2Fb\n", "/a/b"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /a%2fb\n", "/a%2Fb"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /a%2541\n", "/a%41"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /100%\n", "/100%"));
}

TEST(Robots, AlwaysAllowsItself) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

TEST(Robots, PassesOverTheByteOrderMark) {
  EXPECT_FALSE(allows("\xEF\xBB\xBFUser-agent: *\nDisallow: /\n", "/"));
}

TEST(Robots, AllowsAllWhenTheFileIsAPage) {
  EXPECT_TRUE(allows("<!doctype html><p style=\"color: red\">Not found</p>", "/"));
}

TEST(Robots, ReadsOnlyWholeLinesOfTheFirst500Kibibytes) {
  const std::string filler(Robots::kMaxBytes - 40, '#');
  const std::string inside = "User-agent: *\n" + filler + "\nDisallow: /cut-here-and-there\n";

  EXPECT_TRUE(allows(inside, "/cut"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /x\n" + filler + filler, "/x"));
}

TEST(Robots, TakesThePatientestCrawlDelayAndCapsItAtADay) {
  const auto delay = [](std::string_view lines) {
    return Robots::parse("User-agent: *\n" + std::string(lines))
        .decision("cabled", "/")
        .crawl_delay;
  };

  EXPECT_EQ(delay("Crawl-delay: 2.5\nCrawl-Delay: 1\n"), milliseconds(2500));
  EXPECT_EQ(delay("Crawl-delay: 999999999999\n"), milliseconds(86'400'000));
  EXPECT_EQ(delay("Crawl-delay: -3\nCrawl-delay: nan\nCrawl-delay: soon\nCrawl-delay:\n"),
            std::nullopt);
  EXPECT_EQ(delay("Disallow: /\n"), std::nullopt);
}

TEST(Robots, ListsSitemapsOfAnyPlace) {
  const Robots robots = Robots::parse(
      "Sitemap: http://example.org/a.xml\nUser-agent: x\nsitemap:http://example.org/b.xml # two\n");

  EXPECT_EQ(robots.sitemaps(),
            (std::vector<std::string>{"http://example.org/a.xml", "http://example.org/b.xml"}));
}

// 170,000 pieces and 8 kB of near misses: a matcher that goes back would need days.
TEST(Robots, MatchesHostilePatternsInLinearTime) {
  std::string robots = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 5000; ++i) robots += "*ab";
  robots += "*c$\n";
  for (int i = 0; i < 200; ++i)
    robots += "Disallow: /" + std::string(1000, 'a') + "*" + std::string(1000, 'a') + "b\n";

  EXPECT_TRUE(allows(robots, "/" + std::string(8000, 'a')));
}

TEST(Robots, RefusesRatherThanSearchWithoutEnd) {
  std::string robots = "User-agent: *\n";
  while (robots.size() < 500'000) robots += "Disallow: /a*aab\n";
  const RobotsRules rules = Robots::parse(robots).rules_for("cabled");

  EXPECT_TRUE(rules.decision("/a" + std::string(100, 'a')).allowed);
  EXPECT_FALSE(rules.decision("/" + std::string(8000, 'a')).allowed);
  EXPECT_EQ(rules.decision("/" + std::string(8000, 'a')).line, std::nullopt);
}

TEST(Robots, SurvivesAnyBytes) {
  std::mt19937 random(3);
  static constexpr std::string_view kAlphabet = "User-agent:*\r\n\0dislow/%2F$?# \xEF\xBB\xBF";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = round % 2 == 0 ? "User-agent: *\nDisallow: " : "";
    for (int i = 0; i < round % 200; ++i) bytes += kAlphabet[pick(random)];
    const RobotsRules rules = Robots::parse(bytes).rules_for("cabled");
    for (std::size_t cut = 0; cut < bytes.size(); cut += 7) rules.decision(bytes.substr(cut));
    EXPECT_TRUE(rules.decision("/robots.txt").allowed);
  }
}

std::string target_of(const std::string& url) {
  const std::size_t host = url.find("//");
  if (host == std::string::npos) return url;
  const std::size_t path = url.find('/', host + 2);
  return path == std::string::npos ? "/" : url.substr(path);
}

// Latin-1 rows carry one byte a character.
std::string bytes_of(const nlohmann::json& value) {
  const auto utf8 = value.get<std::string>();
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      out += utf8[i];
    } else {
      const auto trail = static_cast<unsigned char>(utf8[++i]);
      out += static_cast<char>((lead & 0x03U) << 6U | (trail & 0x3FU));
    }
  }
  return out;
}

// The RFC's table of escapes says the contrary of Google in these two.
bool is_deviation_from_the_rfc(const nlohmann::json& row) {
  const std::string url = bytes_of(row.at("url_latin1"));
  return row.value("test", "") == "ID_Encoding" && !row.at("allowed").get<bool>() &&
         (url.ends_with("/\xE3\x83\x84") || url.ends_with("/baz"));
}

class SharedRobots : public testing::TestWithParam<const char*> {};

TEST_P(SharedRobots, DecidesAsExpected) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared data absent; set CABLED_SHARED";
  std::istringstream lines(test::read_file(*shared / "cases/robots" / GetParam()));
  int rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    const auto row = nlohmann::json::parse(line);
    if (is_deviation_from_the_rfc(row)) continue;
    const bool allowed =
        Robots::parse(bytes_of(row.at("robots_latin1")))
            .decision(bytes_of(row.at("agent_latin1")), target_of(bytes_of(row.at("url_latin1"))))
            .allowed;
    EXPECT_EQ(allowed, row.at("allowed").get<bool>())
        << "row " << rows + 1 << ' ' << line.substr(0, 400);
  }
  EXPECT_GT(rows, 10);
}

INSTANTIATE_TEST_SUITE_P(Files, SharedRobots,
                         testing::Values("rfc9309_examples.jsonl", "google_allowed.jsonl"));

}  // namespace
}  // namespace cabled::robots_test
