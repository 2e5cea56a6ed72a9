#include "parsers/cable/body/clean_text.h"

#include <gtest/gtest.h>

#include "parsers/cable/read_cable.h"
#include "parsers/telegram/scanner.h"

namespace cabled::clean_text_test {
namespace {

const std::string kHead =
    "C O N F I D E N T I A L SECTION 01 OF 02 CARRICK 000318\n"
    "\n"
    "SIPDIS\n"
    "\n"
    "E.O. 12958: DECL: 02/14/2017\n"
    "TAGS: PREL, EFIS, DR\n"
    "SUBJECT: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE\n"
    "\n";

// Typed to 65 columns.
const std::string kFirst =
    "1. (C) The harbormaster told Econoff on February 12 that the\n"
    "outer shoal had claimed four trawlers since the summer and that\n"
    "the insurers had begun to ask who owned the light.  He said that\n"
    "nobody wished to pay for the lamp before the season was over and\n";
const std::string kRest =
    "that the fleet would rather sail without one. His deputy agreed.\n"
    "The road to the lamp costs nine times as much as the lamp itself.\n";

std::string clean(const std::string& text) { return make_clean_text(text).text; }

TEST(CleanText, IsTheTextWhereNothingStandsBetweenItsLines) {
  EXPECT_EQ(clean(kHead + kFirst + kRest), kHead + kFirst + kRest);
}

TEST(CleanText, LacksPageMarkersAndTheBlankLinesAroundThem) {
  EXPECT_EQ(clean(kHead + kFirst + "\nCARRICK 00000318  002 OF 002\n\n\n" + kRest),
            kHead + kFirst + kRest);
  EXPECT_EQ(clean(kHead + kFirst +
                  "\n\nCONFIDENTIAL\n\nPAGE 02  CARRIC  00318  01 OF 02  271458Z\n" + kRest),
            kHead + kFirst + kRest);
}

TEST(CleanText, ClosesALineAroundAMarkerThatStoodInIt) {
  EXPECT_EQ(clean("1. (C) The head of the CARRICK 00000318  002 OF 002  port agreed.\n"),
            "1. (C) The head of the port agreed.\n");
}

TEST(CleanText, LacksTheHeadThatASectionRepeats) {
  const std::string again =
      "\nC O N F I D E N T I A L SECTION 02 OF 02 CARRICK 000318\n\nSIPDIS\n\n"
      "E.O. 12958: DECL: 02/14/2017\nTAGS: PREL, EFIS, DR\n"
      "SUBJECT: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE\n\n";

  EXPECT_EQ(clean(kHead + kFirst + again + kRest), kHead + kFirst + kRest);
  EXPECT_EQ(clean(kHead + kFirst +
                  "\nVZCZCXRO4418\nPP RUEHAG\nDE RUEHCK #0318/02 0451512\nZNY CCCCC ZZH\n"
                  "P 140312Z FEB 07\nFM AMEMBASSY CARRICK\nTO RUEHC/SECSTATE WASHDC 2624" +
                  again + kRest),
            kHead + kFirst + kRest);
}

TEST(CleanText, KeepsTheHeadOfATextThatIsALaterSectionAlone) {
  const std::string text = "UNCLAS SECTION 02 OF 02 CARRICK 000318\n\nSIPDIS\n\n" + kFirst;

  EXPECT_EQ(clean(text), text);
}

TEST(CleanText, LacksEndMarksAndTheFeetOfPages) {
  EXPECT_EQ(clean(kHead + kFirst + kRest + "HARGREAVE\nBT\n#0318\n\nCONFIDENTIAL\n\nNNNN\n"),
            kHead + kFirst + kRest + "HARGREAVE\n#0318\n");
}

TEST(CleanText, PartsNumberedParagraphsByABlankLine) {
  EXPECT_EQ(clean("1. (C) The lamp is lit.\n2. (C) The fleet has left.\n"),
            "1. (C) The lamp is lit.\n\n2. (C) The fleet has left.\n");
}

TEST(CleanText, MakesOneLineOfTheTwoThatAnAdvertisementLeft) {
  const std::string cut =
      "1. (C) The harbormaster told Econoff on February 12 that the\n"
      "outer shoal had claimed\n"
      "four trawlers since the summer and that\n"
      "the insurers had begun to ask who owned the light.  He said that\n"
      "nobody wished to pay for the lamp before the season was over and\n";

  EXPECT_EQ(clean(kHead + cut + kRest), kHead + kFirst + kRest);
}

TEST(CleanText, KeepsLinesThatTheirAuthorBroke) {
  const std::string lists =
      "2. (C) The deputy has a list of what the lamp needs before it is\n"
      "lit:\n"
      "Oil\n"
      "A wick of forty threads\n"
      "The key to the outer door, and a second one\n"
      "for the night\n"
      "-- a ladder\n"
      "Upper Druma         18,204    11,377\n";

  EXPECT_EQ(clean(kHead + kFirst + kRest + "\n" + lists), kHead + kFirst + kRest + "\n" + lists);
}

TEST(CleanText, SaysOfEachLineWhatBecameOfIt) {
  const std::string text = kHead + kFirst + "\nCARRICK 00000318  002 OF 002\n\n" + kRest;

  const CleanText clean = make_clean_text(text);

  const std::vector<std::string_view> lines = split_lines(text);
  const std::vector<std::string_view> cleaned = split_lines(clean.text);
  ASSERT_EQ(clean.lines.size(), lines.size());
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const LineReport& report = clean.lines[at];
    if (report.fate == LineFate::kKept) {
      EXPECT_EQ(cleaned.at(report.clean_line), lines[at]) << at;
    }
    if (lines[at].starts_with("CARRICK")) {
      EXPECT_EQ(report.fate, LineFate::kDropped);
      EXPECT_EQ(report.furniture, "page_marker");
      EXPECT_EQ(cleaned.at(report.clean_line), lines[at + 2]) << "the line that follows it";
    }
  }
  EXPECT_EQ(clean.lines[8].paragraph, 1);
  EXPECT_TRUE(clean.lines[8].begins_paragraph);
  EXPECT_EQ(clean.lines.back().paragraph, 1);
  EXPECT_FALSE(clean.lines.back().begins_paragraph);
  EXPECT_EQ(clean.lines[0].paragraph, std::nullopt);
}

TEST(CleanText, IsAFieldOfTheCableBesideItsText) {
  const std::string text = kHead + kFirst + "\nCARRICK 00000318  002 OF 002\n\n" + kRest;

  const Cable cable = read_cable(text);

  EXPECT_EQ(cable.text, text);
  EXPECT_EQ(cable.clean_text, kHead + kFirst + kRest);
}

}  // namespace
}  // namespace cabled::clean_text_test
