#include "parsers/web/sitemap.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "parsers/web/feed.h"
#include "tests/support/shared_data.h"

namespace cabled::sitemap_test {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using Urls = std::vector<std::string>;

Urls urls_of(const Result<Sitemap>& sitemap) {
  Urls urls;
  for (const SitemapEntry& entry : sitemap.value().entries) urls.push_back(entry.url);
  return urls;
}

Urls urls_of(const Result<Feed>& feed) {
  Urls urls;
  for (const FeedEntry& entry : feed.value().entries) urls.push_back(entry.url);
  return urls;
}

TEST(Sitemap, ReadsUrlsAndDates) {
  const auto sitemap = read_sitemap(
      "\xEF\xBB\xBF<?xml version='1.0'?>\n<urlset "
      "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
      "<url><loc>\n http://x/a?b=1&amp;c=2 \n</loc><lastmod>1970-01-02</lastmod></url>"
      "<url><lastmod>never</lastmod><loc><![CDATA[http://x/b?c&d]]></loc></url></urlset>");

  EXPECT_EQ(sitemap->kind, SitemapKind::kUrls);
  EXPECT_EQ(sitemap->entries,
            (std::vector<SitemapEntry>{{"http://x/a?b=1&c=2", sys_seconds(seconds(86'400))},
                                       {"http://x/b?c&d", std::nullopt}}));
  EXPECT_FALSE(sitemap->truncated);
}

TEST(Sitemap, ReadsAnIndex) {
  const auto sitemap =
      read_sitemap("<sitemapindex><sitemap><loc>http://x/1.xml</loc></sitemap></sitemapindex>");

  EXPECT_EQ(sitemap->kind, SitemapKind::kIndex);
  EXPECT_EQ(urls_of(sitemap), (Urls{"http://x/1.xml"}));
}

TEST(Sitemap, TakesAnyPrefixAndLeavesThePicturesAlone) {
  EXPECT_EQ(urls_of(read_sitemap(
                "<s:urlset><s:url><image:image><image:loc>http://x/i.png</image:loc></image:image>"
                "<s:loc>http://x/a</s:loc></s:url></s:urlset>")),
            (Urls{"http://x/a"}));
}

TEST(Sitemap, ReadsWhatIsLeftOfABrokenOne) {
  EXPECT_EQ(urls_of(read_sitemap("<urlset><url><loc>http://x/a</loc><url><loc>http://x/b</loc></"
                                 "url><url><loc>http://x/c")),
            (Urls{"http://x/a", "http://x/b", "http://x/c"}));
  EXPECT_EQ(urls_of(read_sitemap("<url><loc>http://x/a</loc></url>")), (Urls{"http://x/a"}));
  EXPECT_EQ(urls_of(read_sitemap(
                "<sitemapindex><sitemap>\nhttp://x/a?b&amp;c\n</sitemap></sitemapindex>")),
            (Urls{"http://x/a?b&c"}));
}

TEST(Sitemap, ReadsAUrlALine) {
  const auto sitemap = read_sitemap("\xEF\xBB\xBFhttp://x/a\r\n\r\n  https://x/b  \nnot a URL\n");

  EXPECT_EQ(sitemap->kind, SitemapKind::kText);
  EXPECT_EQ(urls_of(sitemap), (Urls{"http://x/a", "https://x/b"}));
}

TEST(Sitemap, NeverReadsAnExternalEntity) {
  EXPECT_EQ(urls_of(read_sitemap("<!DOCTYPE urlset [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                                 "<urlset><url><loc>http://x/&e;</loc></url></urlset>")),
            (Urls{"http://x/&e;"}));
}

TEST(Sitemap, StopsAtTheLimitOfTheProtocol) {
  std::string xml = "<urlset>";
  for (std::size_t i = 0; i <= kMaxSitemapEntries; ++i) xml += "<url><loc>http://x/a</loc></url>";
  const auto sitemap = read_sitemap(xml);

  EXPECT_EQ(sitemap->entries.size(), kMaxSitemapEntries);
  EXPECT_TRUE(sitemap->truncated);
}

TEST(Sitemap, LeavesOutUrlsThatAreTooLong) {
  EXPECT_EQ(urls_of(read_sitemap("<urlset><url><loc>http://x/" + std::string(9000, 'a') +
                                 "</loc></url><url><loc>http://x/b</loc></url></urlset>")),
            (Urls{"http://x/b"}));
}

TEST(Sitemap, RefusesWhatIsNone) {
  for (const char* text :
       {"", "<html><a href='http://x/'>x</a></html>", "plain words", "\x1F\x8B\x08"}) {
    ASSERT_FALSE(read_sitemap(text).has_value()) << text;
    EXPECT_EQ(read_sitemap(text).error().kind, ErrorKind::kInvalid);
  }
}

TEST(Sitemap, ReadsAFeedAsWell) {
  const auto sitemap = read_sitemap(
      "<rss><channel><link>http://x/</link><item><link>http://x/a</link></item></channel></rss>");

  EXPECT_EQ(sitemap->kind, SitemapKind::kFeed);
  EXPECT_EQ(urls_of(sitemap), (Urls{"http://x/a"}));
}

TEST(Feed, ReadsRss) {
  const auto feed = read_feed(
      "<rss><channel><title>t</title><link>http://x/</link><atom:link rel='next' "
      "href='http://x/2'/>"
      "<item><title>one</title><link>http://x/a?b<![CDATA[&c]]></link><guid "
      "isPermaLink='false'>7</guid>"
      "<pubDate>Fri, 02 Jan 1970 01:00:00 +0100</pubDate></item>"
      "<item><guid>http://x/b</guid><dc:date>1970-01-02T00:00:01Z</dc:date></item>"
      "<item><guid isPermaLink='false'>8</guid></item></channel></rss>");

  EXPECT_EQ(feed->entries, (std::vector<FeedEntry>{{"http://x/a?b&c", sys_seconds(seconds(86'400))},
                                                   {"http://x/b", sys_seconds(seconds(86'401))}}));
  EXPECT_EQ(feed->next, "http://x/2");
}

TEST(Feed, ReadsAtomAndPrefersTheLastChange) {
  const auto feed = read_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><link "
      "href='http://x/'/><updated>2011-01-01T00:00:00Z</updated>"
      "<entry><link rel='edit' href='http://x/edit'/><link href='http://x/a'/><link "
      "rel='alternate' href='http://x/z'/>"
      "<updated>1970-01-02T00:00:00Z</updated><published>1970-01-01T00:00:00Z</published>"
      "<content type='html'>&lt;a href='http://y/'></content></entry></feed>");

  EXPECT_EQ(feed->entries, (std::vector<FeedEntry>{{"http://x/a", sys_seconds(seconds(86'400))}}));
}

TEST(Feed, ReadsRdf) {
  EXPECT_EQ(urls_of(read_feed("<rdf:RDF><channel><link>http://x/</link></channel>"
                              "<item rdf:about='u'><link>http://x/a</link></item></rdf:RDF>")),
            (Urls{"http://x/a"}));
}

TEST(Feed, RefusesWhatIsNone) {
  EXPECT_FALSE(read_feed("<html><link href='x'></html>").has_value());
  EXPECT_FALSE(read_feed("").has_value());
}

TEST(SitemapAndFeed, SurviveAnyBytesAndAnyCut) {
  const std::string xml =
      "<?xml?><urlset><url><loc>http://x/a&amp;b</loc><lastmod>2009-01-01</lastmod></url></urlset>"
      "<feed><entry><link "
      "href='http://x/'/><updated>2009</updated></entry><item><guid>http://x</guid></item></feed>";
  std::mt19937 random(9);
  std::uniform_int_distribution<std::size_t> place(0, xml.size() - 1);
  std::uniform_int_distribution<int> byte(0, 255);
  for (std::size_t cut = 0; cut < xml.size(); ++cut) {
    read_sitemap(xml.substr(0, cut));
    read_feed(xml.substr(cut));
  }
  for (int round = 0; round < 5000; ++round) {
    std::string bytes = xml;
    for (int i = 0; i < 5; ++i) bytes[place(random)] = static_cast<char>(byte(random));
    const auto sitemap = read_sitemap(bytes);
    if (sitemap) {
      ASSERT_LE(sitemap->entries.size(), 4U);
    }
    read_feed(bytes);
  }
}

TEST(Sitemap, IsLinearOnHostileMarkup) {
  for (const char* piece :
       {"<", "<!--", "<![CDATA[", "<a x='", "&", "<url>", "<!DOCTYPE [", "</"}) {
    std::string xml = "<urlset>";
    while (xml.size() < 250'000) xml += piece;
    EXPECT_TRUE(read_sitemap(xml).has_value()) << piece;
  }
}

TEST(Sitemap, ReadsTheSharedFiles) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared data absent; set CABLED_SHARED";
  const auto read = [&](const char* name) {
    return read_sitemap(test::read_file(*shared / "cases/sitemap" / name));
  };
  const Urls two{"http://www.example.com/1", "http://www.example.com/2"};

  EXPECT_EQ(urls_of(read("sitemaps/sitemap.badns.xml")), two);
  EXPECT_EQ(urls_of(read("sitemaps/sitemap.ns.xml")), two);
  EXPECT_EQ(read("sitemaps/sitemap.index.xml")->kind, SitemapKind::kIndex);
  EXPECT_EQ(urls_of(read("sitemaps/sitemap.index.xml")).at(0),
            "https://example.com/sitemap.jss?portalCode=10260&lang=en");
  EXPECT_EQ(urls_of(read("sitemaps/sitemap-with-bom.txt")),
            (Urls{"http://www.domain.com/page1.html", "http://www.domain.com/page2.html"}));
  EXPECT_EQ(urls_of(read("rss/feed.rss")),
            (Urls{"https://www.example.com/blog/post/1", "https://www.example.com/guid.html",
                  "https://www.example.com/foo?q=a&l=en", "https://www.example.com/foo?q=a&l=fr"}));
  EXPECT_EQ(urls_of(read("sitemaps/atom.xml")), (Urls{"http://example.org/2003/12/13/atom03"}));
  for (const char* name :
       {"sitemap-images.xml", "sitemap-news.xml", "sitemap-videos.xml", "sitemap-links.xml",
        "sitemap-mobile.xml", "pagemaps-sitemap.xml", "hebdenbridgetimes-articles-sitemap.xml"}) {
    EXPECT_FALSE(urls_of(read((std::string("sitemaps/extension/") + name).c_str())).empty())
        << name;
  }
}

}  // namespace
}  // namespace cabled::sitemap_test
