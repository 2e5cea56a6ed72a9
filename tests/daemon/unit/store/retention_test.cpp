#include "daemon/store/retention.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/store/segment_writer.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::retention_test {
namespace {

using namespace std::chrono_literals;

const auto kNow = std::chrono::system_clock::from_time_t(1290967200);
constexpr std::chrono::hours kDay{24};

std::string past(const RetentionRule& rule, const std::vector<SegmentInfo>& segments,
                 std::uint64_t bytes) {
  std::string names;
  for (const SegmentInfo& segment : past_keeping(rule, segments, bytes, kNow)) {
    names += segment.name;
  }
  return names;
}

/// Ten bytes each, the oldest first.
const std::vector<SegmentInfo> kSegments{{"a", 10, kNow - 9 * kDay, true},
                                         {"b", 10, kNow - 5 * kDay, true},
                                         {"c", 10, kNow - 3 * kDay, false},
                                         {"d", 10, kNow - 2 * kDay, true},
                                         {"e", 10, kNow - 1h, true}};

TEST(Retention, KeepsAllForEverUnlessItIsToldOtherwise) {
  EXPECT_TRUE(RetentionRule{}.keeps_all());
  EXPECT_EQ(past({}, kSegments, 50), "");
}

TEST(Retention, LetsGoWhatIsOldEnough) {
  EXPECT_EQ(past({5 * kDay, 0}, kSegments, 50), "ab");
  EXPECT_EQ(past({10 * kDay, 0}, kSegments, 50), "");
}

TEST(Retention, LetsTheOldestGoWhileTheArchiveIsTooLarge) {
  EXPECT_EQ(past({0ms, 50}, kSegments, 50), "");
  EXPECT_EQ(past({0ms, 49}, kSegments, 50), "a");
  EXPECT_EQ(past({0ms, 20}, kSegments, 50), "abd");
}

TEST(Retention, LeavesASegmentAloneThatIsOpenOrOfTheLastDay) {
  EXPECT_EQ(past({1ms, 0}, kSegments, 50), "abd");
  EXPECT_EQ(past({0ms, 1}, kSegments, 50), "abd");
}

TEST(Retention, ListsSegmentsAloneTheOldestFirst) {
  const ArchiveFolder folder;
  const std::string young = "cabled-20101128180000-0002-host-1.warc.gz";
  const std::string old = "cabled-20101128180000-0009-host-1.warc.gz";
  spill(folder.file(young), "12345");
  spill(folder.file(old), "123");
  spill(folder.file(old + ".torn"), "x");
  std::filesystem::last_write_time(folder.file(old),
                                   std::filesystem::file_time_type::clock::now() - 1h);
  std::filesystem::permissions(folder.file(old), std::filesystem::perms::owner_read);

  const auto segments = list_segments(folder.path()).value();

  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(segments[0].name, old);
  EXPECT_EQ(segments[0].bytes, 3U);
  EXPECT_TRUE(segments[0].is_sealed);
  EXPECT_FALSE(segments[1].is_sealed);
  EXPECT_TRUE(list_segments("/nonexistent/folder").value().empty());
}

TEST(Retention, DeletesASegmentWithItsTornTail) {
  const ArchiveFolder folder;
  spill(folder.file("a.warc.gz"), "x");
  spill(folder.file("a.warc.gz.torn"), "x");
  spill(folder.file("b.warc.gz"), "x");

  EXPECT_TRUE(delete_segment(folder.path(), "a.warc.gz").has_value());
  EXPECT_TRUE(delete_segment(folder.path(), "a.warc.gz").has_value()) << "gone already";

  EXPECT_EQ(folder.segments(), std::vector<std::string>{"b.warc.gz"});
}

}  // namespace
}  // namespace cabled::retention_test
