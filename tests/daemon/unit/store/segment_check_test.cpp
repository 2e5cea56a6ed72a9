#include "daemon/store/segment_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/cdxj.h"
#include "tests/daemon/unit/store/archived_page.h"

namespace cabled::segment_check_test {
namespace {

constexpr const char* kUrl = "http://www.cables.example/10TOKYO1.html";
constexpr const char* kHead = "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=x\r\n\r\n";

std::string zipped(const std::string& bytes) {
  return GzipPacker().pack(bytes, Packing::kDeflated);
}

ArchivedExchange exchange_with(const std::string& body) {
  ArchivedExchange exchange = exchange_of(kHead, body);
  exchange.url = kUrl;
  return exchange;
}

ArchivedRevisit revisit_of(const std::string& body) {
  return ArchivedRevisit{kUrl, {}, "2010-11-29T18:00:00Z", {}, kHead, Digest::of(body), {},
                         kUrl, {}};
}

/// Fills a sealed segment with a response of `body` and a revisit of it; answers its path.
std::string write_segment(const ArchiveFolder& folder, const std::string& body) {
  PageArchive archive = archive_in(folder.path());
  const ArchiveRef ref = archive.add_fetched(exchange_with(body)).value();
  EXPECT_TRUE(archive.add_revisit(revisit_of(body)).has_value());
  EXPECT_TRUE(archive.close().has_value());
  std::filesystem::permissions(folder.file(ref.segment), std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  return folder.file(ref.segment);
}

/// "OFFSET:REASON" of each fault.
std::vector<std::string> faults_of(const ArchiveFolder& folder) {
  std::vector<std::string> faults;
  ArchiveCheck check(folder.path(), [&](const Fault& fault) {
    EXPECT_TRUE(fault.file.starts_with(folder.path()));
    faults.push_back(fmt::format("{}:{}", fault.offset, fault.reason));
  });
  for (const std::string& name : folder.segments()) {
    EXPECT_TRUE(check.check(folder.file(name)).has_value());
  }
  EXPECT_TRUE(check.check_revisits().has_value());
  EXPECT_EQ(check.counts().faults, faults.size());
  return faults;
}

TEST(ArchiveCheck, FindsNothingAmissInWhatTheArchiveWrites) {
  const ArchiveFolder folder;
  write_segment(folder, "<p>body");

  EXPECT_TRUE(faults_of(folder).empty());
}

TEST(ArchiveCheck, NamesEachDamagedRecordByItsOffset) {
  const ArchiveFolder folder;
  const std::string path = write_segment(folder, "<p>body");
  const auto members = members_of(path);
  ASSERT_EQ(members.size(), 4U);
  const std::string front = zipped(members[0]) + zipped(members[1]);
  std::string wrong_body = members[2];
  wrong_body.replace(wrong_body.find("<p>body"), 7, "<p>bodY");
  std::string wrong_sum = zipped(members[2]);
  wrong_sum[wrong_sum.size() - 6] ^= 0x55;
  const std::string here = std::to_string(front.size()) + ':';

  spill(path, front + zipped(wrong_body) + zipped(members[3]));
  EXPECT_EQ(faults_of(folder), std::vector<std::string>{here + "wrong digest"});

  spill(path, front + wrong_sum);
  EXPECT_EQ(faults_of(folder), std::vector<std::string>{here + "damaged gzip member"});

  spill(path, front + zipped(members[2]).substr(0, 60));
  ASSERT_EQ(faults_of(folder).size(), 1U);
  EXPECT_NE(faults_of(folder)[0].find("gzip member is cut short"), std::string::npos);

  spill(path, front + zipped(members[2] + members[3]));
  for (const std::string& fault : faults_of(folder)) {
    EXPECT_NE(fault.find("no gzip member of its own"), std::string::npos) << fault;
  }
  EXPECT_EQ(faults_of(folder).size(), 2U);
}

TEST(ArchiveCheck, MissesTheWarcinfoRecordInFront) {
  const ArchiveFolder folder;
  const std::string path = write_segment(folder, "<p>body");
  const std::string bytes = slurp(path);
  const std::string info = zipped(members_of(path)[0]);

  spill(path, bytes.substr(info.size()));
  EXPECT_EQ(faults_of(folder), std::vector<std::string>{"0:no warcinfo record in front"});

  spill(path, bytes);
  std::filesystem::rename(path, folder.file("cabled-1-x.warc.gz"));
  ASSERT_EQ(faults_of(folder).size(), 1U);
  EXPECT_TRUE(faults_of(folder)[0].starts_with("0:warcinfo is of file 'cabled-"));
}

TEST(ArchiveCheck, MissesThePayloadThatARevisitRefersTo) {
  const ArchiveFolder folder;
  PageArchive archive = archive_in(folder.path());
  const ArchiveRef ref = archive.add_revisit(revisit_of("<p>never seen")).value();
  ASSERT_TRUE(archive.close().has_value());

  EXPECT_EQ(faults_of(folder),
            std::vector<std::string>{std::to_string(ref.offset) +
                                     ":revisit of a payload that is not in the archive"});
}

TEST(ArchiveCheck, FindsThePayloadOfARevisitInAnotherSegment) {
  const ArchiveFolder folder;
  PageArchive later = archive_in(folder.path());
  ASSERT_TRUE(later.add_revisit(revisit_of("<p>body")).has_value());
  ASSERT_TRUE(later.close().has_value());
  write_segment(folder, "<p>body");

  EXPECT_TRUE(faults_of(folder).empty());
}

TEST(ArchiveCheck, TakesTheEndOfASegmentThatIsBeingWrittenForNoFault) {
  const ArchiveFolder folder;
  PageArchive archive = archive_in(folder.path());
  const ArchiveRef ref = archive.add_fetched(exchange_with("<p>body")).value();
  ASSERT_TRUE(archive.sync().has_value());
  const std::string path = folder.file(ref.segment);
  spill(path, slurp(path) + zipped("half a record").substr(0, 20));

  EXPECT_TRUE(is_being_written(path));
  EXPECT_TRUE(faults_of(folder).empty());
  ASSERT_TRUE(archive.close().has_value());

  EXPECT_FALSE(is_being_written(path));
  EXPECT_EQ(faults_of(folder).size(), 1U) << "once nobody writes it, it is torn";
}

TEST(Cdxj, PointsAtTheMemberOfEachCapture) {
  const ArchiveFolder folder;
  PageArchive archive = archive_in(folder.path());
  const ArchiveRef page = archive.add_fetched(exchange_with("<p>body")).value();
  const ArchiveRef again = archive.add_revisit(revisit_of("<p>body")).value();
  const ArchiveRef file =
      archive.add_resource({"file:///a b.html", "2010-11-30T18:00:00Z", "", "<p>x"}).value();
  ASSERT_TRUE(archive.close().has_value());

  std::vector<std::string> lines;
  WarcFile segment = WarcFile::open(folder.file(page.segment)).value();
  while (const auto record = segment.next().value()) {
    if (auto line = cdxj_line(*record, "s.warc.gz")) lines.push_back(*line);
  }

  const std::string digest = Digest::of("<p>body").hex();
  ASSERT_EQ(lines.size(), 3U) << "neither warcinfo nor request";
  EXPECT_EQ(
      lines[0],
      fmt::format("example,cables)/10tokyo1.html 20101128180000 {{\"url\":\"{}\",\"mime\":"
                  "\"text/html\",\"status\":\"200\",\"digest\":\"sha256:{}\",\"length\":\"{}\","
                  "\"offset\":\"{}\",\"filename\":\"s.warc.gz\"}}",
                  kUrl, digest, page.length, page.offset));
  EXPECT_NE(lines[1].find("\"mime\":\"warc/revisit\""), std::string::npos);
  EXPECT_NE(lines[1].find(fmt::format("\"offset\":\"{}\"", again.offset)), std::string::npos);
  EXPECT_TRUE(lines[2].starts_with("file:///a%20b.html 20101130180000 {")) << lines[2];
  EXPECT_NE(lines[2].find(fmt::format("\"offset\":\"{}\"", file.offset)), std::string::npos);
}

}  // namespace
}  // namespace cabled::segment_check_test
