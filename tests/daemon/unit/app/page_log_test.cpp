#include "daemon/app/page_log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::page_log_test {
namespace {

using db::Reason;
using db::Verdict;

db::Ruling ruling(Verdict verdict, Reason reason) {
  db::Ruling out;
  out.verdict = verdict;
  out.reason = reason;
  return out;
}

TEST(PageLog, WarnsOfWhatWasGivenUp) {
  for (const Reason reason : {Reason::kDns, Reason::kTimeout, Reason::kHttpBusy,
                              Reason::kUnreadable, Reason::kRedirectLoop}) {
    EXPECT_EQ(level_of(ruling(Verdict::kFailed, reason)), log::Level::kWarning);
  }
  EXPECT_EQ(level_of(ruling(Verdict::kRefused, Reason::kBlockPage)), log::Level::kWarning);
}

TEST(PageLog, TellsOfWhatIsTriedAgainOrIsNotThere) {
  EXPECT_EQ(level_of(ruling(Verdict::kPending, Reason::kConnect)), log::Level::kInfo);
  EXPECT_EQ(level_of(ruling(Verdict::kFailed, Reason::kHttpOther)), log::Level::kInfo);
}

TEST(PageLog, IsQuietOfWhatIsAsItShouldBe) {
  EXPECT_EQ(level_of(ruling(Verdict::kStored, Reason::kNone)), log::Level::kDebug);
  EXPECT_EQ(level_of(ruling(Verdict::kRefused, Reason::kNotACable)), log::Level::kDebug);
  EXPECT_EQ(level_of(ruling(Verdict::kRefused, Reason::kRobots)), log::Level::kDebug);
  EXPECT_EQ(level_of(ruling(Verdict::kFailed, Reason::kCancelled)), log::Level::kDebug);
}

TEST(PageLog, NamesThePageAndTheReason) {
  testing::internal::CaptureStderr();
  log::configure(log::Level::kInfo, log::Format::kJournal);
  log_pages(std::vector<PageNote>{
      {.url = "https://cables.example/1", .ruling = ruling(Verdict::kFailed, Reason::kTimeout)},
      {.url = "https://cables.example/2", .ruling = ruling(Verdict::kStored, Reason::kNone)}});

  const std::string told = testing::internal::GetCapturedStderr();
  EXPECT_EQ(told.rfind("<4>page given up url=https://cables.example/1 reason=timeout", 0), 0U)
      << told;
  EXPECT_EQ(told.find("/2"), std::string::npos);
}

}  // namespace
}  // namespace cabled::page_log_test
