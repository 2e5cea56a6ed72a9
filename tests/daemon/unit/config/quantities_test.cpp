#include "daemon/config/quantities.h"

#include <gtest/gtest.h>

namespace cabled::quantities_test {
namespace {

using std::chrono::milliseconds;

TEST(Duration, IsANumberWithAUnit) {
  EXPECT_EQ(parse_duration("1.5s").value(), milliseconds(1500));
  EXPECT_EQ(parse_duration("10m").value(), milliseconds(600'000));
  EXPECT_EQ(parse_duration("1d").value(), milliseconds(86'400'000));
  EXPECT_EQ(parse_duration("250 ms").value(), milliseconds(250));
  EXPECT_EQ(parse_duration("0s").value(), milliseconds(0));
}

class DurationRefuses : public testing::TestWithParam<const char*> {};

TEST_P(DurationRefuses, WhatIsNotOne) {
  const auto duration = parse_duration(GetParam());

  ASSERT_FALSE(duration.has_value());
  EXPECT_EQ(duration.error().kind, ErrorKind::kInvalid);
}

INSTANTIATE_TEST_SUITE_P(Malformed, DurationRefuses,
                         testing::Values("", "5", "s", "-1s", "1 fortnight", "1s2s", "nan s",
                                         "infs", "1e3s", "0x10s", "99999999999999999999d", "1S"));

TEST(Size, IsANumberWithAUnit) {
  EXPECT_EQ(parse_bytes("64MiB").value().count, 67'108'864U);
  EXPECT_EQ(parse_bytes("1.5KiB").value().count, 1536U);
  EXPECT_EQ(parse_bytes("2MB").value().count, 2'000'000U);
  EXPECT_EQ(parse_bytes("100B").value().count, 100U);
}

TEST(Size, NeedsItsUnitAndMayNotOverflow) {
  EXPECT_FALSE(parse_bytes("64").has_value());
  EXPECT_FALSE(parse_bytes("64M").has_value());
  EXPECT_FALSE(parse_bytes("99999999TiB").has_value());
}

TEST(Quantities, AreReadBackAsTheyAreWritten) {
  for (const std::int64_t ms : {0, 1, 999, 1000, 1500, 60'000, 90'000, 86'400'000}) {
    EXPECT_EQ(parse_duration(format_duration(milliseconds(ms))).value(), milliseconds(ms));
  }
  for (const std::uint64_t count : {0ULL, 1ULL, 1000ULL, 1024ULL, 1536ULL, 1ULL << 40U}) {
    EXPECT_EQ(parse_bytes(format_bytes(Bytes{count})).value().count, count);
  }
}

TEST(Quantities, AreWrittenInTheLargestUnitWithoutAFraction) {
  EXPECT_EQ(format_duration(milliseconds(120'000)), "2m");
  EXPECT_EQ(format_duration(milliseconds(1500)), "1500ms");
  EXPECT_EQ(format_bytes(Bytes{32U << 20U}), "32MiB");
}

}  // namespace
}  // namespace cabled::quantities_test
