#include "daemon/pipeline/list_reading.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "daemon/config/load_config.h"
#include "daemon/pipeline/task_request.h"
#include "parsers/web/sitemap.h"

namespace cabled::list_reading_test {
namespace {

using Urls = std::vector<std::string>;

CrawlRules rules() {
  const Config config = parse_config(R"(
contact = "operator@example.org"
[[source]]
name = "north"
seeds = ["http://north.example/"]
)",
                                     "test.toml")
                            .value();
  return CrawlRules::make(config, {{"north", 3}}).value();
}

Result<ListReading> read(db::UrlKind kind, const std::string& body,
                         const std::string& type = "application/xml") {
  CrawlTask task(1, Url::parse("http://north.example/feed.xml").value(), {});
  task.source_id = 3;
  task.kind = kind;
  return read_list(task, rules(), body, type);
}

Urls urls_of(const Result<ListReading>& list) {
  Urls urls;
  if (!list) return {list.error().message};
  for (const db::NewUrl& url : list->found) {
    urls.push_back(url.url.substr(std::string("http://north.example").size()));
  }
  return urls;
}

std::string utf16(const std::string& ascii, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

std::string sitemap(const std::string& path, const std::string& declaration = "") {
  return declaration + "<urlset><url><loc>http://north.example" + path + "</loc></url></urlset>";
}
std::string rss(const std::string& path, const std::string& declaration = "") {
  return declaration + "<rss><channel><item><link>" + path + "</link></item></channel></rss>";
}

TEST(ListReading, ReadsXmlInUtf16) {
  const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n";
  for (const bool big_endian : {false, true}) {
    EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap, utf16(sitemap("/p1", declaration), big_endian))),
              Urls{"/p1"});
    EXPECT_EQ(urls_of(read(db::UrlKind::kFeed, utf16(rss("/p1", declaration), big_endian))),
              Urls{"/p1"});
    EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap,
                           utf16("http://north.example/p1\r\nhttp://north.example/p2", big_endian),
                           "text/plain")),
              (Urls{"/p1", "/p2"}));
    EXPECT_EQ(urls_of(read(db::UrlKind::kIndex, utf16(rss("/p1", declaration), big_endian))),
              Urls{"/p1"});
  }
}

TEST(ListReading, ReadsXmlInTheEncodingThatItDeclares) {
  for (const char* quoted : {"\"ISO-8859-1\"", "'iso-8859-1'", "\"windows-1252\"", "\"latin1\""}) {
    const std::string declaration = fmt::format("<?xml version='1.0' encoding = {}?>", quoted);
    EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap, sitemap("/caf\xE9", declaration))),
              Urls{"/caf%C3%A9"})
        << quoted;
    EXPECT_EQ(urls_of(read(db::UrlKind::kFeed, rss("/caf\xE9", declaration))), Urls{"/caf%C3%A9"});
  }
  EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap,
                         sitemap("/\xEF\xF0", "<?xml version='1.0' encoding='windows-1251'?>"))),
            Urls{"/%D0%BF%D1%80"});
  EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap,
                         sitemap("/caf\xC3\xA9", "<?xml version='1.0' encoding='ISO-8859-1'?>"))),
            Urls{"/caf%C3%A9"})
      << "the bytes know better";
  EXPECT_EQ(urls_of(read(db::UrlKind::kFeed, rss("/caf\xE9"), "text/xml; charset=iso-8859-1")),
            Urls{"/caf%C3%A9"});
}

TEST(ListReading, PassesOverMarksAndBlanksAndWarningsInFront) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string declaration = "<?xml version=\"1.0\"?>\n";
  for (const std::string& front :
       {mark, mark + mark, mark + "\n" + mark + mark, std::string("\r\n \n"), "\n" + mark,
        std::string("\nWarning: Undefined variable in /srv/map.php on line 7\n"),
        std::string(
            "<br />\n<b>Notice</b>: see <a href='http://php.example/x'>this</a><br />\n")}) {
    EXPECT_EQ(urls_of(read(db::UrlKind::kSitemap, front + sitemap("/p1", declaration))),
              Urls{"/p1"})
        << front;
    EXPECT_EQ(urls_of(read(db::UrlKind::kFeed, front + rss("/p1", declaration))), Urls{"/p1"})
        << front;
  }
  EXPECT_EQ(
      urls_of(read(db::UrlKind::kSitemap, mark + mark + "http://north.example/p1", "text/plain")),
      Urls{"/p1"});
}

TEST(ListReading, ResolvesLinksOfAFeedByTheirXmlBase) {
  const auto atom = [](const std::string& inside, const std::string& base) {
    return "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='" + base + "'>" + inside +
           "</feed>";
  };
  EXPECT_EQ(
      urls_of(
          read(db::UrlKind::kFeed, atom("<entry xml:base='2010/'><link href='p1'/></entry>"
                                        "<entry><link href='p2' xml:base='x/y'/></entry>"
                                        "<entry><link href='p3'/></entry>"
                                        "<entry xml:base='/root/'><link href='p4'/><link rel='next'"
                                        " href='no'/></entry><link rel='next' href='older'/>",
                                        "http://north.example/archive/"))),
      (Urls{"/archive/2010/p1", "/archive/x/p2", "/archive/p3", "/root/p4", "/archive/older"}));
  EXPECT_EQ(urls_of(read(db::UrlKind::kFeed, atom("<entry><link href='p1'/></entry>", "a/b/"))),
            Urls{"/a/b/p1"});
  EXPECT_EQ(urls_of(read(db::UrlKind::kFeed,
                         "<rss xml:base='/r/'><channel><item><link>p1</link></item>"
                         "<item xml:base='q/'><guid>p2</guid></item></channel></rss>")),
            (Urls{"/r/p1", "/r/q/p2"}));
  EXPECT_EQ(
      urls_of(read(db::UrlKind::kSitemap, atom("<entry><link href='p1'/></entry>", "/archive/"))),
      Urls{"/archive/p1"})
      << "a feed for a sitemap";
}

TEST(ListReading, TakesNoEntryForTheFeedThatItWasCopiedFrom) {
  const auto list =
      read(db::UrlKind::kFeed,
           "<feed><entry><source><id>x</id><link href='/other'/><title>t</title>"
           "<updated>2020-01-01T00:00:00Z</updated></source><updated>2007-01-01T00:00:00Z</updated>"
           "<link href='/p1'/></entry>"
           "<entry><link href='/p2'/><source><link href='/other'/></source></entry>"
           "<entry><source/><link href='/p3'/></entry>"
           "<entry><source><link href='/other'/></source></entry></feed>");

  EXPECT_EQ(urls_of(list), (Urls{"/p1", "/p2", "/p3"}));
  EXPECT_EQ(list->found[0].modified_at, std::chrono::seconds(1'167'609'600));
  EXPECT_EQ(urls_of(read(db::UrlKind::kFeed,
                         "<rss><item><source url='/s'>Name</source>"
                         "<link>/p1</link></item></rss>")),
            Urls{"/p1"});
}

TEST(ListReading, SaysThatASitemapIsLongerThanItsProtocolAllows) {
  std::string body = "<urlset>";
  for (std::size_t i = 0; i < kMaxSitemapEntries; ++i) {
    body += fmt::format("<url><loc>http://north.example/{}</loc></url>", i);
  }
  const auto whole = read(db::UrlKind::kSitemap, body + "</urlset>");
  EXPECT_EQ(whole->found.size(), kMaxSitemapEntries);
  EXPECT_FALSE(whole->truncated);

  body += "<url><loc>http://north.example/more</loc></url></urlset>";
  const auto longer = read(db::UrlKind::kSitemap, body);
  EXPECT_EQ(longer->found.size(), kMaxSitemapEntries);
  EXPECT_TRUE(longer->truncated);
}

TEST(BodyLimit, LetsSitemapsAndFeedsBeAsLongAsTheirProtocol) {
  const FetchOptions options;
  EXPECT_EQ(body_limit(options, db::UrlKind::kPage), options.max_body.count);
  EXPECT_EQ(body_limit(options, db::UrlKind::kSitemap), kMaxSitemapBytes);
  EXPECT_EQ(body_limit(options, db::UrlKind::kFeed), kMaxSitemapBytes);
}

}  // namespace
}  // namespace cabled::list_reading_test
