#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "parsers/model/utf8_text.h"
#include "parsers/page/read_page.h"
#include "parsers/profile/site_profile.h"
#include "tests/parsers/page/sample_telegram.h"
#include "tests/support/sample_pages.h"

namespace cabled::test::profiles_test {
namespace {

Cable cable_of(const std::string& html, const std::string& url = "",
               Profiles profiles = Profiles::kUse) {
  PageReaderOptions options;
  options.profiles = profiles;
  const PageReading reading = read_page({html, url, "text/html"}, options);
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? Cable{} : *cable;
}

void expect_telegram(const SamplePage& page, const std::string& url) {
  const auto gold = written_lines(page.telegram);
  EXPECT_EQ(written_lines(cable_of(page.html, url).text), gold);
  EXPECT_EQ(written_lines(cable_of(page.html, url, Profiles::kIgnore).text), gold)
      << "without profiles";
}

TEST(WikileaksProfile, TakesBothBlocksAndTheTable) {
  const SamplePage page = sample_page("wikileaks");

  expect_telegram(page, "http://wikileaks.ch/cable/2007/02/07CARRICK318.html");
  const Cable cable = cable_of(page.html);
  EXPECT_EQ(cable.source.profile, "wikileaks");
  EXPECT_EQ(cable.source.title, "DRUMA: HARBORMASTER WEIGHS");
  EXPECT_EQ(cable.source.published, "2011-04-06 19:07");
  EXPECT_EQ(cable.media, std::vector<std::string>{"http://paper.example/gulls"});
}

TEST(WikileaksProfile, PassesOverTheKeyBlockOfTodaysPages) {
  expect_telegram(sample_page("wikileaks_behind_key"),
                  "https://wikileaks.org/cable/2007/02/07CARRICK318.html");
}

TEST(WaybackCopies, AreReadByTheProfileOfTheOriginal) {
  EXPECT_EQ(
      original_url("https://web.archive.org/web/20110902id_/http://wikileaks.ch/cable/x.html"),
      "http://wikileaks.ch/cable/x.html");
  expect_telegram(
      sample_page("wikileaks_in_wayback"),
      "https://web.archive.org/web/2011/http://wikileaks.ch/cable/2007/02/07CARRICK318.html");
}

TEST(ScoopProfile, ReadsTitleAndDateOfBothRenderings) {
  const SamplePage mobile = sample_page("scoop_mobile");

  expect_telegram(mobile, "http://m.scoop.co.nz/stories/WL0702/S00123.htm");
  const Cable cable = cable_of(mobile.html);
  EXPECT_EQ(cable.source.profile, "scoop");
  EXPECT_EQ(cable.source.title, "Cablegate: Druma: Harbormaster Weighs A Second");
  EXPECT_EQ(cable.source.published, "Wed 14 Feb 2007 03:12 AM");
}

TEST(ScoopProfile, RestoresTheLinesOfAPastedDatabaseRow) {
  const Cable cable = cable_of(
      "<html><body><h1>Wikileak: The Last Laugh - 16/1/2006</h1><p>\"50123\",\"1/16/2006 "
      "23:41\",\"06CARRICK41\","
      "\"Embassy Carrick\",\"SECRET\",\"05CARRICK12\",\"VZCZCXYZ0001PP RUEHWEBDE RUEHCK #0041 "
      "0162341ZNY SSSSS "
      "ZZHP 162341Z JAN 06FM AMEMBASSY<br>CARRICKTO RUEHC/SECSTATE WASHDC PRIORITY 2437INFO "
      "RUEHKB/AMEMBASSY "
      "KESTREL BAY 4388\",\"S E C R E T<br>CARRICK 000041 SIPDIS E.O. 12958: DECL: "
      "01/16/2016<br>TAGS: PREL, DR "
      "SUBJECT: GULLS</p><p>1. (S) He laughed.</p><p>MORTIMER\"</p><p>&copy; Scoop "
      "Media</p></body></html>");

  EXPECT_EQ(written_lines(cable.text),
            (std::vector<std::string>{
                "VZCZCXYZ0001", "PP RUEHWEB", "DE RUEHCK #0041 0162341", "ZNY SSSSS ZZH",
                "P 162341Z JAN 06", "FM AMEMBASSY CARRICK",
                "TO RUEHC/SECSTATE WASHDC PRIORITY 2437", "INFO RUEHKB/AMEMBASSY KESTREL BAY 4388",
                "S E C R E T CARRICK 000041 SIPDIS", "E.O. 12958: DECL: 01/16/2016",
                "TAGS: PREL, DR", "SUBJECT: GULLS", "1. (S) He laughed.", "MORTIMER"}));
}

TEST(ScoopProfile, SplitsNoCharacterBehindTheTransmissionOfARow) {
  const Cable cable = cable_of("<p>,VZCZCXTAGS:\u00ffREL</p><p>1. (U) Gulls.</p>");

  EXPECT_TRUE(is_valid_utf8(cable.text));
}

TEST(PlusdProfile, BeginsBelowTheSynopsis) {
  expect_telegram(sample_page("plusd_old"),
                  "https://wikileaks.org/plusd/cables/1975CARRIC03318_b.html");
  expect_telegram(sample_page("plusd_modern"), "");
  EXPECT_EQ(cable_of(sample_page("plusd_modern").html).source.profile, "plusd");
}

TEST(CablegatesearchProfile, LeavesTheSwitchAndTheNotesOut) {
  const SamplePage page = sample_page("cablegatesearch");

  expect_telegram(page, "http://www.cablegatesearch.net/cable.php?id=07CARRICK318");
  EXPECT_EQ(cable_of(page.html).source.profile, "cablegatesearch");
}

TEST(JcvignoliProfile, TakesTheTextThatFollowsTheExcerpt) {
  const SamplePage page = sample_page("jcvignoli_excerpt");
  const std::string url = "http://wikileaks.jcvignoli.com/cable_07CARRICK318";

  expect_telegram(page, url);
  EXPECT_EQ(cable_of(page.html, url).source.profile, "jcvignoli");
}

TEST(CabledrumProfile, KnowsItsHost) {
  const SamplePage page = sample_page("cabledrum");
  const std::string url = "http://www.cabledrum.net/cables/07CARRICK318";

  expect_telegram(page, url);
  EXPECT_EQ(cable_of(page.html, url).source.profile, "cabledrum");
}

TEST(ArticleProfile, LeavesTheStoryAboveTheCableOut) {
  const SamplePage page = sample_page("article_story");

  expect_telegram(page, "http://paper.example/gulls/");
  const Cable cable = cable_of(page.html);
  EXPECT_EQ(cable.source.profile, "article");
  EXPECT_EQ(cable.source.byline, "Tom Farrow");
}

TEST(Profiles, AreKnownByName) {
  for (const char* name :
       {"scoop", "wikileaks", "plusd", "cablegatesearch", "cabledrum", "jcvignoli", "article"}) {
    ASSERT_NE(find_profile(name), nullptr) << name;
  }
  EXPECT_EQ(find_profile("nobody"), nullptr);
}

TEST(Profiles, FallBackToTheGenericLocatorWhereASiteHasChanged) {
  const SamplePage page = sample_page("cabledrum");
  PageReaderOptions options;
  options.profile = "wikileaks";

  const PageReading reading = read_page({page.html, "", "text/html"}, options);

  EXPECT_EQ(written_lines(std::get<Cable>(reading.outcome).text), written_lines(page.telegram));
}

}  // namespace
}  // namespace cabled::test::profiles_test
