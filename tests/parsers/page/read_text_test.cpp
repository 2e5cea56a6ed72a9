#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "parsers/model/utf8_text.h"
#include "parsers/page/read_page.h"

namespace cabled::read_text_test {
namespace {

std::string text_of(const std::string& text) {
  const PageReading reading = read_text(text);
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? "none" : cable->text;
}

TEST(ReadText, TakesAFragmentWhole) {
  EXPECT_EQ(text_of("SUBJECT: GULLS\nREF: CARRICK 12"), "SUBJECT: GULLS\nREF: CARRICK 12\n");
}

TEST(ReadText, KeepsTheEndOfAParagraphAboveTheFirstTelegramLine) {
  EXPECT_EQ(text_of("had left the harbor.\n\n2. (C) Terns stayed.\n"),
            "had left the harbor.\n\n2. (C) Terns stayed.\n");
}

TEST(ReadText, ReadsAFragmentThatIsOnlyASignature) {
  EXPECT_EQ(text_of("the gulls came back.\n\nHARGREAVE\n"), "the gulls came back.\n\nHARGREAVE\n");
}

TEST(ReadText, ReadsAFragmentWhoseLabelStandsBehindTheLineBefore) {
  EXPECT_EQ(text_of("Harbor program REF: CARRICK 12"), "Harbor program REF: CARRICK 12\n");
  EXPECT_EQ(text_of("DECL: 08/22/2017 AGS: PGOV, DR"), "DECL: 08/22/2017 AGS: PGOV, DR\n");
  EXPECT_EQ(text_of("TAG PTER, PGOV"), "TAG PTER, PGOV\n");
  EXPECT_EQ(text_of("(U) CLASSIFIED BY RSO Tom Veld."), "(U) CLASSIFIED BY RSO Tom Veld.\n");
}

TEST(ReadText, IsNoCableWithoutATelegramLine) {
  const PageReading reading = read_text("gulls have left the harbor, he said.");

  EXPECT_EQ(std::get<NotACable>(reading.outcome).reason, "no_telegram_lines");
}

TEST(ReadText, LeavesTitleAndHeadlinesOfAnExtractorsOutputOut) {
  EXPECT_EQ(
      text_of("Cablegate: Druma: Gulls\n\nDE RUEHCK #0318/01 0451512\nP 140312Z FEB 07\n\n"
              "E.O. 12958: N/A\nSUBJECT: GULLS\n\n1. (SBU) Gulls left.\n\n"
              "2. (U) Terns stayed with us.\n\n\n\u00a9 Scoop Media\n\nWorld Headlines\n\n"
              "UN: Council Opens Session\nThe council opened its session on Monday... More>>\n"),
      "DE RUEHCK #0318/01 0451512\nP 140312Z FEB 07\n\nE.O. 12958: N/A\nSUBJECT: GULLS\n\n"
      "1. (SBU) Gulls left.\n\n2. (U) Terns stayed with us.\n");
}

TEST(ReadText, ReportsARemovalCutAtACharacter) {
  std::string title = "Cablegate: ";
  for (int i = 0; i < 100; ++i) title += "\u20ac";
  PageReaderOptions options;
  options.explain = Explain::kYes;

  const PageReading reading = read_text(title + "\nREF: CARRICK 12", options);

  ASSERT_EQ(reading.removed.size(), 1U);
  EXPECT_EQ(reading.removed[0].text.size(), 200U);
  EXPECT_TRUE(is_valid_utf8(reading.removed[0].text));
}

TEST(ReadText, TakesWindowsLineEnds) {
  EXPECT_EQ(text_of("TAGS: PREL DR\r\nSUBJECT: GULLS\r\n"), "TAGS: PREL DR\nSUBJECT: GULLS\n");
}

}  // namespace
}  // namespace cabled::read_text_test
