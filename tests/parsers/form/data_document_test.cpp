#include "parsers/form/data_document.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/parsers/form/read_form.h"

namespace cabled::data_document_test {
namespace {

using test::cable_of;
using test::kHarborBody;
using test::kHarborHeader;
using test::read_form;

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '\n' ? "\\n" : std::string(1, c);
  return out + "\"";
}

const std::string kJson =
    "{\"id\": \"07LIMA318\", \"date\": \"2007-02-14 03:12\", \"n\": [1, null], "
    "\"header\": " +
    json_string(kHarborHeader) + ", \"body\": " + json_string(kHarborBody) + "}";

void expect_harbor(const Cable& cable) {
  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.sent_at, "2007-02-14T03:12:00Z");
  EXPECT_EQ(cable.subject, "HARBORMASTER WEIGHS A SECOND LIGHTHOUSE");
  EXPECT_EQ(cable.paragraphs.size(), 2U);
  EXPECT_EQ(cable.signers, std::vector<std::string>{"HARGREAVE"});
}

TEST(DataDocument, OfJsonGivesTheTelegram) { expect_harbor(cable_of(kJson, "application/json")); }

TEST(DataDocument, OfJsonFillsTheTimeOfABody) {
  const Cable cable =
      cable_of("{\"id\": \"07LIMA318\", \"date\": \"2007-02-14 03:12\", \"body\": " +
               json_string(kHarborBody) + "}");

  expect_harbor(cable);
}

TEST(DataDocument, OfJsonMayHoldHtml) {
  std::string html = "<p>";
  for (const char c : kHarborHeader + kHarborBody) html += c == '\n' ? "<br>" : std::string(1, c);
  expect_harbor(
      cable_of("{\"title\": \"A cable\", \"content\": {\"rendered\": \"" + html + "</p>\"}}"));
}

TEST(DataDocument, OfXmlGivesTheTelegram) {
  expect_harbor(cable_of("<?xml version='1.0'?>\n<cable><id>07LIMA318</id><header>" +
                             kHarborHeader + "</header><body>" + kHarborBody + "</body></cable>",
                         "text/xml"));
}

TEST(DataDocument, OfAFeedGivesTheTelegramOfItsItem) {
  expect_harbor(
      cable_of("<?xml version='1.0'?>\n<rss><channel><item><title>Lamps</title>"
               "<description><![CDATA[<pre>" +
                   kHarborHeader + kHarborBody + "</pre>]]></description></item></channel></rss>",
               "application/rss+xml"));
}

TEST(DataDocument, OfTheDumpGivesTheTelegramOfItsRow) {
  const std::string row =
      "\"9\",\"2/14/2007 3:12\",\"07LIMA318\",\"Embassy Lima\",\"CONFIDENTIAL\","
      "\"06LIMA1822\",\"";
  expect_harbor(cable_of(row + "\",\"" + kHarborBody + "\"\n"));
  expect_harbor(cable_of(row + kHarborHeader + "\",\"" + kHarborBody + "\"\n"));
}

TEST(DataDocument, HasTheLinesOfATextAsAList) {
  std::string lines;
  std::string line;
  for (const char c : kHarborHeader + kHarborBody) {
    if (c != '\n') {
      line += c;
      continue;
    }
    lines += (lines.empty() ? "" : ", ") + json_string(line);
    line.clear();
  }
  expect_harbor(cable_of("{\"lines\": [" + lines + "], \"tags\": [\"a\", \"b\"]}"));
  expect_harbor(cable_of("[\n" + lines + "\n]"));
}

TEST(DataDocument, IsNoCableWhenItHasNone) {
  const PageReading reading = read_form("{\"id\": \"07LIMA318\", \"note\": \"no text yet\"}");

  EXPECT_TRUE(std::holds_alternative<NotACable>(reading.outcome));
}

TEST(DataDocument, IsNoPageOfHtmlNorBrokenJson) {
  EXPECT_FALSE(data_document_as_html("<?xml version='1.0'?><html><body>x</body></html>"));
  EXPECT_FALSE(data_document_as_html("{\"a\": \"" + std::string(300, 'x')));
  EXPECT_FALSE(data_document_as_html("[[notes]] of the webmaster"));
}

}  // namespace
}  // namespace cabled::data_document_test
