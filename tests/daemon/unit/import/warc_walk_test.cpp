// WARC and ARC as an import walks through them.

#include <gtest/gtest.h>

#include <string>

#include "daemon/codec/gzip_member.h"
#include "parsers/model/digest.h"
#include "tests/daemon/unit/import/walked_items.h"

namespace cabled::warc_walk_test {
namespace {

const std::string kPage = "<html><p>a page</html>";

std::string http(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body;
}

/// A record; `fields` are lines that end in CR LF.
std::string record(const std::string& type, const std::string& fields, const std::string& block) {
  return "WARC/1.1\r\nWARC-Type: " + type + "\r\nWARC-Date: 2011-09-02T00:00:00Z\r\n" + fields +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string at(const std::string& url) {
  return "WARC-Target-URI: " + url + "\r\nContent-Type: application/http; msgtype=response\r\n";
}

std::string sha256(const std::string& bytes) { return "sha256:" + Digest::of(bytes).hex(); }

std::string revisit(const std::string& url, const std::string& fields) {
  return record("revisit", at(url) + fields, "HTTP/1.1 200 OK\r\n\r\n");
}

std::string packed(const std::string& bytes) {
  return GzipPacker().pack(bytes, Packing::kDeflated);
}

const std::string kFirst =
    record("response",
           "WARC-Record-ID: <urn:x:1>\r\nWARC-Payload-Digest: " + sha256(kPage) + "\r\n" +
               at("http://a.example/1"),
           http(kPage));

TEST(WarcWalk, TakesARevisitOfAnotherUrlForThatPageUnderItsOwn) {
  for (const std::string& fields :
       {"WARC-Payload-Digest: " + sha256(kPage) + "\r\n",
        std::string("WARC-Refers-To: <urn:x:1>\r\n"),
        std::string("WARC-Refers-To-Target-URI: <http://a.example/1>\r\n"
                    "WARC-Refers-To-Date: 2011-09-02T00:00:00Z\r\n"),
        std::string("warc-refers-to-target-uri: http://a.example/1\r\n"
                    "warc-refers-to-date: 2011-09-02T00:00:00Z\r\n")}) {
    const std::string second = revisit("http://b.example/2", fields);
    EXPECT_EQ(urls_of(kFirst + second), "http://a.example/1 http://b.example/2 ") << fields;
    EXPECT_EQ(urls_of(packed(kFirst) + packed(second)), "http://a.example/1 http://b.example/2 ");
    EXPECT_EQ(items_of(kFirst + second), "page(" + kPage + ") page(" + kPage + ") ");
  }
}

TEST(WarcWalk, MakesNoPageOfARevisitThatBringsNothingNew) {
  const std::string digest = "WARC-Payload-Digest: " + sha256(kPage) + "\r\n";

  EXPECT_EQ(urls_of(kFirst + revisit("http://a.example/1", digest)),
            "http://a.example/1 other(revisit) ");
  EXPECT_EQ(urls_of(revisit("http://b.example/2", digest)),
            "other(revisit of a page that is not in this file) ");
  EXPECT_EQ(urls_of(packed(kFirst + revisit("http://b.example/2", digest))),
            "http://a.example/1 other(revisit of a page that is not in this file) ")
      << "no place of its own to go back to";
}

TEST(WarcWalk, JoinsTheSegmentsOfARecord) {
  const std::string block = http(kPage);
  const std::string total = std::to_string(block.size());
  const auto segment = [&](int n, std::size_t from, std::size_t size, const std::string& fields) {
    const std::string part = block.substr(from, size);
    const std::string common = "WARC-Segment-Number: " + std::to_string(n) +
                               "\r\nWARC-Block-Digest: " + sha256(part) + "\r\n" + fields;
    return n == 1 ? record("response",
                           "WARC-Record-ID: <urn:x:1>\r\nWARC-Payload-Digest: " + sha256(kPage) +
                               "\r\n" + common + at("http://a.example/1"),
                           part)
                  : record("continuation", "WARC-Segment-Origin-ID: <urn:x:1>\r\n" + common, part);
  };
  const std::string last = "WARC-Segment-Total-Length: " + total + "\r\n";
  const std::string first = segment(1, 0, 40, "");

  EXPECT_EQ(items_of(first + segment(2, 40, 999, last)), "page(" + kPage + ") ");
  EXPECT_EQ(items_of(first + kFirst + segment(2, 40, 10, "") + segment(3, 50, 999, last)),
            "page(" + kPage + ") page(" + kPage + ") ")
      << "with another in between";
  EXPECT_EQ(items_of(first), "damaged(first part of a record whose others are not in this file) ");
  EXPECT_EQ(items_of(segment(2, 40, 999, last)),
            "damaged(part of a record whose first part is not in this file) ");
  EXPECT_EQ(items_of(first + segment(3, 50, 999, last)),
            "damaged(parts of a record do not fit together) ");
}

TEST(WarcWalk, TakesARecordThatClaimsThePayloadsDigestForItsBlockToo) {
  const auto claims = [&](const std::string& digest) {
    return record("response",
                  "WARC-Payload-Digest: " + digest + "\r\nWARC-Block-Digest: " + digest + "\r\n" +
                      at("http://a.example/1"),
                  http(kPage));
  };
  for (const std::string& digest : {sha256(kPage), sha256(http(kPage))}) {
    const auto items = walked_items(claims(digest));

    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].bytes, kPage);
    EXPECT_EQ(items[0].note, "one digest for block and payload");
  }
  EXPECT_EQ(items_of(claims(sha256("another"))), "damaged(wrong digest) ");
}

TEST(WarcWalk, TakesBodiesThatAreNotInTheCodingTheyName) {
  for (const std::string coding : {"br", "gzip", "deflate", "zstd", "gzip, br"}) {
    EXPECT_EQ(
        items_of(record("response", at("http://a.example/1"),
                        "HTTP/1.1 203 Other\r\nContent-Type: text/html\r\nContent-Encoding: " +
                            coding + "\r\n\r\n" + kPage)),
        "page(" + kPage + ") ")
        << coding;
  }
}

TEST(WarcWalk, ReadsHeadsInSmallLetters) {
  EXPECT_EQ(urls_of("WARC/1.0\r\nwarc-type: response\r\nwarc-date: 2011-09-02\r\n"
                    "warc-target-uri: http://a.example/1\r\n"
                    "content-type: application/http;msgtype=response\r\ncontent-length: " +
                    std::to_string(http(kPage).size()) + "\r\n\r\n" + http(kPage) + "\r\n\r\n"),
            "http://a.example/1 ");
}

TEST(WarcWalk, ReadsArcOfBothVersions) {
  const std::string block = http(kPage);
  const std::string size = std::to_string(block.size());
  EXPECT_EQ(
      urls_of("filedesc://x.arc 0.0.0.0 20101128180000 text/plain 200 - - 0 x.arc 15\n"
              "2 0 someone\nURL\n\nhttp://a.example/1 1.2.3.4 20101128180000 text/html 200 "
              "d41d8 - 1234 x.arc " +
              size + "\n" + block + "\nhttp://b.example/a b 1.2.3.4 20101128180000 text/html " +
              size + "\n" + block + "\n"),
      "other(warcinfo) http://a.example/1 http://b.example/a%20b ");
}

}  // namespace
}  // namespace cabled::warc_walk_test
