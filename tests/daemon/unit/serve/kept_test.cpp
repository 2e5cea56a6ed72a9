#include "daemon/serve/site/kept.h"

#include <gtest/gtest.h>

namespace cabled::serve::kept_test {
namespace {

class KeptTest : public testing::Test {
 protected:
  int get(Kept<int>& kept) {
    return kept.get([this] { return Result<int>(++made_); }).value();
  }
  int made_ = 0;
};

TEST_F(KeptTest, AnAnswerIsMadeOnceInItsTime) {
  Kept<int> kept(std::chrono::hours(1));

  EXPECT_EQ(get(kept), 1);
  EXPECT_EQ(get(kept), 1);
}

TEST_F(KeptTest, AnOldAnswerIsMadeAnew) {
  Kept<int> kept(std::chrono::seconds(0));

  EXPECT_EQ(get(kept), 1);
  EXPECT_EQ(get(kept), 2);
}

TEST_F(KeptTest, AFailureIsNotKept) {
  Kept<int> kept(std::chrono::hours(1));

  const auto failed = kept.get([]() -> Result<int> { return fail(ErrorKind::kTransient, "away"); });

  EXPECT_FALSE(failed);
  EXPECT_EQ(get(kept), 1);
}

TEST_F(KeptTest, WhatCannotBeMadeAnewCountsOn) {
  Kept<int> kept(std::chrono::seconds(0));
  get(kept);

  const auto later = kept.get([]() -> Result<int> { return fail(ErrorKind::kTransient, "away"); });

  EXPECT_EQ(later.value(), 1);
}

}  // namespace
}  // namespace cabled::serve::kept_test
