#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/header/header_fields.h"

namespace cabled::telegram_number_test {
namespace {

TelegramHeader header(std::string_view text, const CableHints& hints = {}) {
  return read_header(text, hints);
}

std::string id_of(const TelegramHeader& fields) { return fields.id ? fields.id->text() : "none"; }

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

TEST(HeaderNumber, BelievesTwoWitnessesAgainstACutClassificationLine) {
  const std::string head = "DE RUEHNY #1604/01 0321200\nR 011200Z FEB 08\nFM AMEMBASSY OSLO\n";
  const std::string cut = "UNCLAS SECTION 01 OF 02 OSLO 00160\n\n1. (U) A.\n\n";
  const std::string marker = "OSLO 00001604  002 OF 002\n\n2. (U) B.\n";
  EXPECT_EQ(id_of(header(head + cut + marker)), "08OSLO1604");
  EXPECT_EQ(id_of(header(head + cut)), "08OSLO160") << "one witness alone";

  CableHints hints;
  hints.mrn = *CableId::parse("08OSLO1604");
  EXPECT_EQ(id_of(header(head + cut, hints)), "08OSLO1604");
}

TEST(HeaderNumber, BelievesTheSenderAboutAPostThatNoTableKnows) {
  EXPECT_EQ(id_of(header("R 011200Z FEB 08\nFM AMEMBASSY LISBO\nUNCLAS LISBO 000117\n")),
            "08LISBO117");
}

}  // namespace
}  // namespace cabled::telegram_number_test
