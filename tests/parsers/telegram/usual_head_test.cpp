#include "parsers/telegram/usual_head.h"

#include <gtest/gtest.h>

namespace cabled::usual_head_test {
namespace {

const std::string kTop = "R 101310Z MAY 74\nFM AMEMBASSY BAMAKO\n\nSECRET BAMAKO 417\n";

std::string labelled(const std::string& line) {
  const UsualHead head = with_usual_head(kTop + line + '\n');
  return head.text.substr(kTop.size());
}

TEST(UsualHead, HasTheUsualLabelForOneWithASlip) {
  for (const char* line :
       {"SUBJCT: MILLET", "SUBECT: MILLET", "SUBJECT; MILLET", "SUBJ. MILLET", "SUBJ8: MILLET",
        "S UBJECT: MILLET", "SUB: MILLET", "SUBJECT MILLET", "SUBJECT  - MILLET", "SUBJ: MILLET"}) {
    EXPECT_EQ(labelled(line), "SUBJECT: MILLET\n") << line;
  }
  for (const char* line : {"TAGC: EAGR", "TAS: EAGR", "TAGSS: EAGR", "TAGS. EAGR", "TAGS/ EAGR"}) {
    EXPECT_EQ(labelled(line), "TAGS: EAGR \n") << line;
  }
  for (const char* line : {"REF; BAMAKO 12", "REFTEL: BAMAKO 12", "REF. BAMAKO 12",
                           "REF  BAMAKO 12", "RETEL: BAMAKO 12"}) {
    EXPECT_EQ(labelled(line), "REF: BAMAKO 12\n") << line;
  }
}

TEST(UsualHead, LeavesOtherLinesAsTheyAre) {
  for (const char* line : {"REFUGEES: MILLET", "STATE FOR AF/W", "SUBMITTED LATE", "TRADE: MILLET",
                           "1. SUBJ: MILLET"}) {
    EXPECT_EQ(labelled(line), std::string(line) + '\n') << line;
  }
  EXPECT_EQ(labelled("1. MILLET\nSUBJCT: MAIZE"), "1. MILLET\nSUBJCT: MAIZE\n");
}

TEST(UsualHead, GivesAGluedLabelALineOfItsOwn) {
  EXPECT_EQ(labelled("E.O. 11652: N/A TAGC: EAGR"), "E.O. 11652: N/A \nTAGS: EAGR \n");
  EXPECT_EQ(labelled("TAGS: EAGR, ML SUJECT: MILLET"), "TAGS: EAGR, ML \nSUBJECT: MILLET\n");
}

TEST(UsualHead, PartsCodesThatHaveNoCommas) {
  EXPECT_EQ(labelled("TAGS: EAGR TECH ML"), "TAGS: EAGR, TECH, ML \n");
  EXPECT_EQ(labelled("TAGS: OVIP (DIOP, ANNE B.), ML"), "TAGS: OVIP(DIOP, ANNE B.) , ML \n");
  EXPECT_EQ(labelled("TAGS: LAW OF THE SEA"), "TAGS: LAW OF THE SEA \n");
}

TEST(UsualHead, LeavesOutATagsLineWithoutTags) {
  EXPECT_EQ(labelled("TAGS: N/A\nTAGS: EAGR"), "TAGS: EAGR \n");
}

TEST(UsualHead, EndsWithItsCaptions) {
  const std::string captions = "\nEXDIS, STADIS\nONLY\n\n";
  const UsualHead head = with_usual_head(kTop + captions + "THE MILLET IS IN.\n");
  EXPECT_EQ(head.text.substr(head.body), "THE MILLET IS IN.\n");
}

TEST(HeadCaption, IsOneInTheHeadAlone) {
  EXPECT_EQ(head_captions("EXDIS/ONLY"), (std::vector<std::string>{"EXDIS", "ONLY"}));
  EXPECT_EQ(head_captions("NODIS NESCO"), (std::vector<std::string>{"NODIS", "NESCO"}));
  EXPECT_TRUE(head_captions("ONLY THE MILLER CAME").empty());
  EXPECT_TRUE(head_captions("").empty());
}

TEST(SerialLine, HasALevelANameAndANumber) {
  EXPECT_TRUE(is_serial_line("C O N F I D E N T I A L SECTION 1 OF 2 BAMAKO 417"));
  EXPECT_TRUE(is_serial_line("UNCLAS NEW DELHI 7"));
  EXPECT_TRUE(is_serial_line("LIMITED OFFICIAL USE STATE 101233 TOSEC 120044"));
  EXPECT_TRUE(is_serial_line("S E C R E T STATE 101233 EXDIS"));
  EXPECT_TRUE(is_serial_line("UNCLAS STATE 101233 (CORRECTED COPY)"));
  EXPECT_FALSE(is_serial_line("CONFIDENTIAL"));
  EXPECT_FALSE(is_serial_line("SECRET AGREEMENTS OF 1916 AND"));
  EXPECT_FALSE(is_serial_line("SECSTATE WASHDC 4471"));
}

}  // namespace
}  // namespace cabled::usual_head_test
