#include "parsers/telegram/paper_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::paper_lines_test {
namespace {

// A letter a line: T text, P page, C copy number, L level, S stamp, F filler, E end, N note.
std::string marks_of(std::string_view text) {
  std::string out;
  for (const PaperLine& line : paper_lines(text)) {
    if (line.mark != PaperMark::kBlank) out += "T.PCLSFENH"[static_cast<std::size_t>(line.mark)];
  }
  return out;
}

constexpr std::string_view kPage = "PAGE 02        BAMAKO  00417  01 OF 02  101325Z\n";

TEST(PaperLines, KnowAPageLineByItsSenderAndSerial) {
  for (const char* line :
       {"PAGE 01        BAMAKO  00417  101325Z", "PAGE  02  STATE  123456", "PAGE 03 NEW DE 09911",
        "PAGE 01        N'DJAM  00017  01 OF 02  101325Z",
        "PAGE 11        USUN N  01432  020111Z  "}) {
    EXPECT_EQ(marks_of(line), "P") << line;
  }
  for (const char* line : {"PAGE 4 OF THE NOTE", "PAGE 12 OF DRAFT 1234 IS MISSING", "PAGE 02"}) {
    EXPECT_EQ(marks_of(line), "T") << line;
  }
}

TEST(PaperLines, TakeALevelForFurnitureOnlyBesideAPageOrAnEnd) {
  const std::string page(kPage);
  EXPECT_EQ(marks_of("THE RAINS\nCONFIDENTIAL\n\nCONFIDENTIAL\n\n" + page + "\nCAME"), "TLLPT");
  EXPECT_EQ(marks_of("THE RAINS\n" + page + "LIMITED OFFICIAL USE\nCAME"), "TPLT");
  EXPECT_EQ(marks_of("DIOP\n\n\nUNCLASSIFIED\n\n\nNNNN\n"), "TLE");
  EXPECT_EQ(marks_of("DIOP\n\nSECRET\n"), "TL");
  EXPECT_EQ(marks_of("THE REPORT IS\nCONFIDENTIAL\nAND LONG"), "TTT");
  EXPECT_EQ(marks_of("THE REPORT IS\nSECRET AGREEMENTS\n" + page), "TTP");
}

TEST(PaperLines, KnowStampsFillersEndsAndNotes) {
  EXPECT_EQ(
      marks_of("Margaret P. Grafeld Declassified/Released US Department of State EO Systematic "
               "Review 04 MAY 2006"),
      "S");
  EXPECT_EQ(marks_of("DECLASSIFIED/RELEASED US DEPARTMENT OF STATE"), "T")
      << "written by a telegram";
  EXPECT_EQ(marks_of("\u00bf\u00bf\u00bf"), "F");
  EXPECT_EQ(marks_of("\u00bfQUE PASA"), "T");
  for (const char* line : {"NNN", "NNNN", "NNNNMAFVVZCZ", "<< END OF DOCUMENT >>"}) {
    EXPECT_EQ(marks_of(line), "E") << line;
  }
  EXPECT_EQ(marks_of("NNAMDI"), "T");
  EXPECT_EQ(marks_of("*** Current Classification *** SECRET"), "N");
}

TEST(PaperLines, TakeTwoDigitsForACopyNumberOnlyBelowAFirstPage) {
  EXPECT_EQ(marks_of("PAGE 01  BAMAKO  00417\n\n43\nACTION AF-10"), "PCT");
  EXPECT_EQ(marks_of(std::string(kPage) + "43\nSACKS"), "PTT");
  EXPECT_EQ(marks_of("PAGE 01  BAMAKO  00417\nACTION AF-10\n43"), "PTT");
}

TEST(PaperLines, KnowTheHeadThatALaterSectionHasAgain) {
  const std::string head = "ACTION AF-10\nFM AMEMBASSY BAMAKO\nUNCLAS SECTION 2 OF 2 BAMAKO 417\n";
  const std::string page = "PAGE 01  BAMAKO  00417  02 OF 02\n";
  EXPECT_EQ(marks_of(page + head + "MILLET"), "PTTTT") << "the only section there is";
  EXPECT_EQ(marks_of(page + head + "MILLET\n" + page + head + "MAIZE"), "PTTTTPHHHT");
  EXPECT_EQ(marks_of(page + head + "MILLET\n" + page + head + "\nEXDIS\nONLY\nMAIZE"),
            "PTTTTPHHHHHT");
  EXPECT_EQ(marks_of(page + head + "MILLET\n" + page + "MAIZE"), "PTTTTPT") << "a page, no head";
}

}  // namespace
}  // namespace cabled::paper_lines_test
