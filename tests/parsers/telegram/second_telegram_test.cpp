#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/read_cable.h"
#include "parsers/telegram/telegram_heads.h"

namespace cabled::second_telegram_test {
namespace {

std::string head(const std::string& de, const std::string& group) {
  return "VZCZCXRO0007\nRR RUEHWEB\nDE " + de + "\nZNR UUUUU ZZH\n" + group +
         "\nFM AMEMBASSY TOKYO\nTO RUEHC/SECSTATE WASHDC 8929\nBT\n";
}

std::string telegram(const std::string& de, const std::string& group) {
  return head(de, group) + "UNCLAS TOKYO 000007\n\nSUBJECT: HARBOUR REPORT\n\n1. (U) LANTERNS.\n";
}

const std::string kFirst = telegram("RUEHKO #0007/01 0251200", "R 251200Z JAN 10");

TEST(SecondTelegram, IsKnownByAnotherNumber) {
  EXPECT_TRUE(holds_second_telegram(kFirst + head("RUEHKO #0009 0251200", "R 251200Z JAN 10")));
}

TEST(SecondTelegram, IsKnownByAnotherTimeAboveItsSender) {
  EXPECT_TRUE(holds_second_telegram(
      kFirst + "\nP 261300Z JAN 10\nFM AMEMBASSY SEOUL\nTO SECSTATE WASHDC\n"));
}

TEST(SecondTelegram, IsKnownWithABlankLineInItsHead) {
  EXPECT_TRUE(
      holds_second_telegram(kFirst + "\nO R 261300Z JAN 10\n\nFM SECSTATE WASHDC\nTO TOKYO\n"));
}

TEST(SecondTelegram, IsKnownInLowerCase) {
  EXPECT_TRUE(holds_second_telegram(kFirst + "\nR 261300Z Jan 10\nFm Amembassy Seoul\n"));
}

TEST(SecondTelegram, IsKnownHoweverItsTimeIsWritten) {
  for (const char* time : {"OO 261300Z JAN 10", "O P 261300Z JAN 10", "261300Z JAN 10",
                           "O61300Z JAN 10", "  R 261300Z JAN 10", "p 261300z jan 10"}) {
    EXPECT_TRUE(holds_second_telegram(kFirst + "\n" + time + "\nFM AMEMBASSY SEOUL\n")) << time;
  }
}

TEST(SecondTelegram, IsNoFurtherSection) {
  EXPECT_FALSE(
      holds_second_telegram(kFirst + telegram("RUEHKO #0007/02 0251200", "R 251200Z JAN 10")));
}

TEST(SecondTelegram, IsNoSecondCopy) { EXPECT_FALSE(holds_second_telegram(kFirst + kFirst)); }

TEST(SecondTelegram, IsNoTimeThatTheTextNames) {
  EXPECT_FALSE(holds_second_telegram(kFirst + "2. (U) SEE OUR\nR 261300Z JAN 10\nON LANTERNS.\n"));
}

TEST(SecondTelegram, IsAWarningOfTheCable) {
  const Cable cable = read_cable(kFirst + telegram("RUEHKO #0009", "R 261300Z JAN 10"), {});
  EXPECT_EQ(cable.warnings, std::vector<std::string>{std::string(kSecondTelegram)});
  EXPECT_TRUE(read_cable(kFirst, {}).warnings.empty());
}

}  // namespace
}  // namespace cabled::second_telegram_test
