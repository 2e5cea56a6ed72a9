#include "daemon/store/segment_writer.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/segment_repair.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::segment_writer_test {
namespace {

constexpr std::size_t kLimit = 1 << 20;

SegmentOptions options_for(const ArchiveFolder& folder) {
  SegmentOptions options;
  options.folder = folder.path();
  return options;
}

std::string read_member(const ArchiveFolder& folder, const ArchiveRef& ref) {
  const std::string bytes = slurp(folder.file(ref.segment));
  return open_gzip_member(std::string_view(bytes).substr(ref.offset, ref.length), kLimit)
      .value()
      .bytes;
}

bool is_writable(const std::string& path) {
  const auto perms = std::filesystem::status(path).permissions();
  return (perms & std::filesystem::perms::owner_write) != std::filesystem::perms::none;
}

TEST(SegmentWriter, AnswersWhereEachRecordLies) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));

  const ArchiveRef first = writer.append({}, "first record", Packing::kDeflated).value();
  const ArchiveRef second = writer.append("its request", "second", Packing::kStored).value();
  ASSERT_TRUE(writer.sync());

  EXPECT_EQ(read_member(folder, first), "first record");
  EXPECT_EQ(read_member(folder, second), "second");
  EXPECT_GT(second.offset, first.offset + first.length);
}

TEST(SegmentWriter, BeginsASegmentWithAWarcinfoRecord) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));
  const ArchiveRef ref = writer.append({}, "x", Packing::kDeflated).value();

  const std::string info = read_member(folder, {ref.segment, 0, ref.offset});

  EXPECT_EQ(info.find("WARC/1.1\r\nWARC-Type: warcinfo\r\n"), 0U);
  EXPECT_NE(info.find("WARC-Filename: " + ref.segment), std::string::npos);
}

TEST(SegmentWriter, NamesASegmentByTimeNumberHostAndProcess) {
  const ArchiveFolder folder;
  SegmentOptions options = options_for(folder);
  options.now = [] { return std::chrono::system_clock::from_time_t(1290967200); };
  SegmentWriter writer(options);

  ASSERT_TRUE(writer.prepare());

  EXPECT_EQ(writer.segment().find("cabled-20101128180000-0001-"), 0U);
  EXPECT_TRUE(writer.segment().ends_with('-' + std::to_string(getpid()) + ".warc.gz"));
}

TEST(SegmentWriter, RotatesBySizeAndSealsWhatItLeaves) {
  const ArchiveFolder folder;
  SegmentOptions options = options_for(folder);
  options.rotate_bytes = 1;
  SegmentWriter writer(options);

  const ArchiveRef first = writer.append({}, "a", Packing::kDeflated).value();
  ASSERT_TRUE(writer.prepare());
  const ArchiveRef second = writer.append({}, "b", Packing::kDeflated).value();

  EXPECT_NE(first.segment, second.segment);
  EXPECT_FALSE(is_writable(folder.file(first.segment)));
  EXPECT_TRUE(is_writable(folder.file(second.segment)));
}

TEST(SegmentWriter, RotatesByAge) {
  const ArchiveFolder folder;
  auto now = std::chrono::system_clock::from_time_t(1290967200);
  SegmentOptions options = options_for(folder);
  options.rotate_age = std::chrono::hours(1);
  options.now = [&now] { return now; };
  SegmentWriter writer(options);
  ASSERT_TRUE(writer.prepare());
  const std::string first = writer.segment();

  now += std::chrono::minutes(59);
  ASSERT_TRUE(writer.prepare());
  const std::string same = writer.segment();
  now += std::chrono::minutes(1);
  ASSERT_TRUE(writer.prepare());

  EXPECT_EQ(same, first);
  EXPECT_NE(writer.segment(), first);
}

TEST(SegmentWriter, KeepsItsSegmentFromEveryoneElse) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));
  ASSERT_TRUE(writer.prepare());

  const auto repair = repair_tail(folder.file(writer.segment()));

  ASSERT_FALSE(repair.has_value());
  EXPECT_EQ(repair.error().kind, ErrorKind::kRefused);
}

TEST(SegmentWriter, SaysThatAMissingFolderIsTransient) {
  SegmentOptions options;
  options.folder = "/nonexistent/folder";
  SegmentWriter writer(options);

  const auto ref = writer.append({}, "x", Packing::kDeflated);

  ASSERT_FALSE(ref.has_value());
  EXPECT_EQ(ref.error().kind, ErrorKind::kTransient);
  EXPECT_NE(ref.error().message.find("/nonexistent/folder"), std::string::npos);
}

/// A limit on the size of files makes write() come up short and then fail, as a full disk does.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

TEST(SegmentWriter, CutsTheFileBackWhenTheDiskIsFullAndGoesOnLater) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));
  const ArchiveRef good = writer.append({}, "good", Packing::kStored).value();
  const std::uint64_t end = good.offset + good.length;

  Result<ArchiveRef> torn;
  {
    const FileSizeLimit limit(end + 10);
    torn = writer.append({}, std::string(5000, 'x'), Packing::kStored);
  }
  const auto size_after = std::filesystem::file_size(folder.file(good.segment));
  const ArchiveRef later = writer.append({}, "later", Packing::kStored).value();
  ASSERT_TRUE(writer.sync());

  ASSERT_FALSE(torn.has_value());
  EXPECT_EQ(torn.error().kind, ErrorKind::kTransient);
  EXPECT_EQ(size_after, end);
  EXPECT_EQ(later.offset, end);
  EXPECT_EQ(read_member(folder, good), "good");
  EXPECT_EQ(read_member(folder, later), "later");
}

TEST(SegmentWriter, LeavesNoEmptySegmentWhenItCannotBegin) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));

  Result<void> begun;
  {
    const FileSizeLimit limit(10);
    begun = writer.prepare();
  }

  EXPECT_FALSE(begun.has_value());
  EXPECT_TRUE(folder.segments().empty());
}

TEST(SegmentWriter, LeavesNoEmptySegmentsWhileTheDiskTakesTheirBeginningsAlone) {
  const ArchiveFolder folder;
  SegmentOptions options = options_for(folder);
  int syncs = 0;
  options.sync = [&](int) {
    errno = EIO;
    return ++syncs % 2 == 1 ? 0 : -1;
  };
  SegmentWriter writer(options);

  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(writer.append({}, "page", Packing::kStored));
    ASSERT_FALSE(writer.sync());
  }

  EXPECT_TRUE(folder.segments().empty());
}

TEST(SegmentWriter, KeepsWhatWasOnDiskWhenALaterSyncFails) {
  const ArchiveFolder folder;
  SegmentOptions options = options_for(folder);
  bool is_well = true;
  options.sync = [&](int) { return is_well ? 0 : -1; };
  SegmentWriter writer(options);
  const ArchiveRef good = writer.append({}, "good", Packing::kStored).value();
  ASSERT_TRUE(writer.sync());

  ASSERT_TRUE(writer.append({}, "lost", Packing::kStored));
  is_well = false;
  ASSERT_FALSE(writer.sync());

  EXPECT_EQ(read_member(folder, good), "good");
  EXPECT_EQ(std::filesystem::file_size(folder.file(good.segment)), good.offset + good.length);
}

TEST(SegmentWriter, RemovesASegmentThatNothingWasAddedTo) {
  const ArchiveFolder folder;
  SegmentWriter writer(options_for(folder));
  ASSERT_TRUE(writer.prepare());

  ASSERT_TRUE(writer.close());

  EXPECT_TRUE(folder.segments().empty());
}

}  // namespace
}  // namespace cabled::segment_writer_test
