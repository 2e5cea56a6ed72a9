#include "parsers/telegram/rules_and_ends.h"

#include <gtest/gtest.h>

namespace cabled::rules_and_ends_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

TEST(Rule, HasThreeMarksAndNoLetter) {
  for (const char* line : {"---", "- - -", "=====", "* * *", "~~~~"})
    EXPECT_TRUE(is_rule_line(line)) << line;
  for (const char* line : {"--", "-a-", "", "   "}) EXPECT_FALSE(is_rule_line(line)) << line;
}

TEST(BelowSignature, StandsWhatBothSidesKnow) {
  for (const char* line : {"NNNN", "BT", "==CABLE ENDS==", "NOTE: NOT PASSED", "Unquote",
                           "Declassified/Released EO"}) {
    EXPECT_TRUE(is_below_signature(line, kStrict)) << line;
    EXPECT_TRUE(is_below_signature(line, kTolerant)) << line;
  }
}

TEST(BelowSignature, StandsMoreForWhoLooksForASignature) {
  for (const char* line : {"Visit our site", "http://x", "Note: the author", "SECTION 2"}) {
    EXPECT_TRUE(is_below_signature(line, kTolerant)) << line;
    EXPECT_FALSE(is_below_signature(line, kStrict)) << line;
  }
}

}  // namespace
}  // namespace cabled::rules_and_ends_test
