#include "parsers/telegram/smart_form.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/parsers/form/read_form.h"

namespace cabled::smart_form_test {
namespace {

const std::string kForm =
    "UNCLASSIFIED\nSBU\n\nMRN:        12 LIMA 77\nDate/DTG:   Aug 08, 2012 / 081322Z AUG 12\n"
    "From:       AMEMBASSY LIMA\nAction:     WASHDC, SECSTATE ROUTINE\nE.O.:       13526\n"
    "TAGS:       PGOV, PREL, PE\nCaptions:   SENSITIVE\nReference:  12 QUITO 1021\n"
    "Subject:    The Harbor Reopens: A Busy Week on\n            the Waterfront\n\n"
    "1. (SBU) Summary: The harbor reopened. End Summary.\n\n2. (SBU) Twelve ships waited.\n\n"
    "Signature:  HARGREAVE\n\nDrafted By:     LIMA:Sample, Pat\n"
    "Info:           CIA WASHINGTON DC ROUTINE; DIA WASHINGTON DC ROUTINE\n"
    "Dissemination Rule: Archive Copy\n\nUNCLASSIFIED\nSBU\n";

TEST(SmartForm, IsReadLikeAnyTelegram) {
  const Cable cable = test::cable_of(kForm);

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "12LIMA77");
  EXPECT_EQ(cable.sent_at, "2012-08-08T13:22:00Z");
  EXPECT_EQ(cable.from, "AMEMBASSY LIMA");
  EXPECT_EQ(cable.to.at(0).name, "SECSTATE WASHDC");
  EXPECT_EQ(cable.info.size(), 2U);
  EXPECT_EQ(cable.classification, "UNCLASSIFIED//FOR OFFICIAL USE ONLY");
  EXPECT_EQ(cable.handling, std::vector<std::string>{"SENSITIVE"});
  EXPECT_EQ(cable.executive_order, "13526");
  EXPECT_EQ(cable.tags, (std::vector<std::string>{"PGOV", "PREL", "PE"}));
  EXPECT_EQ(cable.subject, "The Harbor Reopens: A Busy Week on the Waterfront");
  EXPECT_EQ(cable.references.at(0).id->text(), "12QUITO1021");
  EXPECT_EQ(cable.summary, "The harbor reopened.");
  EXPECT_EQ(cable.paragraphs.size(), 2U);
  EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"});
}

TEST(SmartForm, KeepsItsTextAsItIs) {
  EXPECT_NE(test::cable_of(kForm).text.find("Date/DTG:   Aug 08, 2012"), std::string::npos);
}

TEST(SmartForm, IsFoundInsideAReleasedMail) {
  const Cable cable = test::cable_of(
      "From: Sample, Pat\nSent: Thursday, August 09, 2012 4:11 PM\nTo: Specimen, Kim\n"
      "Subject: FW: The Harbor\n\nFyi.\n\n" +
      kForm);

  ASSERT_TRUE(cable.id);
  EXPECT_EQ(cable.id->text(), "12LIMA77");
  EXPECT_EQ(cable.subject, "The Harbor Reopens: A Busy Week on the Waterfront");
}

TEST(SmartForm, IsToldByItsNumberAlone) {
  EXPECT_FALSE(smart_form_as_telegram("From: LIMA\nSubject: MRN\n\n1. (U) No form.\n"));
  EXPECT_FALSE(smart_form_as_telegram("MRN: none\n"));
}

}  // namespace
}  // namespace cabled::smart_form_test
