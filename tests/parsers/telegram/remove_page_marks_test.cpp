#include "parsers/telegram/remove_page_marks.h"

#include <gtest/gtest.h>

namespace cabled::remove_page_marks_test {
namespace {

TEST(PageMarks, AreTakenOutWhereverTheyStand) {
  EXPECT_EQ(without_page_marks("no rain\n\nHANOI 00000900  001.2 OF 003\n\n\nfor weeks"),
            "no rain\nfor weeks");
  EXPECT_EQ(without_page_marks("It was dry.\n\nHANOI 00000900  001.2 OF 003\n\nRain came."),
            "It was dry.\n\nRain came.");
  EXPECT_EQ(without_page_marks("no rain HANOI 00000900 002 OF 003 for weeks"),
            "no rain \f for weeks");
  EXPECT_EQ(
      without_page_marks("no rain\n\n        SECRET\n\nPAGE 02  HANOI  00900  271458Z\nfor weeks"),
      "no rain\nfor weeks");
}

TEST(PageMarks, AreSeenWhateverStandsBetweenTheirWords) {
  EXPECT_EQ(without_page_marks("no rain LIMA 00000063  002 of\t003 for weeks"),
            "no rain \f for weeks");
  EXPECT_EQ(without_page_marks("no rain LIMA 0000063  O02 OF O03 for weeks"),
            "no rain \f for weeks");
  EXPECT_EQ(without_page_marks("no rain\npage\t02  HANOI  00900  271458Z\nfor weeks"),
            "no rain\nfor weeks");
  EXPECT_EQ(without_page_marks("PAGE 02 OF2 pages"), "PAGE 02 OF2 pages");
}

TEST(PageMarks, TakeOfTheWordsBeforeThemTheirStationAlone) {
  EXPECT_EQ(without_page_marks("the head of the LIMA 00000063  002 OF 003 port"),
            "the head of the \f port");
  EXPECT_EQ(without_page_marks("he left for the new TOKYO 00000063  002 OF 003 port"),
            "he left for the new \f port");
  EXPECT_EQ(without_page_marks("they left for THE HAGUE 00000063  002 OF 003 together"),
            "they left for \f together");
  EXPECT_EQ(without_page_marks("THE HEAD OF THE PORT AU PRINCE 00000063  002 OF 003 PORT"),
            "THE HEAD OF THE \f PORT");
  EXPECT_EQ(without_page_marks("he saw the TEL AVIV 00000063  002 OF 003 port"),
            "he saw the \f port");
}

TEST(PageMarks, LeaveASentenceInCapitalsThatGoesOnBehindThem) {
  EXPECT_EQ(without_page_marks("FROM THE\nNORTH QUAY TO LIMA 00000063  002 OF 003 THE SHIPYARD"),
            "FROM THE\nNORTH QUAY TO \f THE SHIPYARD");
  EXPECT_EQ(without_page_marks("THE\nPILOTS WENT TO TEL AVIV 00000063  002 OF 003 TWICE"),
            "THE\nPILOTS WENT TO \f TWICE");
  EXPECT_EQ(without_page_marks("FISH\nPRICES FELL AGAIN PORT AU PRINCE 00000063  002 OF 003 TODAY"),
            "FISH\nPRICES FELL AGAIN \f TODAY");
}

TEST(PageMarks, AmidLinesWithoutBlankOnesEndNoSubject) {
  EXPECT_EQ(without_page_marks("SUBJECT: FISH, NETS:\nOSLO 00000063  002 OF 003\nWHO PAYS"),
            "SUBJECT: FISH, NETS:\nWHO PAYS");
  EXPECT_EQ(without_page_marks("SUBJECT: NETS --\nOSLO 00000063  002 OF 003\nWHO PAYS"),
            "SUBJECT: NETS --\nWHO PAYS");
  EXPECT_EQ(without_page_marks("the nets:\n\nOSLO 00000063  002 OF 003\n\n- two"),
            "the nets:\n\n- two");
  EXPECT_EQ(without_page_marks("Nets fail.\nOSLO 00000063  002 OF 003\nWho pays?"),
            "Nets fail.\n\nWho pays?");
}

TEST(PageLine, IsTakenOutOfALineWhereverItStands) {
  EXPECT_EQ(without_page_line("TO PAGE 02 STATE 015113 182333Z AMEMBASSY OSLO"),
            "TO AMEMBASSY OSLO");
  EXPECT_EQ(without_page_line("PAGE 02 STATE 015113"), "");
  EXPECT_EQ(without_page_line("HOME PAGE 02"), "HOME PAGE 02");
}

}  // namespace
}  // namespace cabled::remove_page_marks_test
