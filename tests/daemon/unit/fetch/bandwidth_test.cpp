#include "daemon/fetch/bandwidth.h"

#include <gtest/gtest.h>

namespace cabled::bandwidth_test {
namespace {

using namespace std::chrono_literals;
const Bandwidth::Time kStart{1h};

TEST(Bandwidth, WaitsAsLongAsTheBytesShouldHaveTaken) {
  Bandwidth cap(1000);

  cap.took(500, kStart);

  EXPECT_EQ(cap.next_start(), kStart + 500ms);
}

TEST(Bandwidth, AddsUpWhatCameTogether) {
  Bandwidth cap(1000);

  cap.took(500, kStart);
  cap.took(1000, kStart + 100ms);

  EXPECT_EQ(cap.next_start(), kStart + 1500ms);
}

TEST(Bandwidth, SavesNothingUpFromQuietTimes) {
  Bandwidth cap(1000);

  cap.took(100, kStart);
  cap.took(100, kStart + 10s);

  EXPECT_EQ(cap.next_start(), kStart + 10'100ms);
}

TEST(Bandwidth, DoesNotWaitForWhatCameNoFasterThanTheCap) {
  Bandwidth cap(1000);
  auto now = kStart;

  // A site that gives half of the cap, page after page.
  for (int page = 0; page < 10; ++page) {
    EXPECT_LE(cap.next_start(), now) << page;
    const auto since = now;
    now += 10s;
    cap.took(5000, since);
  }

  EXPECT_LE(cap.next_start(), now);
}

TEST(Bandwidth, AddsUpWhatCameAtTheSameTimeFromSlowSites) {
  Bandwidth cap(1000);

  for (int site = 0; site < 4; ++site) cap.took(5000, kStart);

  EXPECT_EQ(cap.next_start(), kStart + 20s);
}

TEST(Bandwidth, WithoutACapNeverWaits) {
  Bandwidth none(0);

  none.took(1'000'000'000, kStart);

  EXPECT_LE(none.next_start(), kStart);
}

}  // namespace
}  // namespace cabled::bandwidth_test
