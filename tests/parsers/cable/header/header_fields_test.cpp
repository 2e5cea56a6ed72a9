#include "parsers/cable/header/header_fields.h"

#include <gtest/gtest.h>

#include <string>

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

TEST(HeaderTime, DoesNotInventADay) {
  const TelegramHeader fields = header("R 311200Z FEB 08\nFM AMEMBASSY OSLO\n");

  EXPECT_EQ(fields.dtg, "311200Z FEB 08");
  EXPECT_EQ(fields.sent_at, std::nullopt);
  EXPECT_EQ(fields.warnings.size(), 1U);
}

TEST(Header, ReadsRoutesWithoutLettersRangesOfNumbersAndNight) {
  const TelegramHeader fields = header(
      "R 011200Z FEB 08\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC 0001\n"
      "INFO ZEN/AMEMBASSY RIGA 0612-0615\nZEN/AMCONSUL NAHA\nRUEHRA/AMEMBASSY BERN NIACT 0612\n"
      "RUEHRO/AMEMBASSY ROME FLASH 0612-0615\n");

  ASSERT_EQ(fields.info.size(), 4U);
  EXPECT_EQ(fields.info[0].route, "ZEN");
  EXPECT_EQ(fields.info[0].name, "AMEMBASSY RIGA");
  EXPECT_EQ(fields.info[0].mcn, "0612-0615");
  EXPECT_EQ(fields.info[1].name, "AMCONSUL NAHA");
  EXPECT_EQ(fields.info[2].name, "AMEMBASSY BERN");
  EXPECT_EQ(fields.info[2].precedence, "NIACT");
  EXPECT_EQ(fields.info[3].precedence, "FLASH");
  EXPECT_EQ(fields.info[3].mcn, "0612-0615");
}

TEST(Header, HasNoLineOfHandlingAmongItsAddressees) {
  for (const char* line : {"ROGER CHANNEL", "HANDLE AS SBU", "PLEASE HANDLE ACCORDINGLY",
                           "CHEROKEE", "SBU", "NOT FOR INTERNET DISTRIBUTION"}) {
    EXPECT_EQ(header("FM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC 0001\n" + std::string(line) +
                     "\nUNCLAS OSLO 000117\n")
                  .to.size(),
              1U)
        << line;
  }
}

TEST(Header, ReadsTopSecretBelowItsAddressees) {
  for (const char* level : {"TOP SECRET", "T O P S E C R E T", "T O P  S E C R E T"}) {
    EXPECT_EQ(header("FM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC 0001\nINFO AMEMBASSY BERN\n\n" +
                     std::string(level) + " OSLO 000117\n")
                  .classification,
              "TOP SECRET")
        << level;
  }
}

TEST(Header, ReadsALevelThatIsGluedToItsStation) {
  EXPECT_EQ(header("S E C R E TOSLO 000117\n").classification, "SECRET");
  EXPECT_EQ(header("C O N F I D E N T I A LOSLO 000117\n").classification, "CONFIDENTIAL");
  EXPECT_EQ(header("UNCLASOSLO 000117\n").classification, "UNCLASSIFIED");
  EXPECT_EQ(header("SECRETARY 000117\n").classification, std::nullopt);
}

TEST(Header, ReadsCaptionsThatLostTheBlankBetweenThem) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(header("S E C R E T OSLO 000117\n\nSIPDISNOFORN\n").handling,
            (Words{"SIPDIS", "NOFORN"}));
  EXPECT_EQ(header("UNCLAS OSLO 000117\n\nSENSITIVESIPDIS\n").handling,
            (Words{"SENSITIVE", "SIPDIS"}));
  EXPECT_EQ(header("S E C R E T OSLO 000117\n\nDISSENT CHANNEL\n").handling,
            Words{"DISSENT CHANNEL"});
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
