#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "parsers/model/utf8_text.h"
#include "parsers/page/read_page.h"
#include "parsers/profile/site_profile.h"
#include "tests/parsers/page/sample_layouts.h"

// The republishers' pages in the markup that they are known to have; the telegrams are invented.

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

std::string pre_lines(const Telegram& telegram, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    for (const std::string& line : telegram[i]) out += escape(line) + "&#x000A;";
    out += "&#x000A;";
  }
  return out;
}

void expect_telegram(const std::string& html, const std::string& url, const Telegram& telegram) {
  const auto gold = written_lines(clean_text(telegram));
  EXPECT_EQ(written_lines(cable_of(html, url).text), gold);
  EXPECT_EQ(written_lines(cable_of(html, url, Profiles::kIgnore).text), gold) << "without profiles";
}

std::string wikileaks_page(const Telegram& telegram) {
  return "<?xml version='1.0' encoding='utf-8' ?><html><head><title>Cable "
         "Viewer</title></head><body>"
         "<div class='main'><div class='pane small'><p>Currently released so far... 6693 / "
         "251,287</p>"
         "<div id='browse'><a href='/tag/PREL_0.html'>PREL</a> <a "
         "href='/tag/USEU_0.html'>USEU</a></div>"
         "</div><div class='pane big'><h3>Viewing cable 07CARRICK318, DRUMA: HARBORMASTER "
         "WEIGHS</h3>"
         "<div id='help_1'><b>Understanding cables</b><ul><li>The top box shows each "
         "number.</li></ul>"
         "</div><table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th><th>"
         "Classification</th><th>Origin</th></tr><tr><td><a href='/c'>07CARRICK318</a></td><td>"
         "<a href='/d'>2007-02-14 03:02</a></td><td><a href='/r'>2011-04-06 19:07</a></td><td>"
         "CONFIDENTIAL</td><td>Embassy Carrick</td></tr><tr><td colspan='5'>Appears in these "
         "articles:"
         "<br /><a href='http://paper.example/gulls'>http://paper.example/gulls</a><br /></td></tr>"
         "</table><code><pre>" +
         pre_lines(telegram, 0, 1) + "</pre></code>\n<code><pre>" +
         pre_lines(telegram, 1, telegram.size()) + "</pre></code></div></div></body></html>";
}

TEST(WikileaksProfile, TakesBothBlocksAndTheTable) {
  const std::string html = wikileaks_page(modern_telegram());

  expect_telegram(html, "http://wikileaks.ch/cable/2007/02/07CARRICK318.html", modern_telegram());
  const Cable cable = cable_of(html);
  EXPECT_EQ(cable.source.profile, "wikileaks");
  EXPECT_EQ(cable.source.title, "DRUMA: HARBORMASTER WEIGHS");
  EXPECT_EQ(cable.source.published, "2011-04-06 19:07");
  EXPECT_EQ(cable.media, std::vector<std::string>{"http://paper.example/gulls"});
}

TEST(WikileaksProfile, PassesOverTheKeyBlockOfTodaysPages) {
  std::string html = wikileaks_page(modern_telegram());
  html.insert(html.find("<div class='main'>"), kKeyBlock);

  expect_telegram(html, "https://wikileaks.org/cable/2007/02/07CARRICK318.html", modern_telegram());
}

TEST(WaybackCopies, AreReadByTheProfileOfTheOriginal) {
  EXPECT_EQ(
      original_url("https://web.archive.org/web/20110902id_/http://wikileaks.ch/cable/x.html"),
      "http://wikileaks.ch/cable/x.html");
  std::string html = wikileaks_page(modern_telegram());
  html.insert(html.find("<div class='main'>"),
              "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp'><p>The Wayback Machine: 42 "
              "captures</p>"
              "</div><!-- END WAYBACK TOOLBAR INSERT -->");

  expect_telegram(
      html, "https://web.archive.org/web/2011/http://wikileaks.ch/cable/2007/02/07CARRICK318.html",
      modern_telegram());
}

TEST(ScoopProfile, ReadsTitleAndDateOfBothRenderings) {
  const std::string mobile =
      "<html><body><header><a href='/'>INDEPENDENT NEWS</a></header><article>"
      "<h1>Cablegate: Druma: Harbormaster Weighs A Second</h1><p>Published: Wed 14 Feb 2007 03:12 "
      "AM</p><div>" +
      Markup{"", "<br>", "<br>"}.write(modern_telegram()) +
      "</div><p>&copy; Scoop Media</p></article><nav>View as: DESKTOP | MOBILE</nav></body></html>";

  expect_telegram(mobile, "http://m.scoop.co.nz/stories/WL0702/S00123.htm", modern_telegram());
  const Cable cable = cable_of(mobile);
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
  const auto page = [](const Telegram& telegram, const std::string& id) {
    return page_of(
        "<h1>REQUEST FOR SEED POTATOES</h1><table id='synopsis'><tr><td><div "
        "class='s_key'>Date:</div>"
        "<div class='s_val'>1975 November 11, 10:15 (Tuesday)</div></td><td><div "
        "class='s_key'>Canonical "
        "ID:</div><div class='s_val'>" +
        id +
        "</div></td></tr><tr><td><div class='s_key'>TAGS:</div><div "
        "class='s_val'>EAID - Aid | DR - Druma</div></td><td><div class='s_key'>From:</div><div "
        "class='s_val'>Carrick</div></td></tr></table><ul class='nav tabs'><li><a href='#raw'>raw "
        "content"
        "</a></li></ul><div class='text'>" +
        Markup{"<p>", "<br>", "</p>"}.write(telegram) + "</div>");
  };

  expect_telegram(page(old_telegram(), "1975CARRIC03318_b"),
                  "https://wikileaks.org/plusd/cables/1975CARRIC03318_b.html", old_telegram());
  expect_telegram(page(modern_telegram(), "07CARRICK318_a"), "", modern_telegram());
  EXPECT_EQ(cable_of(page(modern_telegram(), "07CARRICK318_a")).source.profile, "plusd");
}

TEST(CablegatesearchProfile, LeavesTheSwitchAndTheNotesOut) {
  const Telegram telegram = modern_telegram();
  const Markup markup{"", "<br>", "<br><br>"};
  const std::string html = page_of(
      "<h1>07CARRICK318</h1><table "
      "id='cable-summary'><tr><td>Classification</td><td>CONFIDENTIAL</td></tr></table>"
      "<div class='cable-content'><span class='toggleHeader'>Hide header</span><div "
      "id='cable-header'>" +
      markup.write(Telegram(telegram.begin(), telegram.begin() + 1)) +
      "</div><div class='cable-body'>" +
      markup.write(Telegram(telegram.begin() + 1, telegram.end())) +
      "</div></div><div>[[the lamp was never built]]</div>");

  expect_telegram(html, "http://www.cablegatesearch.net/cable.php?id=07CARRICK318", telegram);
  EXPECT_EQ(cable_of(html).source.profile, "cablegatesearch");
}

TEST(JcvignoliProfile, TakesTheTextThatFollowsTheExcerpt) {
  const Telegram telegram = modern_telegram();
  const Markup markup{"<p>", "<br>", "</p>"};
  const std::string html = page_of(
      "<table><tr><th>Identifier</th><td>07CARRICK318</td></tr></table><p>Cable "
      "title:</p><p>DRUMA: HARBORMASTER</p>" +
      markup.write(Telegram(telegram.begin(), telegram.begin() + 1)) +
      markup.write(Telegram(telegram.begin() + 1, telegram.begin() + 8)) +
      "<p>1. (C) The harbormaster told Econ</p>" +
      markup.write(Telegram(telegram.begin() + 1, telegram.end())));

  EXPECT_EQ(cable_of(html, "http://wikileaks.jcvignoli.com/cable_07CARRICK318").source.profile,
            "jcvignoli");
  expect_telegram(html, "http://wikileaks.jcvignoli.com/cable_07CARRICK318", telegram);
}

TEST(CabledrumProfile, KnowsItsHost) {
  const std::string html = page_of(Markup{"<p>", "<br>", "</p>"}.write(modern_telegram()));

  expect_telegram(html, "http://www.cabledrum.net/cables/07CARRICK318", modern_telegram());
  EXPECT_EQ(cable_of(html, "http://www.cabledrum.net/cables/07CARRICK318").source.profile,
            "cabledrum");
}

TEST(ArticleProfile, LeavesTheStoryAboveTheCableOut) {
  const std::string html = page_of(
      "<article><h1>Harbormaster feared gulls, cable says</h1><p>By Tom Farrow</p><p>The "
      "harbormaster of Druma "
      "told diplomats in 2007 that \"1. (C)\" was a strange way to begin.</p><p>Full "
      "cable:</p><p>Viewing cable "
      "07CARRICK318, DRUMA</p><table><tr><td>Reference ID</td><td>Created</td></tr></table>" +
      Markup{"<p>", "<br>", "</p>"}.write(modern_telegram()) + "</article>");

  expect_telegram(html, "http://paper.example/gulls/", modern_telegram());
  const Cable cable = cable_of(html);
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
  const std::string html = page_of(Markup{"<p>", "<br>", "</p>"}.write(modern_telegram()));
  PageReaderOptions options;
  options.profile = "wikileaks";

  const PageReading reading = read_page({html, "", "text/html"}, options);

  EXPECT_EQ(written_lines(std::get<Cable>(reading.outcome).text),
            written_lines(clean_text(modern_telegram())));
}

}  // namespace
}  // namespace cabled::test::profiles_test
