#include "parsers/web/robots_access.h"

#include <gtest/gtest.h>

namespace cabled::robots_access_test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

RobotsAccess access_for(int status) {
  return robots_access({.status = status, .retry_after = {}}).access;
}

TEST(RobotsAccess, UsesTheBodyOfASuccessForADay) {
  const RobotsAccessRule rule = robots_access({.status = 200, .retry_after = {}});

  EXPECT_EQ(rule.access, RobotsAccess::kUseBody);
  EXPECT_EQ(rule.fetch_again_after, hours(24));
}

TEST(RobotsAccess, AllowsAllWhereThereIsNoFile) {
  for (const int status : {400, 401, 403, 404, 410, 451, 499}) {
    EXPECT_EQ(access_for(status), RobotsAccess::kAllowAll) << status;
  }
}

TEST(RobotsAccess, AllowsAllAfterTooManyRedirects) {
  EXPECT_GE(kMaxRobotsRedirects, 5);
  for (const int status : {301, 302, 307, 308})
    EXPECT_EQ(access_for(status), RobotsAccess::kAllowAll);
}

TEST(RobotsAccess, KeepsAwayWhileTheSiteCannotSay) {
  for (const int status : {304, 429, 500, 502, 503, 504, 599, 600, 100, 0}) {
    EXPECT_EQ(access_for(status), RobotsAccess::kDisallowAll) << status;
  }
  EXPECT_EQ(robots_access({.status = {}, .retry_after = {}}).access, RobotsAccess::kDisallowAll);
}

TEST(RobotsAccess, HonoursRetryAfterBetweenHalfAnHourAndADay) {
  const auto again = [](std::chrono::seconds wanted) {
    return robots_access({.status = 503, .retry_after = wanted}).fetch_again_after;
  };

  EXPECT_EQ(again(minutes(1)), minutes(30));
  EXPECT_EQ(again(hours(2)), hours(2));
  EXPECT_EQ(again(hours(999)), hours(24));
}

}  // namespace
}  // namespace cabled::robots_access_test
