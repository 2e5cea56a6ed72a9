#include "parsers/cable/body/body_fields.h"

#include <gtest/gtest.h>

#include "parsers/model/ascii.h"

namespace cabled::body_fields_test {
namespace {

using Words = std::vector<std::string>;

BodyFields read(std::string_view text) {
  return read_body(text, CableId::parse("08HANOI900").value());
}

constexpr std::string_view kTelegram =
    "C O N F I D E N T I A L SECTION 01 OF 02 HANOI 000900 \n \nSIPDIS \n \n"
    "E.O. 12958: DECL: 07/24/2018 \nTAGS: ECON EAGR VM\n"
    "SUBJECT: RICE HARVEST FALLS SHORT \nIN THE DELTA \n \nREF: A. HANOI 812 \n     B. 07 ROME 14 "
    "\n \n"
    "Classified By: DCM Nora Veld for reasons 1.4 (b) and (d). \n \n"
    "1. (SBU) SUMMARY: The harvest fell short. \nPrices rose. END SUMMARY. \n \n"
    "------------- \nA Dry Spring \n------------- \n \n"
    "2. (C) The delta had no rain \n \nHANOI 00000900  002 OF 002 \n \n \nfor six weeks. \n \n"
    "3. (C) Comment: 1. this list \n2. is inside. End comment. \n \nMARCH \n";

TEST(Body, GivesTheFieldsOfATelegram) {
  const BodyFields body = read(kTelegram);

  EXPECT_EQ(body.tags, (Words{"ECON", "EAGR", "VM"}));
  EXPECT_EQ(body.subject, "RICE HARVEST FALLS SHORT IN THE DELTA");
  EXPECT_EQ(body.title, "Rice Harvest Falls Short in the Delta");
  ASSERT_EQ(body.references.size(), 2U);
  EXPECT_EQ(body.references[1].id->text(), "07ROME14");
  EXPECT_EQ(body.classified_by, Words{"Nora Veld"});
  EXPECT_EQ(body.reasons, (Words{"1.4 (b)", "1.4 (d)"}));
  EXPECT_EQ(body.summary, "The harvest fell short.\nPrices rose.");
  EXPECT_EQ(body.signers, Words{"MARCH"});
}

TEST(Body, SplitsParagraphsWithNumberPortionAndHeading) {
  const BodyFields body = read(kTelegram);

  ASSERT_EQ(body.paragraphs.size(), 3U);
  EXPECT_EQ(body.paragraphs[0].portion, "SBU");
  EXPECT_EQ(body.paragraphs[1].number, 2);
  EXPECT_EQ(body.paragraphs[1].heading, "A Dry Spring");
  EXPECT_EQ(body.paragraphs[1].text, "The delta had no rain\nfor six weeks.");
  EXPECT_EQ(body.paragraphs[2].text, "Comment: 1. this list\n2. is inside. End comment.");
}

TEST(Body, TakesADayOfAMonthForNoParagraph) {
  const BodyFields body = read(
      "1. (C) The talks resume on March\n2. The minister agreed to July\n3, then left.\n\n"
      "2. (C) Nobody came.\n\n3. They may come later.\n");

  ASSERT_EQ(body.paragraphs.size(), 3U);
  EXPECT_EQ(body.paragraphs[0].text,
            "The talks resume on March\n2. The minister agreed to July\n3, then left.");
  EXPECT_EQ(body.paragraphs[2].number, 3);
}

TEST(Body, BeginsAParagraphBehindAMonthThatEndsASentenceAndBehindOtherWords) {
  for (const char* end : {"planned for October.", "await a decision.", "sell on the market",
                          "met the Mayor", "have declined"}) {
    const BodyFields body =
        read("1. They came.\n\n2. They " + std::string(end) + "\n3. The Embassy thanked them.\n");
    EXPECT_EQ(body.paragraphs.size(), 3U) << end;
  }
  const BodyFields body = read("1. They came.\n\n2. They came on Sept.\n3. The day was fine.\n");
  EXPECT_EQ(body.paragraphs.size(), 2U);
}

TEST(Body, KeepsTheNumberOfAParagraphWhoseHeadingStandsBehindIt) {
  const BodyFields body = read(
      "1. (C) Harbors\n--------------\n\nThe harbor is quiet.\n\n2. Outlook\n-----------\n"
      "Ships will come.\n\nVELD\n");

  ASSERT_EQ(body.paragraphs.size(), 2U);
  EXPECT_EQ(body.paragraphs[0].heading, "Harbors");
  EXPECT_EQ(body.paragraphs[0].number, 1);
  EXPECT_EQ(body.paragraphs[0].portion, "C");
  EXPECT_EQ(body.paragraphs[0].text, "The harbor is quiet.");
  EXPECT_EQ(body.paragraphs[1].heading, "Outlook");
  EXPECT_EQ(body.paragraphs[1].number, 2);
}

TEST(Body, ReadsThroughCharactersThatNobodySees) {
  const BodyFields body = read(
      "TAGS: EC\u200BON\nSUBJECT: THE HAR\u00ADBOR\nREF: HA\uFEFFNOI 812\n\n"
      "1. (\u2060C) The har\u00ADbor is\u2009quiet.\n\n\u2013\u2013\u2013\u2013\nOutlook\n"
      "\u2500\u2500\u2500\u2500\n\n2. (C) Ships will come.\n\nVE\u200DLD\n");

  EXPECT_EQ(body.tags, Words{"ECON"});
  EXPECT_EQ(body.subject, "THE HARBOR");
  EXPECT_EQ(body.references[0].id->text(), "08HANOI812");
  ASSERT_EQ(body.paragraphs.size(), 2U);
  EXPECT_EQ(body.paragraphs[0].text, "The harbor is quiet.");
  EXPECT_EQ(body.paragraphs[1].heading, "Outlook");
  EXPECT_EQ(body.signers, Words{"VELD"});
}

TEST(Body, GivesProseWithoutWhatFramesIt) {
  EXPECT_EQ(read(kTelegram).prose,
            "The harvest fell short.\nPrices rose.\n"
            "The delta had no rain\nfor six weeks.\n"
            "Comment: 1. this list\n2. is inside. End comment.\n");
}

TEST(Body, TakesNoShortParagraphAboveARuledHeadingForOne) {
  const BodyFields body =
      read("1. (C) Nets dry.\n2. (U) Boats rest.\n-------\nOutlook\n-------\n3. (C) Rain.\n");

  ASSERT_EQ(body.paragraphs.size(), 3U);
  EXPECT_EQ(body.paragraphs[1].text, "Boats rest.");
  EXPECT_EQ(body.paragraphs[2].heading, "Outlook");
  EXPECT_EQ(body.prose, "Nets dry.\nBoats rest.\nRain.\n");
}

TEST(Body, LeavesOutTheHeaderThatASectionRepeats) {
  const BodyFields body = read(
      "SUBJECT: RICE\n\n1. (C) The delta\nC O N F I D E N T I A L SECTION 02 OF 02 HANOI 000900\n\n"
      "SIPDIS\n\nE.O. 12958: DECL: 07/24/2018\nTAGS: ECON VM\nSUBJECT: RICE HARVEST "
      "FALLS\nSHORT\n\n"
      "had no rain.\n\n2. (C) It was dry.\n");

  ASSERT_EQ(body.paragraphs.size(), 2U);
  EXPECT_EQ(body.paragraphs[0].text, "The delta\nhad no rain.");
}

TEST(Body, FindsParagraphsInsideALineThatLostItsBreaks) {
  std::string text = "SUBJECT: RICE REF: ROME 14 Classified By: DCM Veld 1. (C) ";
  text += std::string(150, 'x') + ". 2. (SBU) " + std::string(150, 'y') + ". 3. (U) End.";

  const BodyFields body = read(text);

  ASSERT_EQ(body.paragraphs.size(), 3U);
  EXPECT_EQ(body.paragraphs[1].portion, "SBU");
  EXPECT_EQ(body.paragraphs[2].text, "End.");
}

TEST(Body, SeparatesParagraphsWithoutNumbersAtBlankLines) {
  const BodyFields body = read("SUBJECT: RICE\n\nThe delta had\nno rain.\n\nIt was dry.\n");

  ASSERT_EQ(body.paragraphs.size(), 2U);
  EXPECT_EQ(body.paragraphs[0].text, "The delta had\nno rain.");
  EXPECT_FALSE(body.paragraphs[0].number);
}

TEST(Body, HasASummaryWhereOnlyItsEndIsMarked) {
  EXPECT_EQ(read("SUBJECT: RICE\n\n1. (C) It was dry. End summary.\n\n2. (C) Rain.\n").summary,
            "It was dry.");
}

TEST(Body, HasASummaryUnderOtherWordsAndMarks) {
  for (const std::string first :
       {"1. (C) Executive Summary: It was dry. End executive summary.",
        "EXECUTIVE SUMMARY\n-----------------\n\n1. (C) It was dry.\n\nRain\n----",
        "1. (C) (Summary) It was dry. (End Summary)", "1. (C) SUMMARY: It was dry. ENDSUMMARY.",
        "1. (C) Summary: It was dry. End comment.", "1. (C) Summary: It was dry. (End Comment.)"}) {
    EXPECT_EQ(read("SUBJECT: X\n\n" + first + "\n\n2. (C) It rained.\n").summary, "It was dry.")
        << first;
  }
  EXPECT_EQ(read("SUBJECT: X\n\n1. (C) Summary: It was dry. Comment: So it is. End comment.\n\n"
                 "2. (C) It rained.\n")
                .summary,
            "It was dry. Comment: So it is. End comment.")
      << "it ends a comment";
}

TEST(Body, HasTheSummaryBelowItsHeading) {
  EXPECT_EQ(
      read("SUBJECT: X\n\nSummary\n-------\n1. (C) It was dry.\n\n2. (C) Still.\n\nRain\n----\n"
           "3. (C) None.\n")
          .summary,
      "It was dry.\nStill.");
}

TEST(Body, HasTheSummaryOnceWhereItsHeadingStandsTwice) {
  for (const std::string heading : {"-------\nSummary\n-------\n\n", "SUMMARY\n-------\n",
                                    "Summary and Comment\n-------------------\n\n"}) {
    for (const std::string second : {"1. (U) Summary: ", "1. (U) SUMMARY. ", "1. Summary - "}) {
      const std::string text = "SUBJECT: NETS\n\n" + heading + second +
                               "Nets fail. End summary.\n\n2. (U) More nets fail.\n";
      EXPECT_EQ(read(text).summary, "Nets fail.") << text;
    }
  }
}

TEST(Body, DoesNotTakeASentenceForASummary) {
  EXPECT_EQ(read("SUBJECT: X\n\n1. (C) Summary judgment was given.\n").summary, std::nullopt);
}

TEST(Body, TakesNoNumberThatClosesABracketForAParagraph) {
  const BodyFields body =
      read("SUBJECT: X\n\n1. IT WAS DRY (REFTEL PARA\n2). MORE FOLLOWS.\n\n2. STILL.\n");
  ASSERT_EQ(body.paragraphs.size(), 2U);
  EXPECT_EQ(body.paragraphs[0].text, "IT WAS DRY (REFTEL PARA\n2). MORE FOLLOWS.");
  EXPECT_EQ(read("SUBJECT: X\n\n1) IT WAS DRY.\n2) STILL.\n").paragraphs.size(), 2U);
}

TEST(Body, SurvivesHostileText) {
  for (const char* piece :
       {"REF: ", "SUBJECT: ", "TAGS: A,", "1. (C) ", "(", "Classified By: ", "END SUMMARY ",
        "HANOI 00000900 002 OF 003 ", "\n", "PAGE 02 A ", "---\n"}) {
    std::string text;
    while (text.size() < 100000) text += piece;
    EXPECT_NO_FATAL_FAILURE(read(text)) << piece;
  }
}

TEST(Body, KnowsTheSignersOfATelegramPrintedInSmallLetters) {
  EXPECT_EQ(read(ascii::lower(kTelegram)).signers, Words{"MARCH"});
  EXPECT_EQ(read("the harvest fell short, said the\n\nminister").signers, Words{})
      << "a piece of any text";
}

}  // namespace
}  // namespace cabled::body_fields_test
