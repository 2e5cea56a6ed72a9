#include "daemon/system/progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "daemon/system/log.h"

namespace cabled::progress_test {
namespace {

using namespace std::chrono_literals;

const Progress::Time kStart{};

TEST(ProgressLine, SaysAllThatIsKnown) {
  const ProgressView view{{1234, 5000, 1200, 30, 4}, 210.4, 78s};

  EXPECT_EQ(progress_line(view, "pages"),
            "1234 of 5000 pages, 24%, 210/s, 1200 stored, 30 duplicates, 4 failures, 1m18s left");
}

TEST(ProgressLine, SaysNoTotalWhenThereIsNone) {
  EXPECT_EQ(progress_line({{7, 0, 7, 0, 0}, {}, {}}, "pages"),
            "7 pages, 7 stored, 0 duplicates, 0 failures");
}

TEST(ProgressLine, DoesNotNameWhatDidNotHappen) {
  EXPECT_EQ(progress_line({{.done = 7, .total = 10}, {}, {}}, "rows"), "7 of 10 rows, 70%");
  EXPECT_EQ(progress_line({{.done = 7, .failures = 2}, {}, {}}, "pages"), "7 pages, 2 failures");
}

TEST(ProgressLine, MeasuresByTheBytesOfFilesWhereNothingElseIsKnown) {
  const ProgressCounts counts{.done = 312, .bytes = 12'000'000, .total_bytes = 40'000'000};
  EXPECT_EQ(progress_line({counts, 210.0, 63s}, "records"),
            "312 records, 12.0 of 40.0 MB, 30%, 210/s, 1m03s left");
}

TEST(ProgressLine, NamesBytesByWhatThereIsInAll) {
  const auto said = [](std::uint64_t bytes, std::uint64_t total) {
    return progress_line({{.bytes = bytes, .total_bytes = total}, {}, {}}, "records");
  };
  EXPECT_EQ(said(500, 999'999), "0 records, 0.5 of 1000.0 kB, 0%");
  EXPECT_EQ(said(1'500'000'000, 2'000'000'000), "0 records, 1.5 of 2.0 GB, 75%");
}

TEST(StoppedWords, SayHowFarItCameAndWhatIsTrueOfTheCommand) {
  EXPECT_EQ(stopped_words(4352, "rows", "the same command goes on there"),
            "stopped after 4,352 rows; the same command goes on there");
  EXPECT_EQ(stopped_words(0, "pages", "x"), "stopped after 0 pages; x");
  EXPECT_EQ(stopped_words(999, "pages", "x"), "stopped after 999 pages; x");
  EXPECT_EQ(stopped_words(1'234'567, "pages", "x"), "stopped after 1,234,567 pages; x");
}

TEST(ProgressLine, IsNotDoneBeforeItIsDone) {
  EXPECT_NE(progress_line({{999, 1000, 0, 0, 0}, {}, {}}, "pages").find(" 99%"), std::string::npos);
}

TEST(ProgressRow, HasABarAndNeverWraps) {
  const ProgressView view{{50, 100, 50, 0, 0}, 5.0, 10s};

  EXPECT_TRUE(progress_row(view, "pages", 120).starts_with("[##########..........] 50 of 100"));
  EXPECT_LE(progress_row(view, "pages", 30).size(), 30U);
  EXPECT_LE(progress_row(view, "pages", 1).size(), 1U);
}

TEST(ProgressRow, StandsMoreDoneThanThereWasToDo) {
  EXPECT_TRUE(progress_row({{7, 5, 0, 0, 0}, {}, {}}, "pages", 120)
                  .starts_with("[####################] 7 of 5 pages, 100%"));
}

TEST(Progress, DrawsItsRowAtMostTenTimesASecond) {
  testing::internal::CaptureStderr();
  {
    Progress progress("pages", Progress::Style::kRow, kStart);
    for (int ms = 0; ms <= 1000; ++ms) {
      progress.update({static_cast<std::uint64_t>(ms), 0, 0, 0, 0},
                      kStart + std::chrono::milliseconds(ms));
    }
  }
  const std::string drawn = testing::internal::GetCapturedStderr();

  EXPECT_EQ(std::ranges::count(drawn, '\r'), 11) << drawn;  // ten rows and the removal
}

TEST(Progress, WritesALineEveryTenSecondsElsewhere) {
  testing::internal::CaptureStderr();
  Progress progress("pages", Progress::Style::kLines, kStart);
  for (int second = 1; second <= 25; ++second) {
    progress.update({static_cast<std::uint64_t>(second * 10), 1000, 0, 0, 0},
                    kStart + std::chrono::seconds(second));
  }
  const std::string lines = testing::internal::GetCapturedStderr();

  EXPECT_EQ(std::ranges::count(lines, '\n'), 2) << lines;
  EXPECT_NE(lines.find("100 of 1000 pages, 10%, 10/s"), std::string::npos) << lines;
  EXPECT_NE(lines.find("1m30s left"), std::string::npos) << lines;
  EXPECT_EQ(lines.find('\x1b'), std::string::npos);
}

TEST(Progress, TellsTheTimeLeftByTheBytesOfTheLastHalfMinute) {
  testing::internal::CaptureStderr();
  Progress progress("records", Progress::Style::kLines, kStart);
  for (int second = 1; second <= 10; ++second) {
    const auto done = static_cast<std::uint64_t>(second);
    progress.update({.done = done * 5, .bytes = done * 1'000'000, .total_bytes = 40'000'000},
                    kStart + std::chrono::seconds(second));
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "50 records, 10.0 of 40.0 MB, 25%, 5.0/s, 30s left\n");
}

TEST(Progress, WritesNoLineThatSaysWhatTheOneBeforeDid) {
  testing::internal::CaptureStderr();
  Progress progress("pages", Progress::Style::kLines, kStart);
  progress.update({}, kStart + 10s);
  progress.update({.done = 3}, kStart + 20s);
  progress.update({.done = 3}, kStart + 30s);
  progress.finish({.done = 3}, kStart + 40s);

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "3 pages, 0.1/s\n");
}

TEST(Progress, NeverSaysThatNothingWasDone) {
  for (const auto style : {Progress::Style::kRow, Progress::Style::kLines, Progress::Style::kLog}) {
    testing::internal::CaptureStderr();
    { Progress("pages", style, kStart).finish({}, kStart + 2h); }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  }
}

TEST(Progress, IsAnEventOfTheLogOnceAnHourForWhatRunsForYears) {
  log::configure(log::Level::kInfo, log::Format::kJournal);
  testing::internal::CaptureStderr();
  Progress progress("pages", Progress::Style::kLog, kStart);
  for (int minute = 1; minute <= 150; ++minute) {
    progress.update({.done = static_cast<std::uint64_t>(minute), .stored = 1},
                    kStart + std::chrono::minutes(minute));
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "<6>progress pages=60 stored=1 duplicates=0 failures=0\n"
            "<6>progress pages=120 stored=1 duplicates=0 failures=0\n");
}

TEST(Progress, AsksForNoCountsBeforeItShowsThem) {
  const Progress row("pages", Progress::Style::kRow, kStart);
  EXPECT_FALSE(row.is_due(kStart + 99ms));
  EXPECT_TRUE(row.is_due(kStart + 100ms));
  const Progress silent("pages", Progress::Style::kSilent, kStart);
  EXPECT_FALSE(silent.is_due(kStart + 100s));
}

TEST(Progress, FinishesWithALineThatStays) {
  testing::internal::CaptureStderr();
  {
    Progress progress("pages", Progress::Style::kRow, kStart);
    progress.finish({5, 5, 5, 0, 0}, kStart + 1s);
  }

  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "5 of 5 pages, 100%, 5.0/s, 5 stored, 0 duplicates, 0 failures\n");
}

TEST(Progress, SaysNothingWhenSilent) {
  testing::internal::CaptureStderr();
  {
    Progress progress("pages", Progress::Style::kSilent, kStart);
    progress.update({1, 2, 0, 0, 0}, kStart + 60s);
    progress.finish({2, 2, 0, 0, 0}, kStart + 61s);
  }

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace cabled::progress_test
