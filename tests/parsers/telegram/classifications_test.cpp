#include "parsers/telegram/classifications.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::classifications_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

std::string level_of(std::string_view line, Strictness strictness) {
  const auto level = read_level(line, strictness);
  return level ? std::string(level->published) : "none";
}

TEST(Level, IsReadInEachOfItsSpellings) {
  for (const LevelSpelling& level : kLevelSpellings) {
    EXPECT_EQ(level_of(level.letters, kTolerant), level.published);
    if (level.stands_alone) {
      EXPECT_EQ(level_of(level.written, kStrict), level.published);
    }
  }
}

TEST(Level, MayBeWrittenLetterByLetter) {
  EXPECT_EQ(level_of("C O N F I D E N T I A L LISBON 000417", kStrict), "CONFIDENTIAL");
  EXPECT_EQ(level_of("S e c r e t lisbon 000417", kStrict), "SECRET");
  EXPECT_EQ(level_of("T O P  S E C R E T", kStrict), "TOP SECRET");
}

TEST(Level, OfASentenceIsNoneToTheLocator) {
  for (const char* line : {"Secret talks began", "SECRETARY OF STATE", "Unclassified", "U"}) {
    EXPECT_EQ(level_of(line, kStrict), "none") << line;
  }
}

TEST(Level, MayHaveASlipWhereATelegramIsKnown) {
  EXPECT_EQ(level_of("CONFIDENTAL LISBON 000417", kTolerant), "CONFIDENTIAL");
  EXPECT_EQ(level_of("CONFIDENTAL LISBON 000417", kStrict), "none");
}

}  // namespace
}  // namespace cabled::classifications_test
