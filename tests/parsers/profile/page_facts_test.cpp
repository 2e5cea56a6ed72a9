#include "parsers/profile/page_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "parsers/form/page_date.h"
#include "tests/parsers/form/read_form.h"

namespace cabled::page_facts_test {
namespace {

using test::cable_of;
using test::kHarborBody;
using test::kHarborHeader;

const std::string kHtml = "text/html";

std::string page(const std::string& above, const std::string& text) {
  return "<html><body><h1>Lamps</h1>" + above + "<pre>" + text + "</pre></body></html>";
}

bool warns(const Cable& cable, const std::string& words) {
  return std::ranges::any_of(cable.warnings, [&](const std::string& warning) {
    return warning.find(words) != std::string::npos;
  });
}

class Facts : public testing::TestWithParam<std::string> {};

TEST_P(Facts, FillWhatABodyDoesNotSay) {
  const Cable cable = cable_of(page(GetParam(), kHarborBody), kHtml);

  ASSERT_TRUE(cable.id) << cable.text;
  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.sent_at, "2007-02-14T03:12:00Z");
  EXPECT_TRUE(cable.source.created);
  EXPECT_EQ(std::ranges::count(cable.source.filled, "sent_at"), 1);
  EXPECT_EQ(cable.references.at(0).id->text(), "06LIMA1822");
  EXPECT_TRUE(cable.warnings.empty());
}

INSTANTIATE_TEST_SUITE_P(
    PageFacts, Facts,
    testing::Values(
        "<p>Wednesday, 14 February 2007, 03:12</p>",
        "<table><tr><th>Reference ID</th><th>Date</th><th>Origin</th></tr><tr><td>07LIMA318</td>"
        "<td>2007-02-14 03:12</td><td>Embassy Lima</td></tr></table>",
        "<table><tr><td>Identifier</td><td>07LIMA318</td></tr><tr><td>Created</td>"
        "<td>2007-02-14 03:12:00</td></tr></table>",
        "<p>07LIMA318<br>HARBORMASTER<br>2007-02-14 03:12<br>CONFIDENTIAL<br>Embassy Lima</p>",
        "<h3>Cable 07LIMA318: lamps</h3><p>Date: Feb 14, 2007 3:12 AM</p>"));

TEST(PageFacts, GiveNothingOfAnotherCable) {
  const Cable cable = cable_of(
      page("<table><tr><td>Identifier</td><td>09LIMA12</td></tr></table>", kHarborBody), kHtml);

  EXPECT_FALSE(cable.id);
  EXPECT_EQ(cable.source.id, "09LIMA12");
}

TEST(PageFacts, GiveNoDateOfTheNewspaper) {
  const Cable cable = cable_of(page("<p>Friday, 3 December 2010, 10:00</p>", kHarborBody), kHtml);

  EXPECT_FALSE(cable.sent_at);
  EXPECT_FALSE(cable.id);
}

TEST(PageFacts, GiveNoDateOfAMail) {
  const Cable cable = cable_of("From: Sample, Pat\nDate: Mon, 5 Jan 2009 10:00\n\n" + kHarborBody);

  EXPECT_FALSE(cable.sent_at);
}

TEST(PageFacts, ThatDifferFromTheTelegramAreAWarning) {
  const Cable cable = cable_of(
      page("<table><tr><td>Identifier</td><td>07QUITO12</td></tr><tr><td>Created</td>"
           "<td>2008-03-01 10:00</td></tr><tr><td>Classification</td><td>SECRET</td></tr><tr>"
           "<td>Origin</td><td>Embassy Quito</td></tr></table>",
           kHarborHeader + kHarborBody),
      kHtml);

  EXPECT_EQ(cable.id->text(), "07LIMA318");
  EXPECT_EQ(cable.sent_at, "2007-02-14T03:12:00Z");
  EXPECT_TRUE(cable.source.filled.empty());
  EXPECT_TRUE(warns(cable, "the page of 07QUITO12"));
  EXPECT_TRUE(warns(cable, "but the page says 2008-03-01 10:00"));
  EXPECT_TRUE(warns(cable, "but the page says SECRET"));
  EXPECT_TRUE(warns(cable, "but the page says Embassy Quito"));
}

TEST(PageFacts, LeaveTheMinutesOutThatRepeatTheHour) {
  const Cable cable = cable_of(
      page("<table><tr><th>Reference ID</th><th>Created</th><th>Released</th></tr><tr>"
           "<td>07LIMA318</td><td>2007-02-14 15:03</td><td>2011-08-30 01:44</td></tr></table>",
           kHarborBody),
      kHtml);

  EXPECT_EQ(cable.sent_at, "2007-02-14T15:00:00Z");
  EXPECT_TRUE(warns(cable, "the hour alone is known"));
  EXPECT_EQ(cable.source.released, "2011-08-30 01:44");
}

TEST(PageFacts, GiveTheIdThatTheTitleOrTheQueryOfTheAddressHas) {
  const std::string body = "<body><pre>" + kHarborBody + "</pre></body></html>";
  for (const char* title : {"Cable 07LIMA318: the port", "The Paper | 07lima318", "07LIMA318"}) {
    const Cable cable =
        cable_of("<html><head><title>" + std::string(title) + "</title></head>" + body, kHtml);
    ASSERT_TRUE(cable.id) << title;
    EXPECT_EQ(cable.id->text(), "07LIMA318") << title;
  }
  const Cable other = cable_of("<html><head><title>Cable 07LIMA319</title></head>" + body, kHtml);
  EXPECT_FALSE(other.id) << "of another serial";

  const PageReading reading =
      read_page({"<html>" + body, "https://x.example/view?id=07LIMA318&page=2", kHtml});
  ASSERT_TRUE(std::get<Cable>(reading.outcome).id);
  EXPECT_EQ(std::get<Cable>(reading.outcome).id->text(), "07LIMA318");
}

TEST(PageFacts, StandOnOneLineBetweenBars) {
  const Cable cable = cable_of(
      page("<p>Reference: 07LIMA318 | Date: 2007-02-14T03:12:00Z | Origin: Embassy Lima</p>",
           kHarborBody),
      kHtml);

  EXPECT_EQ(cable.source.id, "07LIMA318");
  EXPECT_EQ(cable.sent_at, "2007-02-14T03:12:00Z");
}

TEST(PageFacts, OfProseAreNoHeader) {
  const Cable cable = cable_of(
      "C O N F I D E N T I A L LIMA 000318\n\nSUBJECT: TALKS\n\n"
      "1. (C) The Ambassador met\nFM PEREZ ON FISH,\nTO PULL THE SHIPS "
      "OUT.\n");

  EXPECT_FALSE(cable.from);
  EXPECT_TRUE(cable.to.empty());
}

TEST(PageDate, IsReadInTheWaysOfPages) {
  for (const char* text : {"2009-11-19 10:00", "2009-11-19T10:00:00", "2009-11-19T10:00:00Z",
                           "Thursday, 19 November 2009, 10:00", "Thu, 19 Nov 2009 10:00 UTC",
                           "2009 November 19, 10:00 (Thursday)", "19 November 2009 10.00 GMT",
                           "Nov 19, 2009 10:00 AM", "11/19/2009 10:00"}) {
    const auto date = read_page_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->time(), "2009-11-19T10:00:00Z") << text;
  }
}

TEST(PageDate, IsNoSentenceAndNoImpossibleDay) {
  for (const char* text : {"by Pat on 3 December 2010", "2009-02-30 10:00", "31 12", "12:30",
                           "2009", "19 November", "09LIMA12", "2009-11-19 25:00"}) {
    EXPECT_FALSE(read_page_date(text)) << text;
  }
}

}  // namespace
}  // namespace cabled::page_facts_test
