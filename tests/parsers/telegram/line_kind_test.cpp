#include "parsers/telegram/line_kind.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace cabled::telegram_line_test {
namespace {

using Kind = TelegramLine;

struct LineCase {
  const char* line;
  Kind kind;
};

void PrintTo(const LineCase& sample, std::ostream* out) { *out << sample.line; }

class TelegramLineIs : public testing::TestWithParam<LineCase> {};

TEST_P(TelegramLineIs, KnownByItsForm) {
  EXPECT_EQ(classify_telegram_line(GetParam().line), GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, TelegramLineIs,
    testing::Values(
        LineCase{"VZCZCXRO1234", Kind::kTransmission}, LineCase{"RR RUEHWEB", Kind::kRouting},
        LineCase{"RUEHSR RUEHVK RUEHYG", Kind::kRoutingTail},
        LineCase{"DE RUEHCK #0153/01 0252338", Kind::kDe},
        LineCase{"ZNY SSSSS ZZH ZUI RUEHSD 0065W", Kind::kSecurity},
        LineCase{"P R 281848Z DEC 66", Kind::kDateTime},
        LineCase{"O 171130Z JAN 08 ZDK", Kind::kDateTime},
        LineCase{"FM AMEMBASSY CARRICK", Kind::kFrom},
        LineCase{"TO RUEHC/SECSTATE WASHDC 8929", Kind::kTo},
        LineCase{"TO SECSTATE WASHDC PRIORITY", Kind::kTo},
        LineCase{"INFO RUEHZN/SCIENCE COLLECTIVE", Kind::kInfo},
        LineCase{"RUEHUL/AMEMBASSY SILVERTON 9441", Kind::kAddressee},
        LineCase{"XMT AMEMBASSY SILVERTON", Kind::kExempt},
        LineCase{"UNCLAS SECTION 01 OF 06 CARRICK 000153", Kind::kClassification},
        LineCase{"C O N F I D E N T I A L CARRICK 000153", Kind::kClassification},
        LineCase{"S e c r e t carrick 001938", Kind::kNone},
        LineCase{"S e c r e t CARRICK 001938", Kind::kClassification},
        LineCase{"UNCLASSIFIED CARRICK 2481", Kind::kClassification},
        LineCase{"LIMITED OFFICIAL USE", Kind::kClassificationAlone},
        LineCase{"SENSITIVE SIPDIS", Kind::kSipdis}, LineCase{"NOFORN", Kind::kCaption},
        LineCase{"DEPT PASS USTR", Kind::kPass}, LineCase{"E.O. 12958: N/A", Kind::kExecutiveOrder},
        LineCase{"E.0. 12958: DECL: 02/14/2017", Kind::kExecutiveOrder},
        LineCase{"EO 11652 N/A", Kind::kExecutiveOrder}, LineCase{"TAGS PREL, DR", Kind::kTags},
        LineCase{"TAGES: PREL DR", Kind::kTags}, LineCase{"SUBJ: GULLS", Kind::kSubject},
        LineCase{"SUBJECT GULLS LEAVE THE HARBOR", Kind::kSubject},
        LineCase{"REF: A. CARRICK 12", Kind::kReference},
        LineCase{"Classified By: DCM Ellen Hargreave", Kind::kClassifiedBy},
        LineCase{"1. (SBU) Gulls left.", Kind::kMarkedParagraph},
        LineCase{"\u00b61.(C) Gulls left.", Kind::kMarkedParagraph},
        LineCase{"12.  S//NF) Gulls left.", Kind::kMarkedParagraph},
        LineCase{"3. Gulls left.", Kind::kPlainParagraph},
        LineCase{"CARRICK 00000153 002.2 OF 006", Kind::kPageMarker},
        LineCase{"  PORT VANTERRE 00000153  002 OF 006", Kind::kPageMarker},
        LineCase{"PAGE 02 HARBOR 05461 01 OF 02 271458Z", Kind::kOldPage},
        LineCase{"ACTION EB-07", Kind::kAction}, LineCase{"Oes-07 to see", Kind::kAction},
        LineCase{"Date/DTG: 09 Aug 2012 / 091400Z AUG 12", Kind::kFormDate},
        LineCase{"DTG: 091400Z AUG 12", Kind::kFormDate}, LineCase{"--------", Kind::kRule},
        LineCase{"Carrick 00000153 002.2 OF 006", Kind::kPageMarker},
        LineCase{"Comment:", Kind::kHeading}, LineCase{"NNNN", Kind::kEndMark},
        LineCase{"=======CABLE ENDS=======", Kind::kEndMark},
        LineCase{"This record is a partial extract of the original cable.", Kind::kPartialExtract},
        LineCase{"ZFR ZFR ZFR CANCEL TELEGRAM", Kind::kCancel}));

INSTANTIATE_TEST_SUITE_P(OtherText, TelegramLineIs,
                         testing::Values(LineCase{"", Kind::kNone},
                                         LineCase{"Secret talks began on Monday.", Kind::kNone},
                                         LineCase{"CONFIDENTIAL SOURCES SAY THE HARBOR IS FULL",
                                                  Kind::kNone},
                                         LineCase{"Tags: harbor, gulls", Kind::kNone},
                                         LineCase{"Subject: your letter", Kind::kNone},
                                         LineCase{"To the harbormaster, with thanks", Kind::kNone},
                                         LineCase{"Information for visitors", Kind::kNone},
                                         LineCase{"2007. A bad year for gulls", Kind::kNone},
                                         LineCase{"RUSTY nails", Kind::kNone},
                                         LineCase{"Sections of the harbor", Kind::kNone},
                                         LineCase{"Uu RUEHC for gulls", Kind::kNone}));

TEST(ParagraphNumber, IsReadBehindAPublishersPilcrow) {
  EXPECT_EQ(paragraph_number("\u00b6 14. (C) Gulls left."), 14);
  EXPECT_EQ(paragraph_number("\u0392\u03863. Gulls left."), 3);
}

TEST(ParagraphNumber, IsNoneWhereNoParagraphBegins) {
  EXPECT_FALSE(paragraph_number("14 gulls left."));
}

TEST(Signature, HasTheFormOfOneOrTwoSurnames) {
  for (const char* name : {"ROOS", "VAN VOORST", "O'DELL", "Russel", "DAY-LEWIS", "CRANE JR."}) {
    EXPECT_TRUE(looks_like_signature(name)) << name;
  }
}

TEST(Signature, IsNoHeadingAndNoSentence) {
  for (const char* line : {"BACKGROUND", "END COMMENT", "The harbor", "HE LEFT.", "AB", "PARA 7"}) {
    EXPECT_FALSE(looks_like_signature(line)) << line;
  }
}

}  // namespace
}  // namespace cabled::telegram_line_test
