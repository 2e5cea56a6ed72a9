#include "parsers/telegram/telegram_heads.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::telegram_heads_test {
namespace {

std::string head(const std::string& group, const std::string& post) {
  return "VZCZCXYZ0001\nRR RUEHC\nDE RUEHQT #0001 0601200\nZNR UUUUU ZZH\n" + group +
         "\nFM AMEMBASSY " + post + "\nTO RUEHC/SECSTATE WASHDC 0001\nBT\n";
}

const std::string kText =
    "UNCLAS QUITO 000001\n\nSUBJECT: BANANAS\n\n1. The price of bananas fell.\n\nHODGES\n";

TEST(TelegramHeads, AreOfDifferentPostsOrTimes) {
  const std::string quito = head("R 011200Z MAR 09", "QUITO");
  EXPECT_EQ(count_telegram_heads("no telegram\nFM radio\n"), 0U);
  EXPECT_EQ(count_telegram_heads(quito + kText), 1U);
  EXPECT_EQ(count_telegram_heads(quito + kText + head("R 011200Z MAR 09", "LIMA") + kText), 2U);
  EXPECT_EQ(count_telegram_heads(quito + kText + head("P 020800Z MAR 09", "QUITO") + kText), 2U);
  EXPECT_EQ(count_telegram_heads(quito + kText + quito + kText), 1U) << "the same once more";
}

TEST(TelegramHeads, StandInTextWhoseLineEndsAreSpeltOut) {
  std::string text = head("R 011200Z MAR 09", "QUITO") + head("R 011201Z MAR 09", "LIMA");
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at)) {
    text.replace(at, 1, "\\n");
  }
  EXPECT_EQ(count_telegram_heads("INSERT INTO cable VALUES ('" + text + "')"), 2U);
}

TEST(TelegramHeads, OfFurtherSectionsBeginNoOtherTelegram) {
  const std::string first =
      head("R 011200Z MAR 09", "QUITO") + "UNCLAS SECTION 01 OF 02 QUITO 000001\n\n1. A.\n";
  EXPECT_EQ(count_telegram_heads(first + head("R 011215Z MAR 09", "QUITO") +
                                 "UNCLAS SECTION 02 OF 02 QUITO 000001\n\n2. B.\n"),
            1U);
}

TEST(TelegramHeads, ThatAreQuotedBeginNoOtherTelegram) {
  for (const std::string words : {"THE FOLLOWING IS REPEATED FOR YOUR INFORMATION.",
                                  "BEGIN QUOTE:", "QTE", "2. Begin text of ref A:"}) {
    EXPECT_EQ(count_telegram_heads(head("R 011200Z MAR 09", "QUITO") + kText + words + "\n\n" +
                                   head("R 280900Z FEB 09", "LIMA") + kText),
              1U)
        << words;
  }
}

}  // namespace
}  // namespace cabled::telegram_heads_test
