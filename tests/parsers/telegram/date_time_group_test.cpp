#include "parsers/telegram/date_time_group.h"

#include <gtest/gtest.h>

namespace cabled::date_time_group_test {
namespace {

TEST(DateTimeGroup, HasItsPartsAndSignals) {
  const auto group = read_date_time_group("P R 281848Z DEC 66 ZDK ZDK");

  ASSERT_TRUE(group);
  EXPECT_EQ(group->precedence, "P");
  EXPECT_EQ(group->info_precedence, "R");
  EXPECT_EQ(group->text, "281848Z DEC 66");
  EXPECT_EQ(group->sent_at, "1966-12-28T18:48:00Z");
  EXPECT_EQ(group->signals, std::vector<std::string>{"ZDK"});
}

TEST(DateTimeGroup, ReadsALetterOAsZero) {
  EXPECT_EQ(read_date_time_group("R O112O0Z FEB 08")->text, "011200Z FEB 08");
}

TEST(DateTimeGroup, WithADamagedYearIsOneToTheLocatorAlone) {
  EXPECT_TRUE(begins_with_date_time_group("R 111015Z NOV 5"));
  EXPECT_FALSE(read_date_time_group("R 111015Z NOV 5"));
  EXPECT_FALSE(begins_with_date_time_group("R 111015Z NOV"));
  EXPECT_FALSE(begins_with_date_time_group("R 111015Z GULLS 75"));
}

}  // namespace
}  // namespace cabled::date_time_group_test
