#include "parsers/cable/header/header_fields.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/station/canonical_id.h"

namespace cabled::header_fields_test {
namespace {

TelegramHeader header(std::string_view text, const CableHints& hints = {}) {
  return read_header(text, hints);
}

std::string id_of(const TelegramHeader& fields) { return fields.id ? fields.id->text() : "none"; }

constexpr std::string_view kWhole =
    "VZCZCXRO4711\n"
    "PP RUEHAA RUEHBB\n"
    "RUEHCC\n"
    "DE RUEHKB #0219/01 0402210\n"
    "ZNY CCCCC ZZH ZUI RUEHSD 0065\n"
    "P R 092210Z FEB 08 ZDK\n"
    "FM AMEMBASSY KESTREL BAY\n"
    "TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 8011\n"
    "RUEHXC/COASTAL POSTS COLLECTIVE\n"
    "XMT AMCONSUL SILVERTON, AMCONSUL OSTRA\n"
    "INFO RUEHAM/AMEMBASSY ALDERMERE PRIORITY 0042\n"
    "RHMFIUU/JOINT STAFF WASHINGTON DC//J5//\n"
    "\n"
    "C O N F I D E N T I A L SECTION 01 OF 03 KESTREL BAY 010219\n"
    "\n"
    "NOFORN\n"
    "SIPDIS\n"
    "SIPDIS\n"
    "\n"
    "STATE FOR EUR/RPM\n"
    "\n"
    "E.O. 12985: DECL: 02/09/2018\n"
    "TAGS: PREL\n"
    "SUBJECT: HARBOUR DUES\n"
    "\n"
    "1. (C) Text.\n";

// The same telegram as a page gives it that has lost its line breaks.
std::string on_one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c == '\n' ? ' ' : c;
  return out;
}

TEST(Header, GivesTheEnvelopeOfATelegram) {
  const TelegramHeader fields = header(kWhole);

  EXPECT_EQ(fields.transmission_id, "VZCZCXRO4711");
  EXPECT_EQ(fields.routing, "PP RUEHAA RUEHBB RUEHCC");
  EXPECT_EQ(fields.de_line, "DE RUEHKB #0219/01 0402210");
  EXPECT_EQ(fields.precedence, "P");
  EXPECT_EQ(fields.info_precedence, "R");
  EXPECT_EQ(fields.dtg, "092210Z FEB 08");
  EXPECT_EQ(fields.sent_at, "2008-02-09T22:10:00Z");
  EXPECT_EQ(fields.operating_signals, (std::vector<std::string>{"ZUI", "ZDK"}));
  EXPECT_EQ(fields.from, "AMEMBASSY KESTREL BAY");
}

TEST(Header, GivesTheNumberThatAllItsPartsAgreeOn) {
  const TelegramHeader fields = header(kWhole);

  EXPECT_EQ(id_of(fields), "08KESTRELBAY10219");
  EXPECT_EQ(fields.station, "KESTRELBAY");
  EXPECT_EQ(fields.serial, 10219);
  EXPECT_EQ(fields.year, 2008);
  EXPECT_TRUE(fields.warnings.empty());
}

TEST(Header, GivesAddresseesWithWhatIsSaidOfEach) {
  const TelegramHeader fields = header(kWhole);

  ASSERT_EQ(fields.to.size(), 2U);
  EXPECT_EQ(fields.to[0], (Addressee{"RUEHC", "SECSTATE WASHDC", "NIACT IMMEDIATE", "8011", {}}));
  EXPECT_EQ(
      fields.to[1],
      (Addressee{
          "RUEHXC", "COASTAL POSTS COLLECTIVE", {}, {}, {"AMCONSUL SILVERTON", "AMCONSUL OSTRA"}}));
  ASSERT_EQ(fields.info.size(), 2U);
  EXPECT_EQ(fields.info[0], (Addressee{"RUEHAM", "AMEMBASSY ALDERMERE", "PRIORITY", "0042", {}}));
  EXPECT_EQ(fields.info[1].name, "JOINT STAFF WASHINGTON DC//J5//");
}

TEST(Header, GivesClassificationHandlingAndOrder) {
  const TelegramHeader fields = header(kWhole);

  EXPECT_EQ(fields.classification, "CONFIDENTIAL//NOFORN");
  EXPECT_EQ(fields.handling, (std::vector<std::string>{"NOFORN", "SIPDIS"}));
  EXPECT_EQ(fields.section, 1);
  EXPECT_EQ(fields.sections, 3);
  EXPECT_EQ(fields.executive_order, "12958");
  EXPECT_EQ(fields.declassify_on, "2018-02-09");
  EXPECT_EQ(fields.declassify_text, "DECL: 02/09/2018");
}

TEST(Header, IsTheSameWithoutLineBreaks) {
  const TelegramHeader lines = header(kWhole);
  const TelegramHeader line = header(on_one_line(kWhole));

  EXPECT_EQ(id_of(line), id_of(lines));
  EXPECT_EQ(line.routing, lines.routing);
  EXPECT_EQ(line.sent_at, lines.sent_at);
  EXPECT_EQ(line.operating_signals, lines.operating_signals);
  EXPECT_EQ(line.from, lines.from);
  EXPECT_EQ(line.to, lines.to);
  EXPECT_EQ(line.info, lines.info);
  EXPECT_EQ(line.classification, lines.classification);
  EXPECT_EQ(line.handling, lines.handling);
  EXPECT_EQ(line.declassify_text, lines.declassify_text);
}

TEST(Header, IsReadInSmallLettersToo) {
  const TelegramHeader fields = header(
      "o 011200z mar 07\nfm amembassy nairobi\nto ruehc/secstate washdc priority 1234\n\n"
      "S e c r e t nairobi 001938\n\nsipdis\n\nE.o. 12958: decl: 03/01/2017\nsubject: dues\n");

  EXPECT_EQ(id_of(fields), "07NAIROBI1938");
  EXPECT_EQ(fields.classification, "SECRET");
  EXPECT_EQ(fields.from, "AMEMBASSY NAIROBI");
  EXPECT_EQ(fields.declassify_on, "2017-03-01");
}

TEST(Header, PassesOverPagesAndOfficesOfThe1970s) {
  const TelegramHeader fields = header(
      "LIMITED OFFICIAL USE\n\nPAGE 01        CARRIC  03318  111102Z\n\n44\nACTION EB-07\n\n"
      "INFO OCT-01 NEA-10 ISO-00 /054 W\n                     --------------------- 118834\n\n"
      "R 111015Z NOV 75\nFM AMEMBASSY CARRICK\nTO SECSTATE WASHDC 6120\n"
      "INFO AMEMBASSY MONTAGU\nLIMITED OFFICIAL USE\n\nPAGE 02        CARRIC  03318  111102Z\n\n"
      "CINCPAC HONOLULU\n\nLIMITED OFFICIAL USE CARRICK 3318\n\nE.O. 11652: GDS\nSUBJ: WHEAT\n");

  EXPECT_EQ(id_of(fields), "75CARRICK3318");
  EXPECT_EQ(fields.classification, "LIMITED OFFICIAL USE");
  ASSERT_EQ(fields.info.size(), 2U);
  EXPECT_EQ(fields.info[1].name, "CINCPAC HONOLULU");
  EXPECT_EQ(fields.executive_order, "11652");
  EXPECT_EQ(fields.declassify_text, "GDS");
  EXPECT_EQ(fields.declassify_on, std::nullopt);
}

TEST(Header, TakesThePageLineOutOfAnAddress) {
  const TelegramHeader fields =
      header("FM SECSTATE WASHDC\nTO PAGE 02        STATE   004711  182333Z \nAMEMBASSY OSTRA\n");

  ASSERT_EQ(fields.to.size(), 1U);
  EXPECT_EQ(fields.to[0].name, "AMEMBASSY OSTRA");
}

TEST(Header, MakesUnclassifiedSensitiveForOfficialUse) {
  EXPECT_EQ(header("UNCLAS OSLO 000012\n\nSENSITIVE\n").classification,
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  EXPECT_EQ(header("UNCLAS E F T O OSLO 000012\n").classification,
            "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  EXPECT_EQ(header("UNCLAS OSLO 000012\n\nSIPDIS\n").classification, "UNCLASSIFIED");
}

TEST(Header, DoesNotTakeASentenceForAClassification) {
  const TelegramHeader fields =
      header("Secret talks with 3 parties\nConfidential sources said 1200\n");

  EXPECT_EQ(fields.classification, std::nullopt);
  EXPECT_EQ(fields.serial, std::nullopt);
}

TEST(HeaderNumber, WarnsWhenTheSourcesDisagree) {
  const TelegramHeader fields = header(
      "DE RUEHNY #0118 0321200\nR 011200Z FEB 08\nFM AMEMBASSY OSLO\n\nUNCLAS OSLO 000117\n");

  EXPECT_EQ(id_of(fields), "08OSLO117");
  EXPECT_EQ(fields.warnings.size(), 1U);
}

TEST(HeaderNumber, FallsBackOnThePageMarkerAndTheDeLine) {
  const std::string top =
      "DE RUEHNY #0118 0321200\nR 011200Z FEB 08\nFM AMEMBASSY OSLO\nSUBJECT: X\n";

  EXPECT_EQ(id_of(header(top)), "08OSLO118");
  EXPECT_EQ(id_of(header(top + "1. Text.\nOSLO 00010118  001.2 OF 002\n")), "08OSLO10118");
}

TEST(TelegramNumber, IsWhatTheCallerKnowsWhereTheTextSaysNeitherSenderNorNumber) {
  CableHints hints;
  hints.mrn = *CableId::parse("08OSLO117");

  const TelegramHeader header = read_header("R 031200Z APR 08\nTO SECSTATE WASHDC\n", hints);

  ASSERT_TRUE(header.id.has_value());
  EXPECT_EQ(header.id->text(), "08OSLO117");
  EXPECT_EQ(header.station, "OSLO");
}

TEST(TelegramNumber, IsNotWhatTheCallerKnowsWhereTheTextNamesAnother) {
  CableHints hints;
  hints.mrn = *CableId::parse("08OSLO117");

  const TelegramHeader header =
      read_header("R 031200Z APR 08\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC\n", hints);

  EXPECT_NE(header.id ? header.id->text() : "", "08OSLO117");
}

TEST(HeaderNumber, TakesTheYearFromWhoeverKnowsIt) {
  CableHints hints;
  hints.dated = "Monday, 2 March 2009";
  EXPECT_EQ(id_of(header("UNCLAS OSLO 000117\n", hints)), "09OSLO117");
  hints.mrn = *CableId::parse("08OSLO117");
  EXPECT_EQ(id_of(header("UNCLAS OSLO 000117\n", hints)), "08OSLO117");
  EXPECT_EQ(id_of(header("R 011200Z FEB 07\nUNCLAS OSLO 000117\n", hints)), "07OSLO117");
}

TEST(HeaderNumber, SeesThroughADamagedClassificationLine) {
  CableHints hints;
  hints.url = "http://cables.example/cable/2008/02/08ECTION01OF02MANAMA117.html";
  const TelegramHeader fields = header(
      "R 011200Z FEB 08\nFM AMEMBASSY MANAMA\n\nC O N F I D E N T I A L ECTION 01 OF 02 MANAMA "
      "000117\n",
      hints);

  EXPECT_EQ(id_of(fields), "08MANAMA117");
  EXPECT_EQ(fields.id_as_found, "08ECTION01OF02MANAMA117");
  EXPECT_EQ(fields.sections, 2);
}

TEST(HeaderNumber, BelievesTheSenderAboutAPostThatNoTableKnows) {
  EXPECT_EQ(id_of(header("R 011200Z FEB 08\nFM AMEMBASSY LISBO\nUNCLAS LISBO 000117\n")),
            "08LISBO117");
}

TEST(HeaderTime, DoesNotInventADay) {
  const TelegramHeader fields = header("R 311200Z FEB 08\nFM AMEMBASSY OSLO\n");

  EXPECT_EQ(fields.dtg, "311200Z FEB 08");
  EXPECT_EQ(fields.sent_at, std::nullopt);
  EXPECT_EQ(fields.warnings.size(), 1U);
}

struct Deadline {
  const char* line;
  const char* date;
};

class HeaderDeadline : public testing::TestWithParam<Deadline> {};

TEST_P(HeaderDeadline, IsReadInEveryOrderOfItsParts) {
  EXPECT_EQ(header(GetParam().line).declassify_on.value_or("none"), GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Dates, HeaderDeadline,
    testing::Values(Deadline{"E.O. 12958: DECL: 07/24/2018", "2018-07-24"},
                    Deadline{"EO 12958 DECL: 2018/07/24", "2018-07-24"},
                    Deadline{"E.O.12958: DECL: 7-4-2018", "2018-07-04"},
                    Deadline{"E.0. 12958: DECL: 7/4/18", "2018-07-04"},
                    Deadline{"E.O. 12356: DECL: 24 JUL 1999", "1999-07-24"},
                    Deadline{"E.O. 12958: DECLASSIFIED JULY 24, 2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 24/07/2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: O7/24/2O18", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL:\n07/24/2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 07/24/2018 TAGS: PREL", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 02/30/2018", "none"},
                    Deadline{"E.O. 12958: DNG: CO 07/24/2018", "none"},
                    Deadline{"E.O. 12958: DECL: TEN YEARS", "none"},
                    Deadline{"E.O. 12958: N/A", "none"},
                    Deadline{"E.O. 12958: DECL: OADR", "none"}));

TEST(HeaderOrder, PutsMisprintedNumbersRight) {
  for (const char* misprint : {"12598", "12985", "12928", "19523", "1295"}) {
    EXPECT_EQ(header("E.O. " + std::string(misprint) + ": N/A").executive_order, "12958")
        << misprint;
  }
}

TEST(HeaderOrder, KeepsNumbersOfOtherOrders) {
  for (const char* number : {"13526", "12356", "12065", "11652", "12333"}) {
    EXPECT_EQ(header("E.O. " + std::string(number) + ": N/A").executive_order, number);
  }
}

TEST(HeaderCancels, NamesWhatThisTelegramTakesThePlaceOf) {
  const TelegramHeader fields = header(
      "R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\n\nTHIS MESSAGE REPLACES OSLO "
      "0112.\nSUBJECT: X\n");

  ASSERT_EQ(fields.cancels.size(), 1U);
  EXPECT_EQ(fields.cancels[0].text(), "08OSLO112");
  EXPECT_FALSE(fields.cancelled);
}

TEST(HeaderCancels, AreAnnouncedInManyWords) {
  for (const char* words :
       {"THIS CABLE SUPERSEDES", "REPLACEMENT FOR", "THIS CANCELS", "REPLACES"}) {
    const TelegramHeader fields =
        header("R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\n\n" + std::string(words) +
               " OSLO 0112.\nSUBJECT: X\n");
    ASSERT_EQ(fields.cancels.size(), 1U) << words;
    EXPECT_EQ(fields.cancels[0].text(), "08OSLO112") << words;
  }
}

TEST(HeaderCancels, KnowsATelegramThatIsTakenBack) {
  const std::string top = "R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\nSUBJECT: X\n";

  EXPECT_TRUE(header(top + "PLEASE CANCEL OSLO 117. RESENT UNDER NEW MRN.\n").cancelled);
  EXPECT_TRUE(header(top + "CANCEL THIS MESSAGE. NEW MESSAGE SENT UNDER MRN 121\n").cancelled);
  EXPECT_TRUE(header("R 011200Z FEB 08 ZFR\nFM AMEMBASSY OSLO\n").cancelled);
  EXPECT_FALSE(header(top + "1. The ministry cancelled the tender.\n").cancelled);
  EXPECT_TRUE(header(top + "PLEASE CANCEL OSLO 117.\n").cancels.empty());
}

std::string new_number(const std::string& notice) {
  const TelegramHeader fields =
      header("R 011200Z FEB 07\nFM AMEMBASSY LONDON\nUNCLAS LONDON 001917\n\n" + notice +
             "\nSUBJECT: X\n");
  return fields.replaced_by ? fields.replaced_by->text() : "none";
}

TEST(HeaderReplacements, ANumberAloneIsOfTheSameStationAndYear) {
  EXPECT_EQ(new_number("ZFR CANCEL THIS MESSAGE. NEW MESSAGE SENT OUT UNDER MRN 1921"),
            "07LONDON1921");
  EXPECT_EQ(new_number("CANCEL THIS MESSAGE. RESENT UNDER NEW MRN 1921"), "07LONDON1921");
}

TEST(HeaderReplacements, AWholeNumberIsTakenAsItStands) {
  EXPECT_EQ(new_number("THIS TELEGRAM WAS RESENT AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("THIS TELEGRAM WAS RE-SENT AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("SENT AGAIN AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("PLEASE CANCEL THIS MESSAGE. REPLACED BY LONDON 1921."), "07LONDON1921");
}

TEST(HeaderReplacements, ANoticeWithoutANumberNamesNone) {
  EXPECT_EQ(new_number("CANCEL TELEGRAM - WILL BE RESENT UNDER NEW MRN\n\nTAGS PREL 1921"), "none");
}

TEST(HeaderReplacements, ATelegramDoesNotReplaceItself) {
  EXPECT_EQ(new_number("SENT AGAIN AS LONDON 1917"), "none");
}

TEST(HeaderReplacements, WhatElseIsReplacedIsNoTelegram) {
  EXPECT_EQ(new_number("THE GUARDS WERE REPLACED BY 3 OFFICERS OF THE HARBOR."), "none");
  EXPECT_EQ(new_number("CANCEL THIS MESSAGE. THE GUARDS WERE REPLACED BY 3 OFFICERS."), "none");
}

TEST(HeaderCopies, KnowsCorrectedOnesAndExtracts) {
  EXPECT_TRUE(
      header("UNCLAS OSLO 000117\nC O R R E C T E D  C O P Y (ADDED TAGS)\n").corrected_copy);
  EXPECT_TRUE(header("R 011200Z FEB 08 ZDS\n").corrected_copy);
  EXPECT_FALSE(header(kWhole).corrected_copy);
  EXPECT_TRUE(header("This record is a partial extract of the original cable.\nUNCLAS OSLO 1\n")
                  .partial_extract);
}

TEST(Header, EndsOnAnyBytes) {
  const std::string wide(300000, ' ');
  for (const std::string& text :
       {std::string(), std::string(300000, '\n'), std::string(300000, 'S'), "TO " + wide + "X",
        std::string("S E C R E T ") + wide, std::string("FM X\nTO ") + std::string(70000, 'R')}) {
    EXPECT_EQ(id_of(header(text)), "none");
  }
  std::string words = "TO A";
  for (int i = 0; i < 30000; ++i) words += " XMT S UNCLAS E.O PAGE 01";
  EXPECT_EQ(id_of(header(words)), "none");
}

}  // namespace
}  // namespace cabled::header_fields_test
