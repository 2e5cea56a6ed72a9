#include "parsers/telegram/portion_mark.h"

#include <gtest/gtest.h>

#include "parsers/cable/read_cable.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace portion_mark_test {
namespace {

Cable telegram_with(const std::string& mark) {
  return read_cable("S E C R E T LISBON 000417\n\nSUBJECT: THE FISH MARKET REOPENS\n\n1. (" + mark +
                    ") The ministry sold the hall.\n\n2. (" + mark + ") The gulls stayed.\n");
}

TEST(PortionMark, OfEachParagraphIsItsPortionAndNotInItsText) {
  for (const PortionWord& portion : kPortionWords) {
    const std::string mark(portion.word);
    const Cable cable = telegram_with(mark);
    ASSERT_EQ(cable.paragraphs.size(), 2U) << mark;
    EXPECT_EQ(cable.paragraphs[0].portion, mark);
    EXPECT_EQ(cable.paragraphs[0].text, "The ministry sold the hall.") << mark;
    EXPECT_EQ(cable.paragraphs[1].portion, mark);
  }
}

TEST(PortionMark, OfEachParagraphIsKnownToTheLocator) {
  for (const PortionWord& portion : kPortionWords) {
    const std::string line = "1. (" + std::string(portion.word) + ") The ministry sold the hall.";
    EXPECT_EQ(classify_telegram_line(line), TelegramLine::kMarkedParagraph) << line;
  }
}

TEST(PortionMark, MayJoinSeveralWords) {
  EXPECT_EQ(portion_mark_at("(C//NF) x", 0, Strictness::kStrict)->mark, "C//NF");
  EXPECT_EQ(portion_mark_at("(SBU-NF) x", 0, Strictness::kStrict)->mark, "SBU-NF");
  EXPECT_EQ(portion_mark_at("(C/REL NATO) x", 0)->mark, "C/REL NATO");
  EXPECT_FALSE(portion_mark_at("(C/REL NATO) x", 0, Strictness::kStrict));
}

TEST(PortionMark, OfTheEntireTextIsItsFirstWord) {
  EXPECT_EQ(portion_mark_at("(C - ENTIRE TEXT)", 0)->mark, "C");
}

TEST(PortionMark, InSmallLettersIsNoneWhereAListOrARemarkMayStand) {
  EXPECT_EQ(portion_mark_at("(sbu) x", 0)->mark, "SBU");
  EXPECT_FALSE(portion_mark_at("(n) the fourteenth item", 0));
  EXPECT_FALSE(portion_mark_at("(rel) x", 0));
  EXPECT_FALSE(portion_mark_at("(c) x", 0, Strictness::kStrict));
}

TEST(PortionMark, MayHaveLostItsOpeningBracket) {
  for (const Strictness strictness : {Strictness::kStrict, Strictness::kTolerant}) {
    EXPECT_EQ(unopened_portion_mark_at("C) x", 0, strictness)->mark, "C");
    EXPECT_EQ(unopened_portion_mark_at("S//NF) x", 0, strictness)->mark, "S//NF");
    EXPECT_FALSE(unopened_portion_mark_at("C bay) x", 0, strictness));
  }
}

TEST(PortionMark, IsNoRemarkInBrackets) {
  for (const char* text : {"(NATO) x", "(Comment) x", "(C", "C) x", "()"}) {
    EXPECT_FALSE(portion_mark_at(text, 0)) << text;
  }
}

}  // namespace
}  // namespace portion_mark_test
}  // namespace cabled
