#include "parsers/web/cdx.h"

#include <gtest/gtest.h>

namespace cabled::cdx_test {
namespace {

Url url(const std::string& text) { return Url::parse(text).value(); }

TEST(Cdx, ReadsACaptureALine) {
  const CdxAnswer answer = read_cdx(
                               "20110902102030 http://a.example/cable/1\r\n"
                               "20120102000000 http://a.example/cable/2?x=1\n")
                               .value();

  EXPECT_EQ(answer.captures,
            (std::vector<CdxCapture>{{"20110902102030", "http://a.example/cable/1"},
                                     {"20120102000000", "http://a.example/cable/2?x=1"}}));
  EXPECT_EQ(answer.resume_key, "");
}

TEST(Cdx, TakesTheLineAfterTheEmptyOneForTheKeyOfTheNextPage) {
  const CdxAnswer answer =
      read_cdx("20110902102030 http://a.example/1\n\nexample%2Ca%29%2F2+20110902102030\n").value();

  EXPECT_EQ(answer.captures.size(), 1U);
  EXPECT_EQ(answer.resume_key, "example%2Ca%29%2F2+20110902102030");
}

TEST(Cdx, AnAnswerWithoutCapturesIsNoError) {
  EXPECT_TRUE(read_cdx("").value().captures.empty());
  EXPECT_TRUE(read_cdx("\n\n").value().captures.empty());
}

TEST(Cdx, APageThatSaysSomethingElseIsRefused) {
  EXPECT_FALSE(read_cdx("<html><h1>429 Too Many Requests</h1></html>"));
}

TEST(Cdx, PassesOverLinesThatAreNoCapture) {
  const CdxAnswer answer =
      read_cdx("2011 http://a.example/short-stamp\n20110902102030 http://a.example/1\nx y z\n")
          .value();

  EXPECT_EQ(answer.captures.size(), 1U);
}

TEST(CdxQuery, AsksForTheTextFormWhateverTheQuerySays) {
  const Url query =
      cdx_query(url("https://archive.example/cdx/search/cdx?url=a.example/*&output=json"));

  EXPECT_EQ(query.query(),
            "url=a.example/*&limit=5000&filter=statuscode:200&collapse=digest&output=text"
            "&fl=timestamp,original&showResumeKey=true");
}

TEST(CdxQuery, KeepsTheLimitThatTheQuerySets) {
  const Url query = cdx_query(url("https://archive.example/cdx/search/cdx?url=a.example&limit=7"));

  EXPECT_NE(query.query().find("limit=7"), std::string::npos);
  EXPECT_EQ(query.query().find("limit=5000"), std::string::npos);
}

TEST(CdxQuery, ReplacesTheKeyOfThePageBefore) {
  const Url next =
      cdx_next(url("https://archive.example/cdx/search/cdx?url=a&resumeKey=old"), "a b&c").value();

  EXPECT_EQ(next.query(), "url=a&resumeKey=a%20b%26c");
}

TEST(RawCapture, IsTheIdFormOfTheArchiveThatAnswered) {
  const CdxCapture capture{"20110902102030", "http://a.example/cable/1?x=2"};

  EXPECT_EQ(raw_capture_url(url("https://web.archive.org/cdx/search/cdx?url=a"), capture)->text(),
            "https://web.archive.org/web/20110902102030id_/http://a.example/cable/1?x=2");
  EXPECT_EQ(raw_capture_url(url("http://pywb.example/coll/cdx?url=a"), capture)->text(),
            "http://pywb.example/coll/20110902102030id_/http://a.example/cable/1?x=2");
  EXPECT_FALSE(raw_capture_url(url("http://pywb.example/other?url=a"), capture));
}

TEST(RawCapture, KnowsThePageInsideIt) {
  EXPECT_EQ(archived_page(url("http://x.example/web/20110902id_/http://a.example/1"))->text(),
            "http://a.example/1");
  EXPECT_FALSE(archived_page(url("http://x.example/paid_/http://a.example/1")));
}

}  // namespace
}  // namespace cabled::cdx_test
