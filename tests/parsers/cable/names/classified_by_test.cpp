#include "parsers/cable/names/classified_by.h"

#include <gtest/gtest.h>

namespace cabled::classified_by_test {
namespace {

using Names = std::vector<std::string>;

struct NameCase {
  const char* text;
  Names names;
};

class ClassifiedByNames : public testing::TestWithParam<NameCase> {};

TEST_P(ClassifiedByNames, AreGivenWithoutTheirOffices) {
  EXPECT_EQ(read_classification(GetParam().text).names, GetParam().names) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    ShortOffice, ClassifiedByNames,
    testing::Values(
        NameCase{"Classified By: COM Ellen Quarry, reasons 1.4 (b).", {"Ellen Quarry"}},
        NameCase{"CLASSIFIED BY: COM ELLEN QUARRY, REASONS 1.4 (B).", {"ELLEN QUARRY"}},
        NameCase{"Classified By: DPO Hugo P. Strand for reasons 1.4 (b).", {"Hugo P. Strand"}},
        NameCase{"Classified By: XYZ Hugo P. Strand for reasons 1.4 (b).", {"Hugo P. Strand"}},
        NameCase{"Classified By: REO Nora Veld, Jr. Reason: 1.4 (d)", {"Nora Veld, Jr."}}));

INSTANTIATE_TEST_SUITE_P(
    Particles, ClassifiedByNames,
    testing::Values(NameCase{"Classified By: DCM Hugo P. de la Strand, reasons 1.4 (b).",
                             {"Hugo P. de la Strand"}},
                    NameCase{"CLASSIFIED BY: DEPUTY CHIEF OF MISSION, NORA H. VAN DER VELD,\n"
                             "REASON: 1.4(B), (D)",
                             {"NORA H. VAN DER VELD"}},
                    NameCase{"Classified By: Consul Nora A. de\nla Veld for reasons 1.4(b).",
                             {"Nora A. de la Veld"}}));

INSTANTIATE_TEST_SUITE_P(
    OfficeBefore, ClassifiedByNames,
    testing::Values(
        NameCase{"Classified By: Ambassador Ellen Quarry for reasons 1.4 (b) and (d).",
                 {"Ellen Quarry"}},
        NameCase{"CLASSIFIED BY: DCM HUGO P. STRAND; REASON 1.5 (B)", {"HUGO P. STRAND"}},
        NameCase{"Classified By: Deputy Political Counselor J. Owen Tarr under 1.4 b/d",
                 {"J. Owen Tarr"}},
        NameCase{"Classified By: A/DCM R.T. Lindqvist, reasons 1.4 (b,d)", {"R.T. Lindqvist"}},
        NameCase{"Classified By: Pol/Econ Chief Nora Veld per 1.4 (d)", {"Nora Veld"}},
        NameCase{"Classified By: DCM/Nora Veld for reason 1.4 (d)", {"Nora Veld"}},
        NameCase{"Classified By: Charge d'Affaires, a.i., Nora Veld. Reasons 1.4 (b)",
                 {"Nora Veld"}},
        NameCase{"Classified By: CDA Nora Veld-Ortiz based on E.O. 12958", {"Nora Veld-Ortiz"}},
        NameCase{"Classified By: Assistant Secretary of State for African Affairs Omar Bell, "
                 "Reason 1.4 (b)",
                 {"Omar Bell"}}));

INSTANTIATE_TEST_SUITE_P(
    OfficeAfter, ClassifiedByNames,
    testing::Values(
        NameCase{"Classified By: Nora Veld, Ambassador; reasons 1.4 (b)", {"Nora Veld"}},
        NameCase{"CLASSIFIED BY: Nora Veld, Counselor, Political Section, Embassy "
                 "Alder, Department of State. REASON: 1.4 (b), (d)",
                 {"Nora Veld"}},
        NameCase{"CLASSIFIED BY ALAN ROE, JR., DIRECTOR. REASON: 1.5 (D).", {"ALAN ROE, JR."}},
        NameCase{"Classified By: Ambassador Alan Roe, III. Reason 1.4 (b)", {"Alan Roe, III"}}));

INSTANTIATE_TEST_SUITE_P(
    Damaged, ClassifiedByNames,
    testing::Values(
        NameCase{"Classified By: Ambasador Nora Veld for reasns 1.4 (b)", {"Nora Veld"}},
        NameCase{"Classified By: Politcal Counselr Nora Veld, reasons 1.4 (b)", {"Nora Veld"}},
        NameCase{"Classified By: C0NSUL GENERAL NORA VELD F0R REASONS 1.4 (B)", {"NORA VELD"}},
        NameCase{"Classified By: (C) Classified by Nora Veld, DCM", {"Nora Veld"}}));

TEST(ClassifiedBy, JoinsAWordThatTheEndOfTheLineCut) {
  // The field was cut at exactly 71 characters, here inside "Lindqvist".
  const std::string first =
      "Classified By: Deputy Chief of the Political Section Hannah Joan Lindqv";
  ASSERT_EQ(first.size(), 71U);

  EXPECT_EQ(read_classification(first + " \nist for reasons 1.4 (b). \n").names,
            Names{"Hannah Joan Lindqvist"});
}

TEST(ClassifiedBy, KeepsWordsApartWhenTheLineIsShorter) {
  EXPECT_EQ(read_classification("Classified By: Consul Hannah \nLind for reasons 1.4 (b)\n").names,
            Names{"Hannah Lind"});
}

TEST(ClassifiedBy, FindsASecondPersonByAnOfficeOfItsOwn) {
  const auto read = read_classification(
      "CLASSIFIED BY PM NORA VELD, ACTING AND S/CT DAS ALAN ROE. REASON 1.4 (B)");

  EXPECT_EQ(read.names, (Names{"NORA VELD", "ALAN ROE"}));
}

TEST(ClassifiedBy, HasNoNameWhenOnlyTheOrderIsNamed) {
  EXPECT_TRUE(
      read_classification("1. CONFIDENTIAL. CLASSIFIED BY SECTION 1.5 (B).\n").names.empty());
}

TEST(ClassifiedBy, EndsAtABlankLine) {
  EXPECT_EQ(read_classification("Classified By: DCM Nora Veld \n \nMarket Opens \n").names,
            Names{"Nora Veld"});
}

TEST(ClassifiedBy, IsNotADeclassification) {
  EXPECT_TRUE(read_classification("DECLASSIFIED BY NARA 09/02/2009\n").names.empty());
}

struct ReasonCase {
  const char* text;
  Names reasons;
};

class ClassifiedByReasons : public testing::TestWithParam<ReasonCase> {};

TEST_P(ClassifiedByReasons, AreGivenOneByOne) {
  const std::string text = std::string("Classified By: DCM Nora Veld, ") + GetParam().text + "\n";

  EXPECT_EQ(read_classification(text).reasons, GetParam().reasons);
}

INSTANTIATE_TEST_SUITE_P(Forms, ClassifiedByReasons,
                         testing::Values(ReasonCase{"reasons 1.4 (b) and (d).",
                                                    {"1.4 (b)", "1.4 (d)"}},
                                         ReasonCase{"REASON: 1.5 B,D", {"1.5 (b)", "1.5 (d)"}},
                                         ReasonCase{"reasons 1.4(b/d)", {"1.4 (b)", "1.4 (d)"}},
                                         ReasonCase{"reason 1. \n4 (c)", {"1.4 (c)"}},
                                         ReasonCase{"for reasons of its own", {}}));

TEST(ClassifiedBy, GoesOnBelowABlankLineUntilItHasItsReasons) {
  for (const char* text :
       {"Classified By: DCM Nora Veld for reasons\n\n1.4 (b) and (d).\n\n1. (C) The\n",
        "Classified By: DCM Nora Veld\n\nReasons: 1.4 (b) and (d).\n\n1. (C) The\n",
        "Classified By: DCM Nora Veld\n\n\nfor\n1.4 (b) and (d).\n"}) {
    const Classification read = read_classification(text);
    EXPECT_EQ(read.names, std::vector<std::string>{"Nora Veld"}) << text;
    const bool reasons = std::string_view(text).find("\n\n\n") == std::string_view::npos;
    EXPECT_EQ(read.reasons.size(), reasons ? 2U : 0U) << text;
  }
}

TEST(ClassifiedBy, BearsASlipInItsLabelAtTheStartOfALine) {
  for (const char* label : {"Classfied By", "Classiied By", "CLASSFIED BY", "Clasified by"}) {
    const Classification read =
        read_classification(std::string(label) + ": DCM Nora Veld for reasons 1.4 (b).\n");
    EXPECT_EQ(read.names, std::vector<std::string>{"Nora Veld"}) << label;
    EXPECT_EQ(read.reasons, std::vector<std::string>{"1.4 (b)"}) << label;
  }
  EXPECT_TRUE(read_classification("Declassified By: Nora Veld\n").names.empty());
  EXPECT_TRUE(read_classification("It was classfied by: Nora Veld\n").names.empty());
}

TEST(ClassifiedBy, IsKnownByItsReasonsWhereTheFirstWordIsLost) {
  const Classification read = read_classification("BY: DCM Nora Veld, reasons 1.4 (b) and (d)\n");
  EXPECT_EQ(read.names, std::vector<std::string>{"Nora Veld"});
  EXPECT_EQ(read.reasons, (std::vector<std::string>{"1.4 (b)", "1.4 (d)"}));
  EXPECT_TRUE(read_classification("BY: DCM Nora Veld\n").names.empty());
  EXPECT_TRUE(read_classification("SENT BY: DCM Nora Veld, 1.4 (b)\n").names.empty());
}

TEST(ClassifiedBy, EndsTheNameBeforeACutWordForReasonsAndALostFullStop) {
  for (const char* text :
       {"Classified By: DCM Nora Veld for REAS\n", "Classified By: DCM Nora Veld, for reason\n",
        "Classified By: DCM Nora Veld E.O 12958. reasons 1.4 (b)\n",
        "Classified By: DCM Nora Veld per E.O 12958, reasons 1.4 (b)\n",
        "Classified By: Ambassador-at-Large Nora Veld, reason 1.4 (b)\n",
        "Classified By: U.S. Special Envoy Nora Veld, reason 1.4 (b)\n",
        "CLASSIFIED BY: ESTHOFF Nora Veld, reason 1.4 (b)\n"}) {
    EXPECT_EQ(read_classification(text).names, std::vector<std::string>{"Nora Veld"}) << text;
  }
}

TEST(ClassifiedBy, HasEachReasonWhereItsNumberIsWrittenAgain) {
  for (const char* text : {"Classified By: DCM Nora Veld, reason 1.4 (b), 1.4 (d)\n",
                           "Classified By: DCM Nora Veld, reasons 1.4(b) and 1.4(d).\n",
                           "Classified By: DCM Nora Veld, reasons 1.4 b and 1.4 d\n"}) {
    EXPECT_EQ(read_classification(text).reasons, (std::vector<std::string>{"1.4 (b)", "1.4 (d)"}))
        << text;
  }
}

}  // namespace
}  // namespace cabled::classified_by_test
