#include "parsers/cable/read_cable.h"

#include <gtest/gtest.h>

#include "tests/parsers/page/sample_telegram.h"

namespace cabled::read_cable_test {
namespace {

TEST(ReadCable, GivesWhatHeaderAndBodySayAndTheTextItself) {
  const std::string text = test::clean_text(test::modern_telegram());

  const Cable cable = read_cable(text);

  ASSERT_TRUE(cable.id.has_value());
  EXPECT_EQ(cable.id->text(), "07CARRICK318");
  EXPECT_EQ(cable.from, "AMEMBASSY CARRICK");
  EXPECT_EQ(cable.subject, "DRUMA: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE FOR THE OUTER SHOAL");
  EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"});
  EXPECT_EQ(cable.text, text);
}

TEST(ReadCable, ReadsTheBodyByTheIdOfTheHeader) {
  const Cable cable = read_cable(
      "DE RUEHCK #0318 0451512\nP 140312Z FEB 07\nFM AMEMBASSY CARRICK\nTO SECSTATE\n\n"
      "UNCLAS CARRICK 000318\n\nSUBJECT: LIGHTHOUSE\n\nREF: CARRICK 212\n");

  ASSERT_EQ(cable.references.size(), 1U);
  ASSERT_TRUE(cable.references[0].id.has_value());
  EXPECT_EQ(cable.references[0].id->text(), "07CARRICK212");
}

TEST(ReadCable, ReadsAFragmentByTheIdThatThePageGives) {
  const CableHints hints{.mrn = CableId::parse("05CARRICK318").value(), .url = "", .dated = {}};

  const Cable cable = read_cable("SUBJECT: LIGHTHOUSE\n\nREF: CARRICK 212\n", hints);

  ASSERT_EQ(cable.references.size(), 1U);
  ASSERT_TRUE(cable.references[0].id.has_value());
  EXPECT_EQ(cable.references[0].id->text(), "05CARRICK212");
}

}  // namespace
}  // namespace cabled::read_cable_test
