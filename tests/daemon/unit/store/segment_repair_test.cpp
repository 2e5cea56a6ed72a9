#include "daemon/store/segment_repair.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/page_archive.h"
#include "daemon/store/segment_reader.h"
#include "daemon/store/warc_file.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::segment_repair_test {
namespace {

constexpr const char* kName = "cabled-20101128180000-0001-host-1.warc.gz";

std::string member(const std::string& bytes) {
  GzipPacker packer;
  return packer.pack(bytes, Packing::kDeflated);
}

TEST(SegmentRepair, KeepsWholeRecordsAndMovesTheRestWhereverTheLastRecordIsCut) {
  const ArchiveFolder folder;
  const std::string whole = member("one") + member("two");
  const std::string last = member("the record that was being written when the power went");

  for (std::size_t cut = 0; cut < last.size(); ++cut) {
    const std::string path = folder.file(kName);
    std::filesystem::remove(path);
    spill(path, whole + last.substr(0, cut));

    const auto repair = repair_tail(path);

    ASSERT_TRUE(repair.has_value()) << cut << ": " << repair.error().message;
    EXPECT_EQ(repair->kept, whole.size()) << cut;
    EXPECT_EQ(repair->moved, cut);
    EXPECT_EQ(slurp(path), whole) << cut;
    if (cut > 0) {
      EXPECT_EQ(slurp(path + ".torn"), last.substr(0, cut));
    }
  }
}

/// URLs of the sound records of a segment; "!" for one that is not.
std::string sound_urls(const std::string& path) {
  WarcFile file = WarcFile::open(path).value();
  std::string urls;
  while (const auto record = file.next().value()) {
    urls += record->error.empty() ? record->header.uri + ' ' : "!";
  }
  return urls;
}

TEST(SegmentRepair, LeavesAnArchiveThatReadsBackAndTakesPagesWhereverItsLastRecordIsCut) {
  const ArchiveFolder whole;
  PageArchiveOptions options;
  options.free_space_floor = 0;
  options.segments.folder = whole.path();
  PageArchive written = PageArchive::open(options).value();
  const ArchiveRef first = written.add_resource({"http://a.example/", {}, {}, "first"}).value();
  const ArchiveRef last = written.add_resource({"http://b.example/", {}, {}, "last"}).value();
  ASSERT_TRUE(written.close().has_value());
  const std::string bytes = slurp(whole.file(first.segment));
  ASSERT_EQ(last.offset + last.length, bytes.size());

  for (std::size_t cut = last.offset; cut < bytes.size(); ++cut) {
    const ArchiveFolder folder;
    options.segments.folder = folder.path();
    spill(folder.file(first.segment), bytes.substr(0, cut));

    PageArchive archive = PageArchive::open(options).value();
    const ArchiveRef later = archive.add_resource({"http://c.example/", {}, {}, "later"}).value();
    ASSERT_TRUE(archive.close().has_value());

    const SegmentReader reader(folder.path());
    ASSERT_EQ(reader.read(first).value().body, "first") << cut;
    ASSERT_EQ(reader.read(later).value().body, "later") << cut;
    ASSERT_EQ(sound_urls(folder.file(first.segment)), " http://a.example/ ") << cut;
    ASSERT_EQ(reader.read(last).error().kind, ErrorKind::kInvalid) << cut;
  }
}

TEST(SegmentRepair, LeavesAWholeSegmentAsItIs) {
  const ArchiveFolder folder;
  const std::string whole = member("one") + member("two");
  spill(folder.file(kName), whole);

  const auto repair = repair_tail(folder.file(kName));

  EXPECT_EQ(repair->kept, whole.size());
  EXPECT_EQ(repair->moved, 0U);
  EXPECT_EQ(slurp(folder.file(kName)), whole);
  EXPECT_FALSE(std::filesystem::exists(folder.file(kName) + ".torn"));
}

TEST(SegmentRepair, NeverCutsOffWholeRecordsBehindADamagedOne) {
  const ArchiveFolder folder;
  std::string damaged = member("the middle one");
  damaged[damaged.size() - 6] ^= 0x55;
  const std::string bytes = member("one") + damaged + member("three");
  spill(folder.file(kName), bytes);

  const auto repair = repair_tail(folder.file(kName));

  EXPECT_TRUE(repair->damaged_inside);
  EXPECT_EQ(slurp(folder.file(kName)), bytes);
}

TEST(SegmentRepair, CutsATailOfZeros) {
  const ArchiveFolder folder;
  spill(folder.file(kName), member("one") + std::string(100000, '\0'));

  const auto repair = repair_tail(folder.file(kName));

  EXPECT_EQ(repair->moved, 100000U);
  EXPECT_EQ(slurp(folder.file(kName)), member("one"));
}

TEST(SegmentRepair, LooksOverEverySegmentOnceAndSealsIt) {
  const ArchiveFolder folder;
  spill(folder.file(kName), member("one") + "torn");
  spill(folder.file("other.warc.gz"), "not ours");

  const int first = repair_segments(folder.path()).value();
  const int second = repair_segments(folder.path()).value();

  EXPECT_EQ(first, 1);
  EXPECT_EQ(second, 0);
  EXPECT_EQ(slurp(folder.file("other.warc.gz")), "not ours");
}

}  // namespace
}  // namespace cabled::segment_repair_test
