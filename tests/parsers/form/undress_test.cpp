#include "parsers/form/undress.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/model/ascii.h"
#include "tests/parsers/form/read_form.h"

namespace cabled::undress_test {
namespace {

using test::cable_of;
using test::kHarborBody;
using test::kHarborHeader;
using test::with_each_line;

const std::string kTelegram = kHarborHeader + kHarborBody;

struct Form {
  const char* name;
  std::string page;
};

std::string on_one_line(std::string text) {
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

class EveryForm : public testing::TestWithParam<Form> {};

TEST_P(EveryForm, GivesTheFieldsOfThePlainTelegram) {
  const Cable plain = cable_of(kTelegram);
  ASSERT_EQ(plain.id->text(), "07LIMA318");

  const Cable cable = cable_of(GetParam().page);

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(*cable.id, *plain.id);
  EXPECT_EQ(cable.sent_at, plain.sent_at);
  EXPECT_EQ(cable.to, plain.to);
  EXPECT_EQ(cable.info, plain.info);
  EXPECT_EQ(cable.classification, plain.classification);
  EXPECT_EQ(cable.handling, plain.handling);
  EXPECT_EQ(cable.tags, plain.tags);
  EXPECT_EQ(cable.subject, plain.subject);
  EXPECT_EQ(cable.declassify_on, plain.declassify_on);
  EXPECT_EQ(cable.reasons, plain.reasons);
  EXPECT_EQ(cable.paragraphs.size(), plain.paragraphs.size()) << cable.text;
  EXPECT_EQ(cable.references.size(), plain.references.size());
  EXPECT_EQ(cable.signers, plain.signers) << cable.text;
}

INSTANTIATE_TEST_SUITE_P(
    Undress, EveryForm,
    testing::Values(
        Form{"quoted", "On Fri, Kim wrote:\n" + with_each_line(kTelegram, "> ") + "\nNo doubt.\n"},
        Form{"quoted twice", with_each_line(kTelegram, ">> ") + "> Well.\n\nYes.\n"},
        Form{"quoted apart", with_each_line(kTelegram, "> > ") + "> Well.\n"},
        Form{"fenced", "# Note\n\nA word.\n\n```\n" + kTelegram + "```\n\nMore words follow.\n"},
        Form{"indented", "A word.\n\n" + with_each_line(kTelegram, "    ") + "\nMore words.\n"},
        Form{"verbatim", "\\begin{verbatim}\n" + kTelegram + "\\end{verbatim}\nWords after it.\n"},
        Form{"poem", "{{header}}\n<poem>\n" + kTelegram + "</poem>\n[[Category:Cables]]\n"},
        Form{"one line", on_one_line(kTelegram)},
        Form{"header on the body", kHarborHeader.substr(0, kHarborHeader.size() - 1) + kHarborBody},
        Form{"end text", kTelegram + "\nEnd Cable Text\n"},
        Form{"end mark", kTelegram + "\n[END OF CABLE]\n\n(Given to us by the archive.)\n"},
        Form{"statement", kTelegram + "\nSELECT * FROM `cables` WHERE id = 318\n"}),
    [](const auto& form) {
      std::string name = form.param.name;
      for (char& c : name) c = c == ' ' ? '_' : c;
      return name;
    });

TEST(Undress, LeavesWhatTheMailSaysOutOfTheTelegram) {
  const Cable cable =
      cable_of("On Fri, Kim wrote:\n" + with_each_line(kTelegram, "> ") + "\nNo doubt about it.\n");

  EXPECT_EQ(cable.text, cable_of(kTelegram).text);
}

TEST(Undress, PutsATelegramInSmallLettersBackIntoCapitals) {
  const Cable cable = cable_of(ascii::lower(kTelegram));

  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.subject, "HARBORMASTER WEIGHS A SECOND LIGHTHOUSE");
  EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"});
}

TEST(Undress, KeepsTheTextOfATelegramInSmallLettersAsItStood) {
  const std::string small = ascii::lower(kTelegram);

  EXPECT_EQ(cable_of(small).text, ascii::lower(cable_of(kTelegram).text));
  EXPECT_EQ(cable_of(small).clean_text, ascii::lower(cable_of(kTelegram).clean_text));
}

TEST(Undress, KeepsTheCaseOfATelegramWhoseOwnLineIsSmall) {
  const Cable cable =
      cable_of("unclas lima 000012\n\nSUBJECT: GULLS\n\n1. (U) Gulls left\nthe port.\n");

  EXPECT_EQ(cable.text.find("THE PORT"), std::string::npos);
}

TEST(Undress, TakesTheMarksOfAWikiOut) {
  const Cable cable =
      cable_of("{{header}}\n" + kHarborHeader +
               "C O N F I D E N T I A L LIMA 000318\n\n'''E.O. 12958:''' DECL: 02/14/2017\n"
               "'''TAGS:''' [[PREL]], [[Fish|EFIS]]\n'''SUBJECT:''' GULLS\n\n=== Lamps ===\n"
               "1. (C) Gulls [[left]] the port.\n");

  EXPECT_EQ(cable.tags, (std::vector<std::string>{"PREL", "EFIS"}));
  EXPECT_EQ(cable.subject, "GULLS");
  ASSERT_EQ(cable.paragraphs.size(), 1U);
  EXPECT_EQ(cable.paragraphs[0].heading, "Lamps");
  EXPECT_EQ(cable.paragraphs[0].text, "Gulls left the port.");
}

TEST(Undress, UndoesUtf8ThatWasReadAsWindows1252) {
  const Cable cable = cable_of(kHarborHeader +
                               "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\n"
                               "1. (U) He said \u00e2\u20ac\u0153left\u00e2\u20ac\ufffd, and "
                               "didn\u00e2\u20ac\u2122t stay.\n");

  EXPECT_EQ(cable.paragraphs.at(0).text, "He said \u201cleft\u201d, and didn\u2019t stay.");
}

TEST(Undress, LeavesLettersThatOnlyLookMisread) {
  const Cable cable = cable_of(kHarborHeader +
                               "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\n"
                               "1. (U) S\u00e3o Jo\u00e3o, \u00c2ngelo and \u00c3ngela stay.\n");

  EXPECT_EQ(cable.paragraphs.at(0).text, "S\u00e3o Jo\u00e3o, \u00c2ngelo and \u00c3ngela stay.");
}

TEST(Undress, TakesTheStampsOfAReleaseOutOfAParagraph) {
  const std::string stamp =
      "UNCLASSIFIED U.S. Department of State Case No. F-2011-00001 Doc No. C05000001 Date: "
      "03/12/2014\n";
  const Cable cable =
      cable_of(stamp + "\nRELEASED IN FULL\n\n" + kHarborHeader +
               "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\nREVIEW AUTHORITY: Kim Specimen\n\n"
               "1. (U) Gulls left\n\n          UNCLASSIFIED\n" +
               stamp + "\n" + stamp + "\nthe port.\n\n2. (U) Terns stayed.\nHARGREAVE\n\n" + stamp);

  ASSERT_EQ(cable.paragraphs.size(), 2U) << cable.text;
  EXPECT_EQ(cable.paragraphs[0].text, "Gulls left\nthe port.");
  EXPECT_EQ(cable.text.find("Case No"), std::string::npos);
  EXPECT_EQ(cable.locator.removed.count("release_stamp"), 1U);
}

TEST(Undress, LeavesWhatStandsBetweenAQuotedCableAndTheSignature) {
  const std::string body =
      "1. (U) The port sent us this:\n\nGulls are few.\n\nEND CABLE TEXT.\n\nWe think that the "
      "port "
      "is right and that\nterns will come.\n\nHARGREAVE\n";

  const Cable cable = cable_of(kHarborHeader + "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\n" + body);

  EXPECT_NE(cable.text.find(body), std::string::npos) << cable.text;
}

// Words of a release begin lines of sentences too, in stamped pages as in others.
TEST(Undress, LeavesSentencesThatSpeakOfReleasesInAStampedPage) {
  const std::string stamp =
      "UNCLASSIFIED U.S. Department of State Case No. F-2011-00001 Doc No. C05000001 Date: "
      "03/12/2014\n";
  const std::string body =
      "1. (U) Two gulls were\nreleased in exchange for a tern, one was\nreleased in part because "
      "of "
      "its age. The\nreview authority of the port and its\ndeclassification authority agreed.\n";
  const std::string head = "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\n";

  for (const char* mark : {"RELEASED IN FULL", "RELEASE IN PART B1, 1.4(D)", "Released in part",
                           "DECLASSIFICATION AUTHORITY: Kim Specimen"}) {
    const Cable cable =
        cable_of(stamp + "\n" + kHarborHeader + head + mark + std::string("\n\n") + body + stamp);

    EXPECT_NE(cable.text.find(body), std::string::npos) << mark << "\n" << cable.text;
    EXPECT_EQ(cable.text.find(mark), std::string::npos) << mark;
  }
}

TEST(Undress, TakesOutLinesOfTheReleaseThatStandApartWithoutAnyStamp) {
  const std::string wanted = cable_of(kTelegram).text;
  const std::size_t second = kTelegram.find("2. (C)");
  for (const std::string mark :
       {"RELEASED IN FULL", "RELEASE IN PART B6", "RELEASED IN PART B1, 1.4(D)",
        "REVIEW AUTHORITY: Kim Specimen, Senior Reviewer", "DECLASSIFIED PER E.O. 13526"}) {
    EXPECT_EQ(cable_of(mark + "\n\n" + kTelegram).text, wanted) << mark;
    EXPECT_EQ(cable_of(kTelegram + "\n" + mark + "\n").text, wanted) << mark;
    const Cable amid =
        cable_of(kTelegram.substr(0, second) + mark + "\n\n" + kTelegram.substr(second));
    EXPECT_EQ(amid.text.find(mark), std::string::npos) << mark;
  }
  const std::string body =
      "1. (C) HE SAID THAT ALL WERE\nRELEASED IN PART\nOR NOT AT ALL.\n\n2. (C) SO IT "
      "IS.\n\nHARGREAVE\n";
  const Cable prose = cable_of(kHarborHeader + "UNCLAS LIMA 000318\n\nSUBJECT: GULLS\n\n" + body);
  EXPECT_NE(prose.text.find(body), std::string::npos) << "not apart";
}

TEST(Undress, TakesOutWhatAPublisherSaysOfThePageBelow) {
  const std::string wanted = cable_of(kTelegram).text;
  for (const std::string note :
       {"Source: http://copies.example/07LIMA318", "Read more: http://copies.example/gulls",
        "This cable was published by The Example Paper.", "---\nReleased by the archive in 2011.",
        "Note from the editors: names were taken out.", "\n-----\n\nPosted by gullwatcher"}) {
    const Cable cable = cable_of(kTelegram + "\n" + note + "\n");
    EXPECT_EQ(cable.text, wanted) << note;
    EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"}) << note;
    EXPECT_EQ(cable_of(note + "\n\n" + kTelegram).text, wanted) << "above: " << note;
  }
}

TEST(Undress, TakesTheMarksOfAFormFromBeforeTheTransmissionLine) {
  for (const std::string mark : {"[code]", "bc.. ", "<pre>", "[quote]"}) {
    EXPECT_EQ(cable_of(mark + kTelegram).transmission_id, "VZCZCXRO4417") << mark;
  }
}

TEST(Undress, ReadsLinesThatAreQuotedByOtherMarks) {
  const std::string wanted = cable_of(kTelegram).text;
  for (const std::string mark : {"| ", "|", "  > ", " > "}) {
    EXPECT_EQ(cable_of(with_each_line(kTelegram, mark)).text, wanted) << mark;
  }
}

TEST(Undress, SplitsOneLineAtItsHeadingsAndUnnumberedBodies) {
  const std::string head =
      on_one_line(kHarborHeader) +
      "UNCLAS LIMA 000318 SIPDIS E.O. 12958: N/A TAGS: PREL, PE SUBJECT: GULLS AND TERNS ";
  const std::string rest(500, 'x');
  const Cable numbered =
      cable_of(head +
               "SUMMARY ------- 1. The gulls left. NEXT STEPS ========== 2. The terns stay. "
               "What Traders Say 3. Nets are dear. " +
               rest + ". HARGREAVE\n");
  EXPECT_EQ(numbered.subject, "GULLS AND TERNS");
  EXPECT_EQ(numbered.summary, "The gulls left.");
  ASSERT_EQ(numbered.paragraphs.size(), 3U) << numbered.text;
  EXPECT_EQ(numbered.paragraphs[1].heading, "NEXT STEPS");
  EXPECT_EQ(numbered.paragraphs[2].heading, "What Traders Say");

  for (const std::string summary :
       {"SUMMARY: The gulls left. END SUMMARY. ", "(U) Summary - The gulls left. End Summary. "}) {
    const Cable cable = cable_of(head + summary + "The terns stay. " + rest + ". HARGREAVE\n");
    EXPECT_EQ(cable.subject, "GULLS AND TERNS");
    EXPECT_EQ(cable.summary, "The gulls left.") << cable.text;
    EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"}) << cable.text;
  }
}

TEST(Undress, SplitsAddresseesWithoutRoutesInOneLine) {
  std::string header = kHarborHeader;
  header += "RUEKJCS/SECDEF WASHDC//USDP/ISA//\nDIA WASHINGTON DC 5229\nAMEMBASSY BERN\n";
  const Cable cable = cable_of(on_one_line(header + kHarborBody) + "\n");

  ASSERT_EQ(cable.info.size(), 4U) << cable.text;
  EXPECT_EQ(cable.info[2].name, "DIA WASHINGTON DC");
  EXPECT_EQ(cable.info[3].name, "AMEMBASSY BERN");
}

TEST(Undress, TakesTheTagsOutOfTheLinksOfAWikiThatHasNoOther) {
  std::string text = kTelegram;
  text.replace(text.find("PREL, EFIS"), 10, "[[PREL]], [[EFIS]]");

  EXPECT_EQ(cable_of("<poem>\n" + text + "</poem>\n").tags, cable_of(kTelegram).tags);
}

TEST(Undress, LeavesALevelAboveTheTransmissionLineToTheMailItIsOf) {
  EXPECT_EQ(cable_of("Sent: Monday\nTo: Lima\nSubject: GULLS\n\nUNCLAS\n\n" + kTelegram).text,
            cable_of(kTelegram).text);
}

TEST(Undress, KeepsAFirstLetterThatStandsTwice) {
  std::string text = kTelegram;
  text.replace(text.find("C O N F"), 7, "CC O N F");
  const Cable cable = cable_of(text);

  EXPECT_EQ(cable.classification, "CONFIDENTIAL");
  EXPECT_EQ(cable.to.size(), 1U);
  EXPECT_NE(cable.text.find("\nCC O N F I D"), std::string::npos) << cable.text;
}

TEST(Undress, TakesTheNamesOfTheTwoPartsOut) {
  const Cable cable = cable_of("Header\n" + kHarborHeader + "\nBody\n" + kHarborBody);

  EXPECT_EQ(cable.text.find("Body"), std::string::npos);
  EXPECT_EQ(cable.paragraphs.size(), 2U);
}

TEST(Undress, BreaksAGluedPreamble) {
  const Cable cable = cable_of(
      "Cable dated:2009-02-16T06:54:00C O N F I D E N T I A L SECTION 01 OF 02 LIMA "
      "000073SENSITIVESIPDISE.O. 12958: DECL: 02/10/2020TAGS: PREL, PESUBJECT: GULLSClassified "
      "By: DCM Ellen Hargreave for reasons 1.4 (b) and (d)1. (C) Summary: Gulls left. End "
      "summary.2. (C) Terns stay.HARGREAVE\n");

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "09LIMA73");
  EXPECT_EQ(cable.sent_at, "2009-02-16T06:54:00Z");
  EXPECT_EQ(cable.handling, (std::vector<std::string>{"SENSITIVE", "SIPDIS"}));
  EXPECT_EQ(cable.tags, (std::vector<std::string>{"PREL", "PE"}));
  EXPECT_EQ(cable.subject, "GULLS");
  EXPECT_EQ(cable.reasons, (std::vector<std::string>{"1.4 (b)", "1.4 (d)"}));
  EXPECT_EQ(cable.paragraphs.size(), 2U) << cable.text;
  EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"});
}

}  // namespace
}  // namespace cabled::undress_test
