#include "parsers/warc/warc_record.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::warc::warc_record_test {
namespace {

constexpr Stamp kStamp{"urn:uuid:11111111-2222-4333-8444-555555555555", "2010-11-28T18:00:00Z"};
constexpr Target kTarget{"http://cables.example/09BERLIN1167.html", "192.0.2.7", "urn:uuid:other"};
constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

std::string header_of(const std::string& record) {
  return record.substr(0, record.find("\r\n\r\n") + 2);
}

std::string block_of(const std::string& record) {
  return record.substr(record.find("\r\n\r\n") + 4);
}

TEST(WarcRecordId, IsAVersion4Uuid) {
  RandomBytes random{};
  random.fill(0xff);

  EXPECT_EQ(record_id(random), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(WarcResponse, HoldsEveryFieldAndTheWholeExchange) {
  const std::string record = build_response(kStamp, kTarget, {kHead, "hello", ""}, std::nullopt);

  EXPECT_EQ(header_of(record),
            "WARC/1.1\r\n"
            "WARC-Type: response\r\n"
            "WARC-Record-ID: <urn:uuid:11111111-2222-4333-8444-555555555555>\r\n"
            "WARC-Date: 2010-11-28T18:00:00Z\r\n"
            "WARC-Target-URI: http://cables.example/09BERLIN1167.html\r\n"
            "WARC-IP-Address: 192.0.2.7\r\n"
            "WARC-Concurrent-To: <urn:uuid:other>\r\n"
            "WARC-Payload-Digest: "
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            "Content-Length: 49\r\n");
  EXPECT_EQ(block_of(record), std::string(kHead) + "hello\r\n\r\n");
}

TEST(WarcResponse, SaysWhyABodyIsCut) {
  const std::string record =
      build_response(kStamp, kTarget, {kHead, "hel", "length"}, std::nullopt);

  EXPECT_NE(record.find("WARC-Truncated: length\r\n"), std::string::npos);
}

TEST(WarcResponse, TakesTheDigestThatTheCallerHas) {
  const std::string record =
      build_response(kStamp, kTarget, {kHead, "hello", ""}, Digest::of("other"));

  EXPECT_NE(record.find("sha256:" + Digest::of("other").hex()), std::string::npos);
}

TEST(WarcResponse, RenamesTheTransferCodingThatIsUndone) {
  const std::string record = build_response(
      kStamp, kTarget, {"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "hello", ""},
      std::nullopt);

  EXPECT_EQ(block_of(record),
            "HTTP/1.1 200 OK\r\nX-Archive-Orig-transfer-encoding: chunked\r\n\r\nhello\r\n\r\n");
}

TEST(WarcResponse, EndsAHeadThatLacksItsEmptyLine) {
  const std::string record =
      build_response(kStamp, kTarget, {"HTTP/1.1 200 OK\r\n", "a: b", ""}, std::nullopt);

  EXPECT_EQ(block_of(record), "HTTP/1.1 200 OK\r\n\r\na: b\r\n\r\n");
}

TEST(WarcHeader, CannotBeForgedByAUrl) {
  const Target hostile{"http://a.example/\r\nWARC-Type: forged\n<x> \x1b", "1.2.3.4\r\nX: y",
                       "a>\n"};

  const std::string record = build_request(kStamp, hostile, "GET / HTTP/1.1\r\n\r\n");

  EXPECT_NE(record.find("WARC-Target-URI: "
                        "http://a.example/%0D%0AWARC-Type:%20forged%0A%3Cx%3E%20%1B\r\n"),
            std::string::npos)
      << record;
  EXPECT_NE(record.find("WARC-IP-Address: 1.2.3.4  X: y\r\n"), std::string::npos);
  EXPECT_NE(record.find("WARC-Concurrent-To: <a%3E%0A>\r\n"), std::string::npos);
}

TEST(WarcRevisit, PointsAtTheEarlierRecordAndKeepsNoBody) {
  const std::string record = build_revisit(kStamp, kTarget,
                                           {kHead, Digest::of("hello"), "urn:uuid:first",
                                            "http://cables.example/a", "2010-11-27T00:00:00Z"});

  const std::string header = header_of(record);
  EXPECT_NE(header.find("WARC-Profile: "
                        "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"),
            std::string::npos);
  EXPECT_NE(header.find("WARC-Refers-To: <urn:uuid:first>\r\n"), std::string::npos);
  EXPECT_NE(header.find("WARC-Refers-To-Target-URI: http://cables.example/a\r\n"),
            std::string::npos);
  EXPECT_NE(header.find("WARC-Refers-To-Date: 2010-11-27T00:00:00Z\r\n"), std::string::npos);
  EXPECT_NE(header.find("WARC-Payload-Digest: sha256:2cf24dba"), std::string::npos);
  EXPECT_EQ(block_of(record), std::string(kHead) + "\r\n\r\n");
}

TEST(WarcRevisit, SaysWhenItIsTheServersWord) {
  Revisit revisit{"HTTP/1.1 304 Not Modified\r\n\r\n", Digest::of("hello"), "", "", ""};
  revisit.profile = RevisitProfile::kNotModified;

  EXPECT_NE(header_of(build_revisit(kStamp, kTarget, revisit))
                .find("WARC-Profile: "
                      "http://netpreserve.org/warc/1.1/revisit/server-not-modified\r\n"),
            std::string::npos);
}

TEST(WarcResource, IsItsBytesWithTheirType) {
  const std::string record = build_resource(kStamp, kTarget, {"text/html", "<p>"}, std::nullopt);

  EXPECT_NE(record.find("Content-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"),
            std::string::npos);
}

TEST(WarcInfo, ListsItsFieldsALineEach) {
  const std::string record =
      build_warcinfo(kStamp, "a.warc.gz", {{"software", "cabled/1\r\nforged: yes"}});

  EXPECT_NE(record.find("WARC-Filename: a.warc.gz\r\n"), std::string::npos);
  EXPECT_EQ(block_of(record), "software: cabled/1  forged: yes\r\n\r\n\r\n");
}

}  // namespace
}  // namespace cabled::warc::warc_record_test
