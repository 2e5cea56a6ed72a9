#include "daemon/follow/held_changes_watch.h"

#include <gtest/gtest.h>

namespace cabled::held_changes_watch_test {
namespace {

using db::HeldChanges;
using db::OldestTransaction;
using std::chrono::minutes;
using std::chrono::seconds;

const HeldChanges kBySession{
    36, 600, OldestTransaction{4711, {}, "ledger", "books", "ann", "idle in transaction", 650}};
const HeldChanges kByPrepared{100'000, 600,
                              OldestTransaction{{}, "forgotten", "", "books", "ann", {}, 650}};

TEST(HeldWords, NameTheSessionItsAgeAndTheCure) {
  EXPECT_EQ(
      held_words(kBySession),
      "36 changes wait, the first for 600 s, until an older transaction ends: the transaction "
      "of pid 4711 (ledger, database books, user ann, idle in transaction, for 650 s); hint: "
      "end it there, or by SELECT pg_terminate_backend(4711)");
}

TEST(HeldWords, NameThePreparedTransaction) {
  EXPECT_EQ(
      held_words(kByPrepared),
      "at least 100000 changes wait, the first for 600 s, until an older transaction ends: the "
      "prepared transaction 'forgotten' (database books, user ann, for 650 s); hint: in that "
      "database, COMMIT PREPARED or ROLLBACK PREPARED it");
}

TEST(HeldWords, SayWhoMaySeeAnAgeThatIsHidden) {
  HeldChanges hidden = kBySession;
  hidden.holder->state.reset();
  hidden.holder->age_seconds.reset();

  EXPECT_NE(held_words(hidden).find("age visible to pg_read_all_stats alone"), std::string::npos);
}

/// What the log says of looks at a watch.
class HeldWatch : public testing::Test {
 protected:
  std::string told(const std::optional<HeldChanges>& held, seconds at) {
    testing::internal::CaptureStderr();
    watch_.saw(held, HeldChangesWatch::Clock::time_point() + at);
    return testing::internal::GetCapturedStderr();
  }

  HeldChangesWatch watch_;
};

TEST_F(HeldWatch, TellsOnceThenEachHourAndWhenItIsOver) {
  EXPECT_NE(told(kBySession, seconds(0)).find("pid 4711"), std::string::npos);
  EXPECT_EQ(told(kBySession, minutes(59)), "");
  EXPECT_NE(told(kBySession, minutes(61)).find("pid 4711"), std::string::npos);
  EXPECT_NE(told(std::nullopt, minutes(62)).find("no longer held back"), std::string::npos);
  EXPECT_EQ(told(std::nullopt, minutes(63)), "");
}

TEST_F(HeldWatch, HasNoWordForABatchThatIsBeingWritten) {
  HeldChanges passing = kBySession;
  passing.waited_seconds = kHeldForLong - 1;

  EXPECT_EQ(told(passing, seconds(0)), "");
}

TEST_F(HeldWatch, LooksAgainAfterSomeSeconds) {
  const HeldChangesWatch::Clock::time_point begin{};
  EXPECT_TRUE(watch_.is_due(begin));
  told(std::nullopt, seconds(0));

  EXPECT_FALSE(watch_.is_due(begin + seconds(9)));
  EXPECT_TRUE(watch_.is_due(begin + seconds(10)));
}

}  // namespace
}  // namespace cabled::held_changes_watch_test
