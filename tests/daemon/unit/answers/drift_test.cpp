#include "daemon/answers/drift.h"

#include <gtest/gtest.h>

namespace cabled::drift_test {
namespace {

db::SourceHealth health(double share_now, double share_before, std::int64_t pages_now = 50) {
  db::SourceHealth out;
  out.recent = {pages_now, share_now, 0.9, 0.8};
  out.history = {1000, share_before, 0.9, 0.8};
  return out;
}

TEST(Drift, AlarmsWhenPagesCeaseToGiveCables) {
  const auto alarms = drift_alarms(health(0.1, 0.9));

  ASSERT_EQ(alarms.size(), 1U);
  EXPECT_NE(alarms[0].find("share of pages that give a cable"), std::string::npos);
}

TEST(Drift, IsSilentAboutWhatChanceMayDo) { EXPECT_TRUE(drift_alarms(health(0.75, 0.9)).empty()); }

TEST(Drift, IsSilentAboutASourceThatNeverGaveMuch) {
  EXPECT_TRUE(drift_alarms(health(0.02, 0.05)).empty());
}

TEST(Drift, WaitsForEnoughPages) { EXPECT_TRUE(drift_alarms(health(0, 0.9, 19)).empty()); }

TEST(Drift, AlarmsWhenTheLocatorOrTheFieldsGetWorse) {
  db::SourceHealth sick = health(0.9, 0.9);
  sick.recent.confidence = 0.5;
  sick.recent.coverage = 0.4;

  EXPECT_EQ(drift_alarms(sick).size(), 2U);
}

TEST(Drift, WithoutCablesThereAreNoFieldsToCompare) {
  db::SourceHealth empty = health(0, 0.9);
  empty.recent.confidence.reset();
  empty.recent.coverage.reset();

  EXPECT_EQ(drift_alarms(empty).size(), 1U);
}

}  // namespace
}  // namespace cabled::drift_test
