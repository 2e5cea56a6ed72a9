#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/page/read_page.h"
#include "tests/parsers/form/read_form.h"

namespace cabled::several_telegrams_test {
namespace {

using test::kHarborBody;
using test::kHarborHeader;
using test::read_form;

const std::string kHarbor = kHarborHeader + kHarborBody;
const std::string kSecond =
    "VZCZCXRO5518\nRR RUEHAG\nDE RUEHQT #0041/01 0511200\nZNR UUUUU ZZH\nR 201200Z FEB 07\n"
    "FM AMEMBASSY QUITO\nTO RUEHC/SECSTATE WASHDC 1100\nUNCLAS QUITO 000041\n\nSIPDIS\n\n"
    "E.O. 12958: N/A\nTAGS: ECON, EC\nSUBJECT: TERNS\n\n1. (U) Terns have come.\n\n"
    "2. (U) They stay.\n\n3. (U) Gulls do not.\nVELD\n";

std::vector<std::string> ids_of(const PageReading& reading) {
  std::vector<std::string> ids;
  if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) ids.push_back(cable->id->text());
  for (const Cable& cable : reading.further) ids.push_back(cable.id ? cable.id->text() : "none");
  return ids;
}

using Ids = std::vector<std::string>;

TEST(SeveralTelegrams, OfOnePageAreACableEach) {
  const PageReading reading = read_form(kHarbor + "\n\n" + kSecond);

  EXPECT_EQ(ids_of(reading), (Ids{"07LIMA318", "07QUITO41"}));
  EXPECT_EQ(std::get<Cable>(reading.outcome).text, test::cable_of(kHarbor).text);
  EXPECT_EQ(reading.further.at(0).text, test::cable_of(kSecond).text);
  EXPECT_TRUE(std::get<Cable>(reading.outcome).warnings.empty());
}

TEST(SeveralTelegrams, AreToldApartWithoutTransmissionLines) {
  const auto without_first_line = [](const std::string& text) {
    return text.substr(text.find("DE RU"));
  };
  const PageReading reading =
      read_form(without_first_line(kHarbor) + "\n" + without_first_line(kSecond));

  EXPECT_EQ(ids_of(reading), (Ids{"07LIMA318", "07QUITO41"}));
}

TEST(SeveralTelegrams, OfAPageOfHtmlAreACableEach) {
  const PageReading reading =
      read_form("<html><body><h1>Two</h1><pre>" + kHarbor + "</pre><p>And then:</p><pre>" +
                    kSecond + "</pre></body></html>",
                "text/html");

  EXPECT_EQ(ids_of(reading), (Ids{"07LIMA318", "07QUITO41"}));
}

TEST(SeveralTelegrams, AreOneWhenTheSecondIsACopy) {
  EXPECT_EQ(ids_of(read_form(kHarbor + "\n\n" + kHarbor)), Ids{"07LIMA318"});
}

TEST(SeveralTelegrams, AreOneWhenTheSecondIsQuoted) {
  const std::string quoting = kHarbor.substr(0, kHarbor.find("HARGREAVE"));
  const PageReading reading =
      read_form(quoting + "\n3. (U) Following is repeated for your information:\n\n" + kSecond);

  EXPECT_EQ(ids_of(reading).size(), 1U);
  EXPECT_NE(std::get<Cable>(reading.outcome).text.find("Terns have come"), std::string::npos);
}

}  // namespace
}  // namespace cabled::several_telegrams_test
