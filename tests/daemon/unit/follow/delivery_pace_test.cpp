#include "daemon/follow/delivery_pace.h"

#include <gtest/gtest.h>

#include <vector>

namespace cabled::delivery_pace_test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class DeliveryPaceTest : public testing::Test {
 protected:
  DeliveryPace pace_{hours(24)};
  DeliveryPace::Time now_{};
};

TEST_F(DeliveryPaceTest, DoublesFromATenthOfASecondToFiveMinutes) {
  std::vector<milliseconds> rests;
  for (int i = 0; i < 16; ++i) {
    pace_.failed(now_, std::nullopt);
    rests.push_back(pace_.rest(now_));
    now_ += rests.back();
  }

  EXPECT_EQ(rests[0], milliseconds(100));
  EXPECT_EQ(rests[1], milliseconds(200));
  EXPECT_EQ(rests[11], milliseconds(204'800));
  EXPECT_EQ(rests[12], minutes(5));
  EXPECT_EQ(rests[15], minutes(5));
}

TEST_F(DeliveryPaceTest, GivesWhatTheReceiverAsksForUpToADay) {
  pace_.failed(now_, seconds(90));
  EXPECT_EQ(pace_.rest(now_), seconds(90));
  EXPECT_EQ(pace_.rest(now_ + seconds(60)), seconds(30));
  EXPECT_EQ(pace_.rest(now_ + seconds(91)), seconds(0));
  pace_.failed(now_, hours(24 * 30));
  EXPECT_EQ(pace_.rest(now_), hours(24));
}

TEST_F(DeliveryPaceTest, DoesNotHammerAReceiverThatAsksForNoWait) {
  pace_.failed(now_, seconds(0));
  EXPECT_EQ(pace_.rest(now_), milliseconds(100));
}

TEST_F(DeliveryPaceTest, IsExhaustedByTimeAndNotByTries) {
  for (int i = 0; i < 1000; ++i) pace_.failed(now_, std::nullopt);
  EXPECT_FALSE(pace_.is_exhausted(now_ + hours(23)));
  EXPECT_TRUE(pace_.is_exhausted(now_ + hours(24)));
  EXPECT_EQ(pace_.failures(), 1000);
}

TEST_F(DeliveryPaceTest, BeginsAnewWhenSomethingIsTaken) {
  pace_.failed(now_, std::nullopt);
  pace_.begin_anew();

  EXPECT_FALSE(pace_.is_exhausted(now_ + hours(100)));
  EXPECT_EQ(pace_.rest(now_), milliseconds(0));
  pace_.failed(now_ + hours(100), std::nullopt);
  EXPECT_FALSE(pace_.is_exhausted(now_ + hours(101)));
}

}  // namespace
}  // namespace cabled::delivery_pace_test
