#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "parsers/page/read_page.h"
#include "tests/parsers/page/sample_markup.h"
#include "tests/support/sample_pages.h"

namespace cabled::test::locate_cable_test {
namespace {

std::string text_of(const std::string& html) {
  const PageReading reading = read_page({html, "", "text/html"});
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? "" : cable->text;
}

TEST(LocateCable, JoinsTheSentenceThatAnAdvertisementTore) {
  Telegram telegram = modern_telegram();
  telegram[8] = {"1. (C) The harbormaster told Econoff that the shoal had claimed four trawlers."};
  std::string html = "<div>" + Markup{"", "<br>", "<br><br>"}.write(telegram) + "</div>";
  const std::size_t place = html.find("had claimed");
  html.insert(place, "<span class='ad'>Advertisement</span>");

  EXPECT_NE(text_of(page_of(html)).find("the shoal had claimed four"), std::string::npos);
}

TEST(LocateCable, KeepsTheBlankLinesOfTheTelegramWhereAnAdvertisementStood) {
  const Telegram telegram = modern_telegram();
  std::string html;
  for (const auto& paragraph : telegram) {
    for (const std::string& line : paragraph) html += keep_columns(line) + "<br />\n";
    html += "<br />\n";
  }
  const std::size_t place = html.find("outer shoal had");
  html.insert(place, "<div class='ad'><p>Advertisement</p></div>");

  const std::string text = text_of("<html><body><div><p>" + html + "</p></div></body></html>");

  EXPECT_NE(text.find("Econoff on February 12 that the\nouter shoal had claimed"),
            std::string::npos);
}

TEST(LocateCable, KeepsAddresseesTogetherThatAPromoParted) {
  const std::string text = text_of(sample_page("promo_inside_the_routing_lines_modern").html);

  EXPECT_NE(text.find("PRIORITY 3635\nRUEHKB/AMEMBASSY"), std::string::npos);
}

TEST(LocateCable, StopsBeforeASecondTelegramOfTheSamePage) {
  Telegram second = modern_telegram();
  second[0][0] = "VZCZCXRO9999";
  const Markup markup{"<p>", "<br>", "</p>"};

  const std::string text =
      text_of(page_of("<div>" + markup.write(modern_telegram()) + markup.write(second) + "</div>"));

  EXPECT_EQ(text.find("VZCZCXRO9999"), std::string::npos);
  EXPECT_NE(text.find("HARGREAVE"), std::string::npos);
}

TEST(LocateCable, LeavesTheNoteOnTheAuthorOut) {
  const std::string text =
      text_of(page_of("<div>" + Markup{"<p>", "<br>", "</p>"}.write(modern_telegram()) +
                      "<p class='bio'>Tom Farrow is the foreign editor of the Courier.</p></div>"));

  EXPECT_EQ(text.find("Farrow"), std::string::npos);
}

TEST(LocateCable, CountsWhatItRemovedAndShowsItWhenAsked) {
  PageReaderOptions options;
  options.explain = Explain::kYes;
  const std::string html = sample_page("two_pres_with_a_promo_between_modern").html;

  const PageReading reading = read_page({html, "", "text/html"}, options);

  const Cable& cable = std::get<Cable>(reading.outcome);
  EXPECT_EQ(cable.locator.removed.at("ad_class"), 1);
  EXPECT_EQ(cable.locator.removed.at("newsletter_class"), 1);
  ASSERT_FALSE(reading.removed.empty());
  EXPECT_EQ(reading.removed.front().text, "Advertisement - scroll to continue reading");
}

TEST(LocateCable, IsSurerOfAWholeTelegramThanOfOneWithoutHeader) {
  const auto confidence = [](const Telegram& telegram) {
    const std::string html = page_of(Markup{"<p>", "<br>", "</p>"}.write(telegram));
    const PageReading reading = read_page({html, "", "text/html"});
    return std::get<Cable>(reading.outcome).locator.confidence;
  };
  const Telegram whole = modern_telegram();

  EXPECT_GT(confidence(whole), confidence(Telegram(whole.begin() + 1, whole.end())));
}

}  // namespace
}  // namespace cabled::test::locate_cable_test
