#include "parsers/web/url_key.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::url_key_test {
namespace {

const UrlKeyRules kScoop{{{"m.scoop.co.nz", "www.scoop.co.nz"}}, {"highlight", "sort*"}};

std::string key(std::string_view url) { return story_key(Url::parse(url).value(), kScoop); }
std::string fetched(std::string_view url) {
  return canonical_for_frontier(Url::parse(url).value(), kScoop).text();
}

TEST(StoryKey, IsOneForAllFormsOfAScoopStory) {
  for (const char* url : {
           "http://www.scoop.co.nz/stories/WL0912/S00683.htm",
           "https://www.scoop.co.nz/stories/WL0912/S00683.htm",
           "http://scoop.co.nz/stories/WL0912/S00683.htm",
           "http://m.scoop.co.nz/stories/WL0912/S00683.htm",
           "http://m.scoop.co.nz/stories/WL0912/S00683/cablegate-media-reaction.htm",
           "http://www.scoop.co.nz/stories/WL0912/S00683.htm?from-mobile=bottom-link-01",
           "http://www.scoop.co.nz/stories/wl0912/s00683.html?page=2#top",
           "https://web.archive.org/web/20110902/http://www.scoop.co.nz/stories/WL0912/S00683.htm",
           "https://web.archive.org/web/20110902id_/http:/m.scoop.co.nz/stories/WL0912/S00683.htm",
           "https://web.archive.org/web/2011/scoop.co.nz/stories/WL0912/S00683.htm",
       }) {
    EXPECT_EQ(key(url), "scoop.co.nz/stories/WL0912/S00683") << url;
  }
}

TEST(StoryKey, TellsStoriesApart) {
  const std::string story = key("http://www.scoop.co.nz/stories/WL0912/S00683.htm");

  for (const char* url : {
           "http://www.scoop.co.nz/stories/WL0912/S00684.htm",
           "http://www.scoop.co.nz/stories/WL0911/S00683.htm",
           "http://www.scoop.co.nz/stories/HL0912/S00683.htm",
           "http://www.scoop.co.nz/stories/WL0912/S00683/a/b.htm",
           "http://www.scoop.co.nz/stories/WL0912/",
           "http://www.scoop.co.nz:8080/stories/WL0912/S00683.htm",
           "http://community.scoop.co.nz/stories/WL0912/S00683.htm",
       }) {
    EXPECT_NE(key(url), story) << url;
  }
}

TEST(StoryKey, IsOneForAWikileaksCableWithAndWithoutItsSuffix) {
  EXPECT_EQ(key("http://wikileaks.org/cable/2009/12/09BERLIN1167.html"),
            key("https://www.wikileaks.org/cable/2009/12/09BERLIN1167"));
  EXPECT_NE(key("http://wikileaks.org/cable/2009/12/09BERLIN1167.html"),
            key("http://wikileaks.org/cable/2009/12/09BERLIN1168.html"));
}

TEST(StoryKey, MindsOnlyParametersThatChooseAPage) {
  EXPECT_EQ(key("http://example.org/cable.php?id=7&utm_source=x&fbclid=y&Highlight=z&sortby=a"),
            "example.org/cable.php?id=7");
  EXPECT_EQ(key("http://example.org/a?y=2&x=1"), key("http://example.org/a?x=1&&y=2"));
  EXPECT_NE(key("http://example.org/a?id=1"), key("http://example.org/a?id=2"));
  EXPECT_EQ(key("http://example.org/a/;jsessionid=0F"), key("http://example.org/a"));
}

// A session is one visit to a site: its number makes no page another, wherever it stands.
TEST(CanonicalForFrontier, DropsSessionNumbersFromPathAndQuery) {
  const std::string page = "http://example.org/cables/10?v=2";
  for (const char* url : {"http://example.org/cables;jsessionid=0A1B.node3/10?v=2",
                          "http://example.org/cables/10;JSESSIONID=77?v=2",
                          "http://example.org/cables;jsessionid=1/10;jsessionid=1?v=2",
                          "http://example.org/cables/10;sid=8f3e?v=2",
                          "http://example.org/cables/10;phpsessid=q1w2?v=2",
                          "http://example.org/cables/10?PHPSESSID=a1&v=2&jsessionid=b",
                          "http://example.org/cables/10?v=2&ASPSESSIONIDQQBD=KLMN",
                          "http://example.org/cables/10?sid=0123456789abcdef0123456789abcdef&v=2",
                          "http://example.org/cables/10?v=2&s=8bd0a6c1f7e24935a1d0b6c7e8f90123"}) {
    EXPECT_EQ(fetched(url), page) << url;
    EXPECT_EQ(key(url), "example.org/cables/10?v=2") << url;
  }
}

TEST(CanonicalForFrontier, KeepsWhatIsNamedAsASessionButChoosesAPage) {
  for (const char* url :
       {"http://example.org/article.php?sid=4711", "http://example.org/bills?session_id=111",
        "http://example.org/search?s=embassy", "http://example.org/list?session=2009-11-23",
        "http://example.org/a;version=2/b;lang=de", "http://example.org/a;sidebar=1",
        "http://example.org/a/;/b"}) {
    EXPECT_EQ(fetched(url), url);
  }
}

TEST(StoryKey, IgnoresASlashAtTheEnd) {
  EXPECT_EQ(key("http://example.org/cable_09BERLIN1/"), key("http://example.org/cable_09BERLIN1"));
  EXPECT_EQ(key("http://example.org/"), "example.org");
}

TEST(StoryKey, EndsAtSnapshotsOfSnapshots) {
  std::string url = "http://example.org/";
  for (int i = 0; i < 100; ++i) url = "http://web.archive.org/web/2011/" + url;

  EXPECT_TRUE(key(url).starts_with("web.archive.org/web/2011/"));
}

TEST(CanonicalForFrontier, DropsTrackingAndKeepsTheRestAsLinked) {
  EXPECT_EQ(fetched("http://m.scoop.co.nz/stories/WL0912/S00683/slug.htm?from-mobile=x"),
            "http://m.scoop.co.nz/stories/WL0912/S00683/slug.htm");
  EXPECT_EQ(fetched("http://www.example.org/a/?b=2&utm_medium=m&a=1&PHPSESSID=0"),
            "http://www.example.org/a/?b=2&a=1");
  EXPECT_EQ(fetched("http://example.org/a;jsessionid=0F?x"), "http://example.org/a?x");
  EXPECT_EQ(fetched("http://example.org/a;v=1?x"), "http://example.org/a;v=1?x");
}

TEST(CanonicalForFrontier, AsksTheWaybackMachineForTheRawPage) {
  EXPECT_EQ(fetched("https://web.archive.org/web/20110902/http://example.org/a?utm_x=1"),
            "https://web.archive.org/web/20110902id_/http://example.org/a?utm_x=1");
  EXPECT_EQ(fetched("https://web.archive.org/web/20110902im_/http:/example.org/a"),
            "https://web.archive.org/web/20110902id_/http://example.org/a");
  EXPECT_EQ(fetched("https://web.archive.org/web/*/example.org"),
            "https://web.archive.org/web/*/example.org");
  EXPECT_EQ(fetched("https://web.archive.org/about/"), "https://web.archive.org/about/");
}

TEST(CanonicalForFrontier, ChangesNothingTheSecondTime) {
  for (const char* url :
       {"http://example.org/a?b&utm_a=1", "https://web.archive.org/web/2011/http://example.org",
        "http://example.org/;jsessionid=1;jsessionid=2"}) {
    const std::string once = fetched(url);
    EXPECT_EQ(fetched(once), once);
  }
}

TEST(WaybackTarget, IsNothingForOtherUrls) {
  EXPECT_EQ(wayback_target(Url::parse("http://example.org/web/2011/http://a/").value()),
            std::nullopt);
  EXPECT_EQ(wayback_target(Url::parse("http://web.archive.org/web/2011/").value()), std::nullopt);
  EXPECT_EQ(wayback_target(Url::parse("http://web.archive.org/web/2011/http://u:p@a/").value()),
            std::nullopt);
}

}  // namespace
}  // namespace cabled::url_key_test
