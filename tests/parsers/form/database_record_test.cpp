#include "parsers/form/database_record.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/parsers/form/read_form.h"

namespace cabled::database_record_test {
namespace {

using test::cable_of;
using test::kHarborBody;
using test::kHarborHeader;

const std::string kTelegram = kHarborHeader + kHarborBody;

/// The row in each of its spellings.
const std::string kTabs =
    "95571\t2007-02-14 03:12:00\t07LIMA318\tEmbassy Lima\tCONFIDENTIAL\t06LIMA1822|06LIMA9\t";
const std::string kCommas = "95571, 2007-02-14 03:12:00, 07LIMA318, Embassy Lima, CONFIDENTIAL, , ";
const std::string kQuoted =
    "\"95571\",\"2/14/2007 3:12\",\"07LIMA318\",\"Embassy Lima\",\"CONFIDENTIAL\",\"\",";
const std::string kLines = "95571\n2007-02-14 03:12:00\n07LIMA318\nEmbassy Lima\nCONFIDENTIAL\n\n";
const std::string kLabels =
    "id: 95571\ndate: 2007-02-14 03:12:00\nrefid: 07LIMA318\norigin: Embassy Lima\n"
    "classification: CONFIDENTIAL\ndestination: \nheader:\n";

class EverySpelling : public testing::TestWithParam<std::string> {};

TEST_P(EverySpelling, GoesFromBelowTheTelegram) {
  const Cable cable = cable_of(kTelegram + "\n\n" + GetParam() + "\n");

  EXPECT_EQ(cable.text, cable_of(kTelegram).text);
  EXPECT_EQ(cable.locator.removed.count("database_row"), 1U);
}

TEST_P(EverySpelling, GivesIdAndTimeToABodyWithoutHeader) {
  const Cable cable = cable_of(GetParam() + "\n" + kHarborBody);

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.sent_at, "2007-02-14T03:12:00Z");
  EXPECT_EQ(cable.source.id, "07LIMA318");
  EXPECT_EQ(cable.source.filled, (std::vector<std::string>{"id", "year", "sent_at"}));
  EXPECT_EQ(cable.text, cable_of(kHarborBody).text);
}

TEST_P(EverySpelling, PartsACutCopyFromTheWholeOne) {
  const std::string cut = kHarborBody.substr(0, kHarborBody.find("End summary")) + "...\n\n";
  const Cable cable = cable_of(kHarborHeader + cut + GetParam() + "\n" + kTelegram);

  EXPECT_EQ(cable.text, cable_of(kTelegram).text);
}

TEST_P(EverySpelling, KeepsTheCopyAboveWhenThatIsTheWholeOne) {
  const std::string cut = kHarborBody.substr(0, kHarborBody.find("End summary")) + "...\n";
  const Cable cable = cable_of(kTelegram + "\n" + GetParam() + "\n" + kHarborHeader + cut);

  EXPECT_EQ(cable.text, cable_of(kTelegram).text);
}

INSTANTIATE_TEST_SUITE_P(DatabaseRecord, EverySpelling,
                         testing::Values(kTabs, kCommas, kQuoted, kLines, kLabels));

TEST(DatabaseRecord, SplitsHeaderAndBodyAtTheTabAndDropsTheSecondHeader) {
  std::string row = kTabs + kHarborHeader + "\t" + kHarborBody;
  for (std::size_t at = row.find('\n'); at != std::string::npos; at = row.find('\n', at + 2)) {
    row.insert(at, "\\");
  }
  const Cable cable = cable_of(kHarborHeader + row);

  EXPECT_EQ(cable.text, cable_of(kTelegram).text);
}

TEST(DatabaseRecord, IsReadWhateverPartsItsColumns) {
  const std::string wanted = cable_of(kTelegram).text;
  for (const std::string row :
       {"4711;2007-02-14 03:12:00;07LIMA318;Embassy Lima;CONFIDENTIAL;06LIMA1822;",
        "| 4711 | 2007-02-14 03:12:00 | 07LIMA318 | Embassy Lima | CONFIDENTIAL |\n",
        "4711 | 2007-02-14 03:12:00 | 07LIMA318 | Embassy Lima | CONFIDENTIAL | 06LIMA1822\n",
        "INSERT INTO cable VALUES (4711,'2007-02-14 03:12:00','07LIMA318','Embassy Lima',"
        "'CONFIDENTIAL','06LIMA1822','",
        "4711 2/14/2007 3:12 07LIMA318 Embassy Lima CONFIDENTIAL 06LIMA1822\n",
        "id = 4711\ndate = 2/14/2007 3:12\nrefid = 07LIMA318\norigin = Embassy Lima\n"
        "classification = CONFIDENTIAL\n",
        "id: 4711\n\ndate: 2/14/2007 3:12\n\nrefid: 07LIMA318\n\norigin: Embassy Lima\n\n"
        "classification: CONFIDENTIAL\n\n",
        "COPY cable (id, date, refid, origin, classification) FROM stdin;\n"
        "4711\t2007-02-14 03:12:00\t07LIMA318\tEmbassy Lima\tCONFIDENTIAL\t\t",
        "\"4711\",\"2/14/2007 3:12\",\"07LIMA318\",\"Embassy Lima\",\"CONFIDENTIAL\","
        "\"06LIMA1822\",\""}) {
    const Cable cable = cable_of(row + kTelegram);
    EXPECT_EQ(cable.text, wanted) << row;
    EXPECT_EQ(cable.transmission_id, "VZCZCXRO4417") << row;
    EXPECT_EQ(cable.source.id, "07LIMA318") << row;
  }
}

TEST(DatabaseRecord, LeavesATableOfTheTelegramAlone) {
  const std::string table = "Upper Druma\t18,204\t11,377\t62.5\t1\t2\t3\n12\t13\t14\t15\t16\t17\n";
  const Cable cable = cable_of(kTelegram.substr(0, kTelegram.find("HARGREAVE")) + table);

  EXPECT_NE(cable.text.find("12\t13\t14\t15"), std::string::npos);
}

TEST(DatabaseRecord, TakesTheBackslashesOfADumpOffTheLineEnds) {
  EXPECT_EQ(
      cable_of("UNCLAS LIMA 000012\\\nSUBJECT: GULLS \\\n1. (U) Gulls left\\\nthe port.\n").text,
      "UNCLAS LIMA 000012\nSUBJECT: GULLS\n1. (U) Gulls left\nthe port.\n");
}

TEST(DatabaseRecord, KeepsASingleBackslashForTheDraftersOwn) {
  EXPECT_NE(cable_of("UNCLAS LIMA 01725 \\\nSUBJECT: GULLS\n1. (U) Gulls left.\n").text.find('\\'),
            std::string::npos);
}

TEST(DatabaseRecord, GoesFromBetweenAHeaderAndTheSameHeaderInAnotherBox) {
  const std::string page = "<html><body><h3>Viewing cable 07LIMA318</h3><pre>" + kHarborHeader +
                           "</pre><pre>" + kTabs + kHarborHeader + "\n\t" + kHarborBody +
                           "</pre></body></html>";
  const Cable cable = cable_of(page, "text/html");

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.text, cable_of(kHarborHeader + "\n" + kHarborBody).text);
}

}  // namespace
}  // namespace cabled::database_record_test
