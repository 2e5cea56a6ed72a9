#include "parsers/telegram/paged_telegram.h"

#include <gtest/gtest.h>

namespace cabled::paged_telegram_test {
namespace {

const std::string kHead = R"(ACTION AF-10

INFO  OCT-01  ISO-00  /011 W
                      ---------------------     045512
R 101310Z MAY 74
FM AMEMBASSY BAMAKO
TO SECSTATE WASHDC 6120
)";

std::string text_of(const std::string& telegram) {
  const auto paged = read_paged_telegram(telegram);
  return paged ? paged->text : "no paged telegram";
}

std::string first_page(const std::string& section = "") {
  return "UNCLASSIFIED\n\nPAGE 01        BAMAKO  00417  " + section + "101325Z\n\n43\n";
}

const std::string kBreak =
    "\n\nUNCLASSIFIED\n\nUNCLASSIFIED\n\nPAGE 02        BAMAKO  00417  101325Z\n\n";

TEST(PagedTelegram, HasNoFurnitureOfItsPages) {
  EXPECT_EQ(text_of(first_page() + kHead +
                    "\nUNCLAS BAMAKO 417\n\n1. MILLET.\nDIOP\n\n\n"
                    "UNCLASSIFIED\n\nNNN\n\n*** Current Classification *** UNCLASSIFIED\n"),
            kHead + "\nUNCLAS BAMAKO 417\n\n1. MILLET.\nDIOP\n");
}

TEST(PagedTelegram, GoesOnInTheSentenceThatAPageBroke) {
  const std::string head = kHead + "\nUNCLAS BAMAKO 417\n\n";
  EXPECT_EQ(text_of(first_page() + head + "1. THE MILLET IS IN" + kBreak + "AND THE MILLS TURN."),
            head + "1. THE MILLET IS IN\nAND THE MILLS TURN.\n");
}

TEST(PagedTelegram, BeginsAParagraphBelowABreakByItsNumber) {
  const std::string head = kHead + "\nUNCLAS BAMAKO 417\n\n";
  EXPECT_EQ(text_of(first_page() + head + "1. THE MILLET IS IN." + kBreak + "2. THE MILLS TURN."),
            head + "1. THE MILLET IS IN.\n\n2. THE MILLS TURN.\n");
}

TEST(PagedTelegram, GoesOnWithAListOfAddresseesThatAPageBroke) {
  EXPECT_EQ(text_of(first_page() + kHead + "INFO AMEMBASSY DAKAR" + kBreak +
                    "CINCEUR\n\nUNCLAS BAMAKO 417\n"),
            kHead + "INFO AMEMBASSY DAKAR\nCINCEUR\n\nUNCLAS BAMAKO 417\n");
}

TEST(PagedTelegram, HasTheHeadOfItsFirstSectionAlone) {
  const std::string head = kHead + "\nUNCLAS SECTION 1 OF 2 BAMAKO 417\n\n";
  const std::string again = kHead + "\nUNCLAS SECTION 2 OF 2 BAMAKO 417\n\nEXDIS\n\n";
  EXPECT_EQ(text_of(first_page("01 OF 02  ") + head + "1. THE MILLET IS\n\nUNCLASSIFIED\nNNNN\n" +
                    first_page("02 OF 02  ") + again + "IN.\nDIOP\n"),
            head + "1. THE MILLET IS\nIN.\nDIOP\n");
}

TEST(PagedTelegram, KeepsTheHeadOfALaterSectionThatCameAlone) {
  const std::string head = kHead + "\nUNCLAS SECTION 2 OF 2 BAMAKO 417\n\n";
  EXPECT_EQ(text_of(first_page("02 OF 02  ") + head + "IN.\nDIOP\n"), head + "IN.\nDIOP\n");
  const auto paged = read_paged_telegram(first_page("02 OF 02  ") + head + "IN.\nDIOP\n");
  EXPECT_EQ(paged->usual.substr(paged->body), "IN.\nDIOP\n");
}

TEST(PagedTelegram, IsNoneWithoutTheLineOfTheRelay) {
  EXPECT_FALSE(read_paged_telegram("PAGE 02 BAMAKO 00417 101325Z\n1. MILLET"));
  EXPECT_FALSE(
      read_paged_telegram("VZCZCXRO1234\nRR RUEHC\nDE RUEHBM #0417\n1. MILLET\n----------\n"));
  EXPECT_FALSE(read_paged_telegram(""));
}

}  // namespace
}  // namespace cabled::paged_telegram_test
