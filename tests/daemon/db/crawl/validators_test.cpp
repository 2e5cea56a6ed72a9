#include <gtest/gtest.h>

#include "parsers/page/read_page.h"
#include "tests/support/crawled_site.h"

namespace cabled::validators_test {
namespace {

using test::answer;
using test::CrawledSite;
using test::telegram_page;
using test::unending_answer;

constexpr const char* kHtml = "\r\nContent-Type: text/html";
constexpr const char* kVersion = "\r\nETag: \"v1\"\r\nLast-Modified: Mon, 02 Mar 2009 08:00:00 GMT";
const std::string kNotModified = std::string("HTTP/1.1 304 Not Modified") + kVersion + "\r\n\r\n";

std::string good_page(int serial) {
  return answer(std::string("200 OK") + kHtml + kVersion, telegram_page(serial));
}

bool is_conditional(const std::string& request) {
  return request.find("If-None-Match:") != std::string::npos ||
         request.find("If-Modified-Since:") != std::string::npos;
}

class ValidatorsOfACrawl : public testing::Test {
 protected:
  ValidatorsOfACrawl() {
    site_.configure("seeds = [\"" + site_.url("/") + "\"]");
    site_.says("/", {answer(std::string("200 OK") + kHtml, "<a href=/c/1>1</a>")});
  }

  /// Crawls, and once more when the time of all URLs has come.
  void crawl_twice() {
    site_.crawl();
    site_.make_all_due();
    site_.crawl();
  }

  CrawledSite site_;
};

struct NoPage {
  const char* name;
  std::string bytes;
};

void PrintTo(const NoPage& page, std::ostream* out) { *out << page.name; }

class NoPageKeepsNoValidators : public ValidatorsOfACrawl,
                                public testing::WithParamInterface<NoPage> {};

TEST_P(NoPageKeepsNoValidators, AndThePageComesAtTheNextVisit) {
  site_.says("/c/1", {GetParam().bytes, good_page(101)});

  crawl_twice();

  EXPECT_FALSE(is_conditional(site_.request("/c/1", 1)));
  EXPECT_EQ(site_.fate("/c/1"), "stored ");
  EXPECT_EQ(site_.cables(), "07REYKJAVIK101");
}

INSTANTIATE_TEST_SUITE_P(
    Answers, NoPageKeepsNoValidators,
    testing::Values(
        NoPage{"Busy", answer(std::string("503 Busy") + kVersion, "later")},
        NoPage{"Missing", answer(std::string("404 Not Found") + kVersion, "none")},
        NoPage{"Forbidden", answer(std::string("403 Forbidden") + kVersion, "no")},
        NoPage{"Broken", answer(std::string("500 Oops") + kVersion, "oops")},
        NoPage{"Captcha", answer(std::string("200 OK") + kHtml + kVersion,
                                 "<title>Just a moment...</title><p>Verify you are human</p>")},
        NoPage{"NoCable", answer(std::string("200 OK") + kHtml + kVersion, "<p>Soon.</p>")},
        NoPage{"Damaged",
               answer(std::string("200 OK\r\nContent-Encoding: gzip") + kHtml + kVersion,
                      std::string("\x1f\x8b\x08\x00\xff\xff\xff\xff\x00\x03\xff\xfe\x00", 13))},
        NoPage{"CutInItsCoding",
               answer(std::string("200 OK\r\nContent-Encoding: gzip") + kHtml + kVersion,
                      std::string("\x1f\x8b\x08\x00", 4))},
        NoPage{"NotModifiedUnasked", kNotModified},
        NoPage{"Partial", answer(std::string("206 Partial") + kHtml + kVersion, "<p>A pa")}),
    [](const auto& which) { return std::string(which.param.name); });

TEST_F(ValidatorsOfACrawl, GoWithAStoredPageAndSpareItsBytes) {
  site_.says("/c/1", {good_page(101), kNotModified});

  crawl_twice();

  EXPECT_TRUE(is_conditional(site_.request("/c/1", 1)));
  EXPECT_EQ(site_.fate("/c/1"), "stored unchanged");
}

TEST_F(ValidatorsOfACrawl, StayThoseOfTheStoredPageWhenALaterAnswerIsNone) {
  site_.says("/c/1",
             {good_page(101), answer("503 Busy\r\nETag: \"maintenance\"", "later"), kNotModified});
  crawl_twice();
  site_.make_all_due();

  site_.crawl();

  EXPECT_NE(site_.request("/c/1", 2).find("If-None-Match: \"v1\""), std::string::npos);
  EXPECT_EQ(site_.fate("/c/1"), "stored unchanged");
}

TEST_F(ValidatorsOfACrawl, AreNotThoseOfAnEarlierPageWhenTheNewOneHasNone) {
  site_.says("/c/1", {good_page(101), answer(std::string("200 OK") + kHtml, telegram_page(102))});
  crawl_twice();
  site_.make_all_due();

  site_.crawl();

  EXPECT_FALSE(is_conditional(site_.request("/c/1", 2)));
}

TEST_F(ValidatorsOfACrawl, AreNotKeptOfAPageWhoseEndIsNotProven) {
  const std::string whole = telegram_page(101);
  const std::string cut = whole.substr(0, whole.find("End summary"));
  for (const std::string& head : {std::string("HTTP/1.0 200 OK"), std::string("HTTP/1.1 200 OK"),
                                  std::string("HTTP/1.1 200 OK\r\nConnection: close")}) {
    SCOPED_TRACE(head);
    site_.says("/c/1", {head + kHtml + kVersion + "\r\n\r\n" + cut, good_page(101)});
    const std::size_t before = site_.requests("/c/1");
    site_.database().run("UPDATE url SET etag = NULL, last_modified = NULL");
    site_.make_all_due();

    crawl_twice();

    EXPECT_FALSE(is_conditional(site_.request("/c/1", before + 1)));
    EXPECT_NE(site_.database()
                  .value("SELECT r.text FROM cable c JOIN rendition r ON r.cable_id = c.id AND "
                         "r.content_key = c.best_key")
                  .find("THORSDOTTIR"),
              std::string::npos);
  }
}

TEST_F(ValidatorsOfACrawl, OfRowsWithoutAUsableStoredPageAreNotSent) {
  site_.says("/c/1", {answer("404 Not Found", "none"), good_page(101)});
  site_.crawl();
  site_.database().run(
      "UPDATE url SET etag = '\"v1\"', payload_digest ="
      " (SELECT payload_digest FROM capture WHERE capture.url = url.url)");
  site_.make_all_due();

  site_.crawl();

  EXPECT_FALSE(is_conditional(site_.request("/c/1", 1)));
  EXPECT_EQ(site_.cables(), "07REYKJAVIK101");
}

TEST_F(ValidatorsOfACrawl, ANotModifiedWithoutAPageIsTriedAgainSoon) {
  site_.says("/c/1", {kNotModified});

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/1"), "pending http_304");
  EXPECT_EQ(site_.database().value("SELECT due_at < now() + interval '2 minutes' FROM url"
                                   " WHERE url LIKE '%/c/1'"),
            "t");
}

TEST_F(ValidatorsOfACrawl, TheSameBytesAreReadAgainByAnotherParserThanTheLast) {
  site_.says("/c/1", {good_page(101)});
  site_.crawl();
  site_.database().run(
      "UPDATE capture SET parser_version = parser_version - 1;"
      "UPDATE url SET etag = NULL, last_modified = NULL");
  site_.make_all_due();

  site_.crawl();

  EXPECT_EQ(site_.fate("/c/1"), "stored ");
  EXPECT_EQ(site_.database().value("SELECT min(parser_version) FROM capture"),
            std::to_string(kParserVersion));
}

TEST_F(ValidatorsOfACrawl, TheSameBytesSpareTheReadingWhenTheyWereReadWell) {
  site_.says("/c/1", {answer(std::string("200 OK") + kHtml, telegram_page(101))});

  crawl_twice();

  EXPECT_EQ(site_.fate("/c/1"), "stored unchanged");
}

TEST_F(ValidatorsOfACrawl, OfAListThatLedNowhereAreNotKept) {
  const auto list = [](const std::string& body) {
    return answer(std::string("200 OK") + kHtml + kVersion, body);
  };
  site_.says("/", {list("<p>Checking your browser</p>"), list("<a href=/c/1>1</a>"), kNotModified});
  site_.says("/c/1", {good_page(101)});

  crawl_twice();
  site_.make_all_due();
  site_.crawl();

  EXPECT_FALSE(is_conditional(site_.request("/", 1)));
  EXPECT_TRUE(is_conditional(site_.request("/", 2)));
  EXPECT_EQ(site_.fate("/"), "read unchanged");
  EXPECT_EQ(site_.cables(), "07REYKJAVIK101");
}

TEST_F(ValidatorsOfACrawl, AListThatFailedIsReadAtTheNextVisit) {
  site_.says("/", {answer(std::string("503 Busy") + kVersion, "later"),
                   answer(std::string("200 OK") + kHtml + kVersion, "<a href=/c/1>1</a>")});
  site_.says("/c/1", {good_page(101)});

  crawl_twice();

  EXPECT_FALSE(is_conditional(site_.request("/", 1)));
  EXPECT_EQ(site_.cables(), "07REYKJAVIK101");
}

}  // namespace
}  // namespace cabled::validators_test
