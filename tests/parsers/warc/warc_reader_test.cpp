#include "parsers/warc/warc_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::warc::warc_reader_test {
namespace {

constexpr std::size_t kMaxBlock = 4096;

std::string record(const std::string& name, const std::string& block,
                   const std::string& length = "") {
  return "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:" + name +
         ">\r\nWARC-Date: 2010-11-28T18:00:00Z\r\nWARC-Target-URI: http://cables.example/" + name +
         "\r\nContent-Length: " + (length.empty() ? std::to_string(block.size()) : length) +
         "\r\n\r\n" + block + "\r\n\r\n";
}

std::vector<ArchiveRecord> drain(WarcReader& reader) {
  std::vector<ArchiveRecord> records;
  while (auto next = reader.next()) records.push_back(std::move(*next));
  return records;
}

std::vector<ArchiveRecord> read_all(const std::string& bytes, std::size_t step = 1 << 20) {
  WarcReader reader(kMaxBlock);
  for (std::size_t at = 0; at < bytes.size(); at += step) reader.push(bytes.substr(at, step));
  reader.finish();
  return drain(reader);
}

std::string summary(const std::vector<ArchiveRecord>& records) {
  std::string out;
  for (const ArchiveRecord& r : records) {
    out += r.header.uri + '=' + r.block + (r.error.empty() ? "" : " !" + r.error) + '\n';
  }
  return out;
}

TEST(WarcReader, ReadsRecordsHoweverTheBytesArrive) {
  const std::string bytes = record("a", "one") + record("b", "two\r\n\r\nmore") + record("c", "");
  const std::string whole = summary(read_all(bytes));

  EXPECT_EQ(whole,
            "http://cables.example/a=one\nhttp://cables.example/b=two\r\n\r\nmore\n"
            "http://cables.example/c=\n");
  for (std::size_t step = 1; step < 40; ++step) EXPECT_EQ(summary(read_all(bytes, step)), whole);
}

TEST(WarcReader, GivesOffsetsAndLengthsThatCoverTheStream) {
  const std::string first = record("a", "one");
  const std::string second = record("b", "two");

  const auto records = read_all(first + second);

  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].length, first.size());
  EXPECT_EQ(records[1].offset, first.size());
  EXPECT_EQ(records[1].length, second.size());
}

TEST(WarcReader, GivesThePlaceOfItsOwnUnitInTheFile) {
  WarcReader reader(kMaxBlock);
  reader.begin_unit(100);
  reader.push(record("a", "one"));
  reader.end_unit(150);
  reader.begin_unit(150);
  reader.push(record("b", "two"));
  reader.end_unit(210);
  reader.finish();

  const auto records = drain(reader);

  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].offset, 100U);
  EXPECT_EQ(records[0].length, 50U);
  EXPECT_EQ(records[1].offset, 150U);
  EXPECT_EQ(records[1].length, 60U);
}

/// A bad record before a good one: the good one is found and the bad one is named.
class WarcReaderResync : public testing::TestWithParam<std::string> {};

TEST_P(WarcReaderResync, FindsTheGoodRecordBehindTheBadOne) {
  const std::string bytes = GetParam() + record("good", "fine");
  WarcReader reader(kMaxBlock);
  reader.expect_size(bytes.size());  // as for a plain file
  reader.push(bytes);
  reader.finish();
  const auto records = drain(reader);

  ASSERT_GE(records.size(), 2U);
  EXPECT_EQ(records.back().header.uri, "http://cables.example/good");
  EXPECT_EQ(records.back().block, "fine");
  EXPECT_EQ(records.back().error, "");
  EXPECT_NE(records.front().error, "");
}

INSTANTIATE_TEST_SUITE_P(
    Damage, WarcReaderResync,
    testing::Values(record("bad", "0123456789", "4"), record("bad", "0123456789", "300"),
                    record("bad", "0123456789", "9000000"), record("bad", "0123456789", "-1"),
                    record("bad", "0123456789", "18446744073709551616"),
                    record("bad", "0123456789", "0x10"), std::string("GARBAGE\r\n"),
                    "WARC/1.0\r\nno colon\r\n\r\n" + std::string("block\r\n\r\n"),
                    "WARC/1.0\r\nX: " + std::string(600'000, 'x') + "\r\n\r\n"));

TEST(WarcReader, SaysThatTheLastBlockIsCutShort) {
  const std::string bytes = record("a", "0123456789");
  WarcReader reader(kMaxBlock);
  const std::string cut = bytes.substr(0, bytes.size() - 8);
  reader.expect_size(cut.size());
  reader.push(cut);
  reader.finish();

  const auto records = drain(reader);

  ASSERT_EQ(records.size(), 1U);
  EXPECT_NE(records[0].error.find("cut short"), std::string::npos);
}

TEST(WarcReader, FlagsTheRecordOfADamagedUnitAndGoesOn) {
  WarcReader reader(kMaxBlock);
  reader.begin_unit(0);
  reader.push(record("a", "one"));
  reader.damage("bad check sum");
  reader.begin_unit(90);
  reader.push(record("b", "two"));
  reader.end_unit(180);
  reader.finish();

  EXPECT_EQ(summary(drain(reader)),
            "http://cables.example/a=one !bad check sum\nhttp://cables.example/b=two\n");
}

TEST(WarcReader, GoesThroughAnOversizedBlockWithoutKeepingIt) {
  const std::string block(10 * kMaxBlock, 'x');
  const std::string digest = "WARC-Block-Digest: sha1:TZXXJ5G3E6KDSUTN4SS52SQASEFCYUC6\r\n";
  std::string bytes = record("big", block);
  bytes.insert(bytes.find("Content-Length"), digest);

  const auto records = read_all(bytes + record("b", "two"), 1000);

  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].block, "");
  EXPECT_EQ(records[0].block_length, block.size());
  ASSERT_TRUE(records[0].oversized.has_value());
  EXPECT_EQ(records[0].oversized->digest_ok, std::optional(true));
  EXPECT_EQ(records[0].oversized->payload_sha256, Digest::of(block).bytes());
}

TEST(WarcReader, ReadsArcRecords) {
  const auto records = read_all(
      "filedesc://a.arc 0.0.0.0 20101128180000 text/plain 18\n1 0 x\nURL IP-add\n\n"
      "http://cables.example/a b 192.0.2.1 20101128180001 text/html 3\nabc\n");

  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].header.type, "warcinfo");
  EXPECT_EQ(records[1].header.uri, "http://cables.example/a%20b");
  EXPECT_EQ(records[1].header.date, "2010-11-28T18:00:01Z");
  EXPECT_EQ(records[1].block, "abc");
}

TEST(WarcReader, TakesTimeInProportionToNestedLies) {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) bytes += record("n", "", "4000");

  const auto records = read_all(bytes, 65536);

  EXPECT_GE(records.size(), 20'000U / 20);
}

TEST(RecordHeader, StripsTheBracketsThatWgetPutsAroundUris) {
  const auto header = parse_warc_header(
      "WARC/1.0\r\nWARC-Type: RESPONSE\r\nWARC-Target-URI: <http://a.example/>\r\n"
      "Content-Length: 0010\r\n\r\n");

  EXPECT_EQ(header->uri, "http://a.example/");
  EXPECT_EQ(header->type, "response");
  EXPECT_EQ(header->content_length, std::optional<std::uint64_t>(10));
}

TEST(NormalDate, KnowsTheCalendar) {
  EXPECT_EQ(normal_date("2012-02-29T00:00:00Z"), "2012-02-29T00:00:00Z");
  EXPECT_EQ(normal_date("2010-11-28T18:00:00.125Z"), "2010-11-28T18:00:00.125Z");
  EXPECT_EQ(normal_date("20101128180000"), "2010-11-28T18:00:00Z");
  for (const char* bad : {"", "yesterday", "2010-02-30T00:00:00Z", "2010-13",
                          "99999-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "20101328180000"}) {
    EXPECT_EQ(normal_date(bad), "") << bad;
  }
}

TEST(NormalDate, IsTheStartOfADateOfLessPrecision) {
  for (const auto& [text, date] : std::initializer_list<std::pair<const char*, const char*>>{
           {"0001", "0001-01-01T00:00:00Z"},
           {"9999-12", "9999-12-01T00:00:00Z"},
           {"2011", "2011-01-01T00:00:00Z"},
           {"2011-09", "2011-09-01T00:00:00Z"},
           {"2011-09-02", "2011-09-02T00:00:00Z"},
           {"2011-09-02T13:05Z", "2011-09-02T13:05:00Z"},
           {"2011-09-02T13:05:06.5Z", "2011-09-02T13:05:06.5Z"},
           {"2011-09-02T13:05:06.123456789Z", "2011-09-02T13:05:06.123456789Z"},
           {"2011-09-02T13:05:06+00:00", "2011-09-02T13:05:06Z"},
           {"2011-09-02T13:05:06+02:00", "2011-09-02T11:05:06Z"}}) {
    EXPECT_EQ(normal_date(text), date);
  }
}

TEST(DigestClaim, AcceptsEveryEncodingInUse) {
  Hasher hasher(HashAlgorithm::kSha1);
  hasher.update("hel");
  hasher.update("lo");
  const std::string raw = hasher.finish();

  for (const char* text :
       {"sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", "SHA-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
        "sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00="}) {
    EXPECT_TRUE(DigestClaim::parse(text)->matches(raw)) << text;
  }
  EXPECT_FALSE(DigestClaim::parse("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2A")->matches(raw));
  EXPECT_FALSE(DigestClaim::parse("md9:AAAA").has_value());
}

}  // namespace
}  // namespace cabled::warc::warc_reader_test
