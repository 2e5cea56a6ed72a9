#include <gtest/gtest.h>

#include "tests/support/crawled_site.h"

namespace cabled::framesets_test {
namespace {

using test::answer;
using test::CrawledSite;
using test::telegram_page;

std::string page(const std::string& body) {
  return answer("200 OK\r\nContent-Type: text/html", body);
}

/// A source whose patterns want what lies below /c/ and nothing that stands in a frame.
class Framesets : public testing::Test {
 protected:
  Framesets() {
    site_.configure("seeds = [\"" + site_.url("/", "north.example") +
                    "\"]\ninclude = [\"/c/**\"]\nexclude = [\"/banner*\"]");
    site_.says("/menu", {page("<a href=/c/1 target=main>1</a>")});
    site_.says("/main", {page("<a href=/c/2>2</a>")});
    site_.says("/banner", {page("<a href=/c/3>3</a>")});
    for (int n = 1; n <= 3; ++n) {
      site_.says("/c/" + std::to_string(n), {page(telegram_page(200 + n))});
    }
  }

  /// The fate of a page below /c/ when the seed is `body`.
  std::string fate_with(const std::string& body, const std::string& path,
                        const std::string& host = "north.example") {
    site_.database().run("TRUNCATE url CASCADE; TRUNCATE cable CASCADE; TRUNCATE capture CASCADE");
    site_.says("//north.example/", {page(body)});
    site_.crawl();
    return site_.fate(path, host);
  }

  std::string elsewhere(const std::string& path) const { return site_.url(path, "south.example"); }

  CrawledSite site_;
};

TEST_F(Framesets, TheFramesOfASeedAreReadAsItsList) {
  for (const std::string body :
       {"<frameset cols='20%,*'><frame src=/menu><frame src=/main></frameset>",
        "<html><head><base href='/x/'></head><FRAMESET><FRAME NAME=a SRC='../menu'>"
        "<frameset><frame src='/main'></frameset></FRAMESET><noframes>No frames?</noframes>",
        "<frameset><frame src=/menu><frame src=about:blank><frame src='/main#top'></frameset>"}) {
    EXPECT_EQ(fate_with(body, "/c/1"), "stored ") << body;
    EXPECT_EQ(site_.fate("/c/2", "north.example"), "stored ") << body;
    EXPECT_EQ(site_.fate("/menu", "north.example"), "read ") << body;
    EXPECT_EQ(site_.fate("/", "north.example"), "read ") << body;
  }
}

TEST_F(Framesets, ASingleFrameIsWhereItsSeedLeads) {
  for (const std::string body :
       {"<frameset rows='100%'><frame src=/menu></frameset>",
        "<html><body><iframe src=/menu width=100%>no frames</iframe></body></html>",
        "<title>Cables</title><iframe src='//north.example:PORT/menu'></iframe>"}) {
    std::string html = body;
    if (const std::size_t at = html.find("//north"); at != std::string::npos) {
      html.replace(at, html.find("/menu") - at, site_.url("", "north.example"));
    }
    EXPECT_EQ(fate_with(html, "/c/1"), "stored ") << html;
    EXPECT_EQ(site_.fate("/", "north.example"), "duplicate redirect") << html;
  }
}

TEST_F(Framesets, MayStandInFrames) {
  site_.says("/outer", {page("<frameset><frame src=/menu><frame src=/main></frameset>")});

  EXPECT_EQ(fate_with("<frameset><frame src=/outer></frameset>", "/c/2"), "stored ");
}

TEST_F(Framesets, OfEachOtherEnd) {
  site_.says("/menu", {page("<frameset><frame src=/main><frame src=/></frameset>")});
  site_.says("/main", {page("<frameset><frame src=/menu><frame src=/main></frameset>")});

  EXPECT_EQ(fate_with("<frameset><frame src=/menu><frame src=/main></frameset>", "/c/1"), "");
  EXPECT_EQ(site_.fate("/menu", "north.example"), "read ");
}

TEST_F(Framesets, AFrameThatIsExcludedIsNoList) {
  EXPECT_EQ(fate_with("<frameset><frame src=/banner><frame src=/main></frameset>", "/c/3"), "");
  EXPECT_EQ(site_.fate("/c/2", "north.example"), "stored ");
}

// A domain that is forwarded "with masking" shows its site in a frame.
TEST_F(Framesets, ASeedThatShowsAnotherHostAloneTakesItsSourceAlong) {
  const std::string menu = elsewhere("/menu");
  for (const std::string& body :
       {"<frameset rows='100%,*'><frame src='" + menu + "'><frame></frameset>",
        "<frameset><frame src='" + menu + "'><frame src='" + elsewhere("/main") + "'></frameset>",
        "<body style='margin:0'><iframe src='" + menu + "'>no frames</iframe></body>",
        "<frameset><frame src='" + menu + "'></frameset><noframes><a href='" + menu +
            "'>Here</a></noframes>"}) {
    EXPECT_EQ(fate_with(body, "/c/1", "south.example"), "stored ") << body;
    EXPECT_EQ(site_.fate("/", "north.example"), "duplicate redirect") << body;
  }
}

TEST_F(Framesets, AForeignFrameBesideTheSourcesOwnIsAnAdvertisement) {
  const std::string advert = elsewhere("/menu");
  for (const std::string& body :
       {"<frameset><frame src='" + advert + "'><frame src=/main></frameset>",
        "<p>Cables</p><a href=/c/2>2</a><iframe src='" + advert + "'></iframe>",
        "<p>Nothing here yet.</p><iframe src='" + advert + "'></iframe>",
        "<iframe src='" + advert + "'></iframe><iframe src=/main></iframe>"}) {
    EXPECT_EQ(fate_with(body, "/c/1", "south.example"), "") << body;
    EXPECT_EQ(site_.fate("/menu", "south.example"), "") << body;
  }
}

TEST_F(Framesets, AnInlineFrameIsAListWhereItsPageLeadsNowhereElse) {
  EXPECT_EQ(fate_with("<h1>Cables</h1><iframe src=/menu></iframe>", "/c/1"), "stored ");
  EXPECT_EQ(fate_with("<a href=/c/2>2</a><iframe src=/menu></iframe>", "/c/1"), "");
}

TEST_F(Framesets, AnIndexPageOfFramesTakesNobodyAlong) {
  site_.configure("seeds = [\"" + site_.url("/", "north.example") +
                  "\"]\nindex = [\"/list*\"]\ninclude = [\"/c/**\"]");
  site_.says("/list", {page("<frameset><frame src='" + elsewhere("/menu") + "'></frameset>")});

  EXPECT_EQ(fate_with("<a href=/list>1</a>", "/menu", "south.example"), "");
}

}  // namespace
}  // namespace cabled::framesets_test
