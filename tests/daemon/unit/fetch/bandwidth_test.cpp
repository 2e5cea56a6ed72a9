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

TEST(Bandwidth, WithoutACapNeverWaits) {
  Bandwidth none(0);

  none.took(1'000'000'000, kStart);

  EXPECT_LE(none.next_start(), kStart);
}

}  // namespace
}  // namespace cabled::bandwidth_test
