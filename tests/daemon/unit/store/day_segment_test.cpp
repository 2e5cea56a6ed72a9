#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "daemon/store/retention.h"
#include "daemon/store/segment_check.h"
#include "daemon/store/segment_repair.h"
#include "daemon/store/segment_writer.h"
#include "tests/daemon/unit/store/archive_folder.h"
#include "tests/daemon/unit/store/archived_page.h"

namespace cabled::day_segment_test {
namespace {

const auto kNoon = std::chrono::system_clock::from_time_t(1290945600);  // 2010-11-28T12:00:00Z

SegmentOptions options_for(const ArchiveFolder& folder) {
  SegmentOptions options;
  options.folder = folder.path();
  options.now = [] { return kNoon; };
  options.use = SegmentUse::kOfTheDay;
  return options;
}

/// What a command does that stores one record.
ArchiveRef store_one(const SegmentOptions& options, std::string_view record = "record") {
  SegmentWriter writer(options);
  const ArchiveRef ref = writer.append({}, record, Packing::kDeflated).value();
  EXPECT_TRUE(writer.close());
  return ref;
}

std::size_t files_in(const ArchiveFolder& folder) {
  return list_segments(folder.path()).value().size();
}

TEST(DaySegment, IsGoneOnWithByTheNextCommand) {
  const ArchiveFolder folder;

  const ArchiveRef first = store_one(options_for(folder), "first");
  const ArchiveRef second = store_one(options_for(folder), "second");

  EXPECT_EQ(second.segment, first.segment);
  EXPECT_EQ(files_in(folder), 1U);
  // A description of each part, and the records.
  const auto members = members_of(folder.file(first.segment));
  ASSERT_EQ(members.size(), 4U);
  EXPECT_EQ(members[1], "first");
  EXPECT_NE(members[2].find("WARC-Type: warcinfo"), std::string::npos);
  EXPECT_EQ(members[3], "second");
  EXPECT_TRUE(list_segments(folder.path()).value().front().is_sealed);
}

TEST(DaySegment, HasTheDayInItsName) {
  const ArchiveFolder folder;

  const ArchiveRef ref = store_one(options_for(folder));

  EXPECT_TRUE(ref.segment.starts_with("cabled-20101128120000-0001-"));
  EXPECT_TRUE(ref.segment.ends_with(std::to_string(getpid()) + ".day.warc.gz"));
}

TEST(DaySegment, EndsWithTheDay) {
  const ArchiveFolder folder;
  const ArchiveRef first = store_one(options_for(folder));
  SegmentOptions tomorrow = options_for(folder);
  tomorrow.now = [] { return kNoon + std::chrono::hours(12); };

  EXPECT_NE(store_one(tomorrow).segment, first.segment);
}

TEST(DaySegment, IsLeftWhenItIsFull) {
  const ArchiveFolder folder;
  SegmentOptions options = options_for(folder);
  options.rotate_bytes = 1;

  EXPECT_NE(store_one(options).segment, store_one(options).segment);
}

TEST(DaySegment, IsNoBusinessOfADaemon) {
  const ArchiveFolder folder;
  SegmentOptions own = options_for(folder);
  own.use = SegmentUse::kOwn;
  const ArchiveRef of_command = store_one(options_for(folder));
  const ArchiveRef of_daemon = store_one(own);

  EXPECT_NE(of_daemon.segment, of_command.segment);
  EXPECT_EQ(store_one(options_for(folder)).segment, of_command.segment);
}

TEST(DaySegment, HasOneWriterAtATime) {
  const ArchiveFolder folder;
  store_one(options_for(folder));
  SegmentWriter one(options_for(folder));
  SegmentWriter other(options_for(folder));
  ASSERT_TRUE(one.prepare());
  ASSERT_TRUE(other.prepare());

  EXPECT_NE(one.segment(), other.segment());
  EXPECT_TRUE(is_being_written(folder.file(one.segment())));
  EXPECT_FALSE(repair_tail(folder.file(one.segment())).has_value());
}

TEST(DaySegment, TakesNothingWhenNothingWasStored) {
  const ArchiveFolder folder;
  const ArchiveRef ref = store_one(options_for(folder));
  const auto size = std::filesystem::file_size(folder.file(ref.segment));
  {
    SegmentWriter idle(options_for(folder));
    ASSERT_TRUE(idle.prepare());
    EXPECT_GT(std::filesystem::file_size(folder.file(ref.segment)), size);
  }

  EXPECT_EQ(std::filesystem::file_size(folder.file(ref.segment)), size);
  EXPECT_TRUE(list_segments(folder.path()).value().front().is_sealed);
}

TEST(DaySegment, OfAKilledWriterIsLeftUntilItIsRepaired) {
  const ArchiveFolder folder;
  const ArchiveRef kept = store_one(options_for(folder), "kept");
  const pid_t child = fork();
  if (child == 0) {
    SegmentWriter writer(options_for(folder));
    static_cast<void>(writer.append({}, std::string(3000, 'x'), Packing::kStored));
    static_cast<void>(truncate(
        folder.file(writer.segment()).c_str(),
        static_cast<off_t>(std::filesystem::file_size(folder.file(writer.segment()))) - 700));
    raise(SIGKILL);
  }
  ASSERT_EQ(waitpid(child, nullptr, 0), child);

  EXPECT_NE(store_one(options_for(folder)).segment, kept.segment);
  EXPECT_EQ(repair_segments(folder.path()).value(), 1);
  EXPECT_EQ(store_one(options_for(folder)).segment, kept.segment);
  const auto members = members_of(folder.file(kept.segment));
  EXPECT_EQ(members.at(1), "kept");
  EXPECT_EQ(members.back(), "record");
}

TEST(DaySegment, HoldsWhatSeveralCommandsAtOnceStored) {
  const ArchiveFolder folder;
  static constexpr int kCommands = 6;
  static constexpr int kTimes = 8;
  std::vector<std::vector<ArchiveRef>> refs(kCommands);
  {
    std::vector<std::jthread> commands;
    for (int i = 0; i < kCommands; ++i) {
      commands.emplace_back([&, i] {
        for (int n = 0; n < kTimes; ++n) {
          refs[static_cast<std::size_t>(i)].push_back(
              store_one(options_for(folder), fmt::format("{} of {}", n, i)));
        }
      });
    }
  }

  EXPECT_LE(files_in(folder), static_cast<std::size_t>(kCommands));
  for (int i = 0; i < kCommands; ++i) {
    for (int n = 0; n < kTimes; ++n) {
      const ArchiveRef& ref = refs[static_cast<std::size_t>(i)][static_cast<std::size_t>(n)];
      const std::string bytes = slurp(folder.file(ref.segment));
      EXPECT_EQ(open_gzip_member(std::string_view(bytes).substr(ref.offset, ref.length), 1 << 20)
                    .value()
                    .bytes,
                fmt::format("{} of {}", n, i));
    }
  }
}

}  // namespace
}  // namespace cabled::day_segment_test
