#include "daemon/system/words.h"

#include <gtest/gtest.h>

namespace cabled::words_test {
namespace {

TEST(Counted, SaysOneThingAndManyThings) {
  EXPECT_EQ(counted(1, "page", "pages"), "1 page");
  EXPECT_EQ(counted(0, "page", "pages"), "0 pages");
  EXPECT_EQ(counted(12345, "page", "pages"), "12,345 pages");
}

TEST(Wrapped, LeavesAloneWhatFits) { EXPECT_EQ(wrapped("one two", 7, 2), "one two"); }

TEST(Wrapped, BreaksAtTheLastBlankThatFits) {
  EXPECT_EQ(wrapped("host  alpha beta gamma delta", 16, 6),
            "host  alpha beta\n      gamma\n      delta");
}

TEST(Wrapped, LetsAWordStandOutThatIsLongerThanTheLine) {
  EXPECT_EQ(wrapped("see https://cables.example/a/long/path now", 12, 4),
            "see https://cables.example/a/long/path\n    now");
  EXPECT_EQ(wrapped("https://cables.example/a/long/path", 12, 4),
            "https://cables.example/a/long/path");
}

TEST(Wrapped, CountsCharactersAndNotBytes) {
  EXPECT_EQ(wrapped("\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6\xC3\xB6", 7, 0),
            "\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xB6\xC3\xB6\xC3\xB6");
}

TEST(Wrapped, EndsOnTheNarrowestTerminal) {
  EXPECT_EQ(wrapped("alpha beta gamma", 1, 4), "alpha\n    beta\n    gamma");
}

}  // namespace
}  // namespace cabled::words_test
