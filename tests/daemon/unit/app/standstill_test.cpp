#include "daemon/app/standstill.h"

#include <gtest/gtest.h>

namespace cabled::standstill_test {
namespace {

using namespace std::chrono_literals;

constexpr auto kTooLong = Standstill::kPatience + 1s;

class StandstillTest : public testing::Test {
 protected:
  StageReading stage(const char* name, StageState state, std::chrono::seconds ago) const {
    return {name, state, now_ - ago};
  }
  std::optional<std::string> find(std::vector<StageReading> stages) {
    return standstill_.find(stages, now_);
  }

  Standstill::Time start_{};
  Standstill::Time now_ = start_ + 24h;
  Standstill standstill_{start_};
};

TEST_F(StandstillTest, AStageThatWorksTooLongAtOneStepStandsStill) {
  EXPECT_EQ(
      find({stage("archive", StageState::kIdle, 0s), stage("parse", StageState::kWorks, kTooLong)}),
      "parse");
}

TEST_F(StandstillTest, ALongStepIsNoStandstill) {
  EXPECT_EQ(find({stage("parse", StageState::kWorks, Standstill::kPatience)}), std::nullopt);
}

TEST_F(StandstillTest, AStageWithNothingToDoDoesNotStandStill) {
  EXPECT_EQ(find({stage("parse", StageState::kIdle, 20h)}), std::nullopt);
  EXPECT_EQ(find({}), std::nullopt) << "between two crawls";
}

TEST_F(StandstillTest, WhatWaitsForTheDatabaseOrTheDiskHoldsAllUp) {
  EXPECT_EQ(
      find({stage("write", StageState::kWaits, 20h), stage("fetch", StageState::kWorks, kTooLong)}),
      std::nullopt);
}

TEST_F(StandstillTest, AnOrdinaryStatementExcusesNobody) {
  EXPECT_EQ(
      find({stage("write", StageState::kWaits, 1s), stage("fetch", StageState::kWorks, kTooLong)}),
      "fetch");
}

TEST_F(StandstillTest, PatienceBeginsAnewOnceTheDatabaseIsBack) {
  find({stage("write", StageState::kWaits, 20h), stage("fetch", StageState::kWorks, 20h)});
  const Standstill::Time back = now_;
  const auto later = [&](std::chrono::seconds after) {
    now_ = back + after;
    return find(
        {stage("write", StageState::kIdle, 0s), stage("fetch", StageState::kWorks, 20h + after)});
  };

  EXPECT_EQ(later(1s), std::nullopt);
  EXPECT_EQ(later(Standstill::kPatience), std::nullopt);
  EXPECT_EQ(later(kTooLong), "fetch");
}

TEST(StageSign, IsInSightAsLongAsItExists) {
  StageSigns all;
  {
    StageSign sign(all, "parse");
    sign.set(StageState::kWorks);
    ASSERT_EQ(all.read().size(), 1U);
    EXPECT_EQ(all.read()[0].stage, "parse");
    EXPECT_EQ(all.read()[0].state, StageState::kWorks);
  }

  EXPECT_TRUE(all.read().empty());
}

TEST(StageSign, ToGoOnWaitingIsNoStepButToGoOnWorkingIs) {
  StageSigns all;
  StageSign sign(all, "write");
  const auto since_set = [&](StageState state) {
    sign.set(state);
    return all.read()[0].since;
  };

  const auto waits = since_set(StageState::kWaits);
  EXPECT_EQ(since_set(StageState::kWaits), waits);
  const auto works = since_set(StageState::kWorks);
  EXPECT_GT(since_set(StageState::kWorks), works);
}

}  // namespace
}  // namespace cabled::standstill_test
