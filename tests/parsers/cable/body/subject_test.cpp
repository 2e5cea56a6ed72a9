#include "parsers/cable/body/subject.h"

#include <gtest/gtest.h>

#include "parsers/cable/body/title_case.h"
#include "parsers/telegram/preamble.h"

namespace cabled::subject_test {
namespace {

std::string subject(std::string_view text) {
  const Preamble preamble(text);
  const auto read = read_subject(preamble);
  return read ? read->text : "none";
}

TEST(Subject, JoinsItsLines) {
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES RISE \nAGAIN IN THE SOUTH \n \nREF: ROME 14\n"),
            "HARBOUR FEES RISE AGAIN IN THE SOUTH");
}

TEST(Subject, EndsAtWhateverFieldFollows) {
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES RISE REF: ROME 14\n"), "HARBOUR FEES RISE");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES RISEREF: ROME 14\n"), "HARBOUR FEES RISE");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES RISE\nREF A. ROME 14\n"), "HARBOUR FEES RISE");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES\nClassified By: DCM Veld\n"), "HARBOUR FEES");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES\n1. (C) Summary\n"), "HARBOUR FEES");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES\n------\nSummary\n"), "HARBOUR FEES");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES RISE\nThis is an action request.\n"),
            "HARBOUR FEES RISE");
}

TEST(Subject, EndsAtANoteOnItsHandling) {
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES Sensitive but unclassified, not for the web\n"),
            "HARBOUR FEES");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES Sensitive but \n"), "HARBOUR FEES");
}

TEST(Subject, LosesItsPortionMarks) {
  EXPECT_EQ(subject("SUBJECT: (C/NF) HARBOUR FEES (SBU)\n"), "HARBOUR FEES");
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES (CORRECTED COPY)\n"), "HARBOUR FEES (CORRECTED COPY)");
}

TEST(Subject, IsFoundInALineThatLostItsBreaks) {
  EXPECT_EQ(subject("E.o. 12958: n/a Tags: prel, ja Subject: harbour fees rise\n\n1. (c) x"),
            "harbour fees rise");
}

TEST(Subject, IsNeverTakenFromTheProse) {
  EXPECT_EQ(subject("1. (C) The note said:\nSUBJECT: HARBOUR FEES\n"), "none");
}

TEST(Subject, IsTakenWholeWhereAnExtractCutTheFirst) {
  EXPECT_EQ(subject("SUBJECT: HARBOUR FEES...\n\nSUBJECT: HARBOUR FEES RISE\n\n"),
            "HARBOUR FEES RISE");
}

struct TitleCase {
  const char* subject;
  const char* title;
};

class Titles : public testing::TestWithParam<TitleCase> {};

TEST(Title, TakesAcronymsFromABodyInMixedCase) {
  const std::string body = "1. (C) The GULP and the PDAS met; the tide was out. A Tide is a tide.";

  EXPECT_EQ(title_case("PDAS MEETS GULP AT LOW TIDE",
                       acronyms_of_body("PDAS MEETS GULP AT LOW TIDE", body)),
            "PDAS Meets GULP at Low Tide");
  EXPECT_TRUE(acronyms_of_body("PDAS MEETS GULP", "1. (C) THE GULP AND THE PDAS MET.").empty());
  EXPECT_TRUE(acronyms_of_body("GULP MEETS", "1. (C) The GULP met. A Gulp is a gulp.").empty())
      << "written as a word too";
  EXPECT_TRUE(acronyms_of_body("GULP MEETS", "1. (C) The GULPs and EUROGULP met.").empty())
      << "part of another word";
  EXPECT_TRUE(acronyms_of_body("COMMENT", "COMMENT\n1. (C) It was late.").empty())
      << "a heading in capitals";
}

TEST_P(Titles, AreInHeadlineCase) {
  EXPECT_EQ(title_case(GetParam().subject, {}), GetParam().title);
}

INSTANTIATE_TEST_SUITE_P(
    Subjects, Titles,
    testing::Values(TitleCase{"MINISTER ON THE FEES: A CHOICE FOR NATO",
                              "Minister on the Fees: A Choice for NATO"},
                    TitleCase{"WHAT THE EU IS FOR", "What the EU Is For"},
                    TitleCase{"U.S.-UK TALKS ON F-16S AND THE 55TH SESSION",
                              "U.S.-UK Talks on F-16s and the 55th Session"},
                    TitleCase{"THE GOI'S ANSWER ISN'T O'NEILL'S",
                              "The GOI's Answer Isn't O'Neill's"},
                    TitleCase{"visit of xxxxxxxx to rome", "Visit of XXXXXXXX to Rome"},
                    TitleCase{"PART III: MCALLISTER AND THE (MTCR) REGIME",
                              "Part III: McAllister and the (MTCR) Regime"},
                    TitleCase{"Talks with DoD and eBay", "Talks With DoD and eBay"}));

}  // namespace
}  // namespace cabled::subject_test
