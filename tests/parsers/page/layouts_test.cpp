#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "parsers/page/read_page.h"
#include "tests/parsers/page/sample_layouts.h"

namespace cabled::test {

std::string in_article(std::string_view body) {
  return page_of("<div id='main'><div id='article'>" + kTitle + std::string(body) +
                 std::string(kFooter) + "</div></div>" + std::string(kSidebar));
}

std::string two_pres(const Telegram& telegram) {
  std::string out = "<pre>";
  for (std::size_t i = 0; i < telegram.size(); ++i) {
    if (i == telegram.size() - 3) out += "</pre>" + std::string(kAd) + "<pre>";
    for (const std::string& line : telegram[i]) out += escape(line) + "\n";
    out += "\n";
  }
  return in_article(out + "</pre>");
}

std::string broken_routing_lines(const Telegram& telegram) {
  std::string out = "<p>";
  for (std::size_t j = 0; j < telegram[0].size(); ++j) {
    out += keep_columns(telegram[0][j]) + "<br />\n";
    if (j + 3 == telegram[0].size()) out += std::string(kAd);
  }
  const Telegram rest(telegram.begin() + 1, telegram.end());
  return in_article(out + "</p>" + Markup{"<p>", "<br />\n", "</p>\n"}.write(rest));
}

std::string nested_tables(const Telegram& telegram) {
  return page_of("<table width=100%><tr><td width=160>" + std::string(kSidebar) +
                 "</td><td><table><tr><td><font size=4><b>Cablegate: Druma</b></font><br><br>"
                 "<font face=Courier>" +
                 Markup{"", "<br>\n", "<br><br>\n"}.write(telegram) +
                 "</font></td></tr></table></td><td width=160>" + std::string(kLinkBox) +
                 "</td></tr></table>");
}

std::string archive_mirror(const Telegram& telegram) {
  std::string out = page_of(kKeyBlock) + "<h3>Viewing archive copy</h3><code><pre>";
  for (const auto& paragraph : telegram) {
    for (const std::string& line : paragraph) {
      const bool numbered = line.size() > 2 && line[1] == '.' && line[2] == ' ';
      out += (numbered ? "<a id='par1' href='#par1'>\u00b6</a>" : "") + escape(line) + " &#x000A;";
    }
    out += "&#x000A;";
  }
  return out + "</pre></code>";
}

std::string two_page_divs(const Telegram& telegram) {
  const auto middle = telegram.begin() + static_cast<std::ptrdiff_t>(telegram.size() / 2);
  const Markup markup{"", "<br>", "<br><br>"};
  const auto part = [&](const Telegram& half, const char* id) {
    return "<div class='page' id='" + std::string(id) + "'><blockquote><tt>" + markup.write(half) +
           "</tt></blockquote></div>";
  };
  return page_of("<div>" + kTitle + part(Telegram(telegram.begin(), middle), "page1") +
                 part(Telegram(middle, telegram.end()), "page2") + "</div>" +
                 std::string(kLinkBox));
}

std::string bare_pre(const Telegram& telegram) {
  std::string out = "<html><body><b>Courier</b><hr><pre>";
  for (const auto& paragraph : telegram) {
    for (const std::string& line : paragraph) out += escape(line) + "\n";
    out += "\n";
  }
  return out + "</pre><hr>&copy; Courier Media. All rights reserved.</body></html>";
}

std::vector<SampleLayout> sample_layouts() {
  return {
      {"ParagraphsWithBreaks",
       [](const Telegram& t) {
         return in_article(Markup{"<p>", "<br>\n", "</p>\n", at({2, 5}, kAd)}.write(t));
       }},
      {"PromoInsideTheRoutingLines", broken_routing_lines},
      {"TwoPresWithAPromoBetween", two_pres},
      {"MobileWithUnwrappedParagraphs",
       [](const Telegram& t) {
         return page_of(kTitle + "<div id='content'>" + Markup{"<p>", "<br/>", "</p>"}.write(t) +
                        "</div><p>View as: DESKTOP | MOBILE</p>" + std::string(kSidebar));
       }},
      {"SidebarFirstAndLongerThanTheCable",
       [](const Telegram& t) {
         std::string side;
         for (int i = 0; i < 40; ++i) side += kSidebar;
         return page_of("<div class='columns'><div class='col-a'>" + side +
                        "</div><div class='col-b'>" + kTitle +
                        Markup{"<p>", "<br>", "</p>"}.write(t) + "</div></div>");
       }},
      {"NestedTables", nested_tables},
      {"WeblogWithComments",
       [](const Telegram& t) {
         return page_of("<main><article class='post'><header class='entry-header'>" + kTitle +
                        "</header><div class='entry-content'>" +
                        Markup{"<p>", "<br />", "</p>", at({4}, kLinkBox)}.write(t) +
                        "</div></article>" + std::string(kComments) + "</main>");
       }},
      {"OneParagraphALine",
       [](const Telegram& t) {
         return in_article(Markup{"<p>", "</p><p>", "</p>", at({3}, kAd)}.write(t));
       }},
      {"ArchiveMirrorBehindAKeyBlock", archive_mirror},
      {"BarePre", bare_pre},
      {"BareTextWithFourInserts",
       [](const Telegram& t) {
         const auto insert = [](std::size_t i) {
           return i == 1 || i == 2   ? std::string(kAd)
                  : i == 3 || i == 4 ? std::string(kLinkBox)
                                     : "";
         };
         return page_of("<div class='story'>" + kTitle +
                        Markup{"", "<br>", "<br><br>", insert}.write(t) + std::string(kComments) +
                        "</div>");
       }},
      {"ArticleWithTeaserBoxesInside",
       [](const Telegram& t) {
         return page_of("<article>" + kTitle +
                        Markup{"<p>", "<br>", "</p>", at({2, 4}, kTeaserBox)}.write(t) +
                        "</article>" + std::string(kSidebar));
       }},
      {"TwoPageDivsInBlockquotes", two_page_divs},
      {"OneDivALine",
       [](const Telegram& t) {
         return in_article(Markup{"<div>", "</div><div>", "</div><div><br></div>"}.write(t));
       }},
      {"OneTableRowALine",
       [](const Telegram& t) {
         return in_article("<table>" +
                           Markup{"<tr><td>", "</td></tr><tr><td>", "</td></tr>"}.write(t) +
                           "</table>");
       }},
      {"FormAroundThePage",
       [](const Telegram& t) {
         return "<html><body><form action='/x'>" + kTitle + Markup{"<p>", "<br>", "</p>"}.write(t) +
                "</form></body></html>";
       }},
  };
}

namespace {

struct Case {
  SampleLayout layout;
  std::string telegram_name;
  Telegram telegram;
  Profiles profiles;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const SampleLayout& layout : sample_layouts()) {
    for (const Profiles profiles : {Profiles::kUse, Profiles::kIgnore}) {
      all.push_back({layout, "Modern", modern_telegram(), profiles});
      all.push_back({layout, "Old", old_telegram(), profiles});
      all.push_back({layout, "Partial", partial_telegram(), profiles});
    }
  }
  return all;
}

class EveryLayout : public testing::TestWithParam<Case> {};

TEST_P(EveryLayout, GivesEachLineOfTheTelegramAndNothingElse) {
  const Case& sample = GetParam();
  PageReaderOptions options;
  options.profiles = sample.profiles;

  const PageReading reading =
      read_page({sample.layout.page(sample.telegram), "", "text/html"}, options);

  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  ASSERT_NE(cable, nullptr);
  EXPECT_EQ(written_lines(cable->text), written_lines(clean_text(sample.telegram)));
}

INSTANTIATE_TEST_SUITE_P(Pages, EveryLayout, testing::ValuesIn(cases()), [](const auto& each) {
  return each.param.layout.name + each.param.telegram_name +
         (each.param.profiles == Profiles::kUse ? "" : "WithoutProfiles");
});

std::string text_of(const std::string& html) {
  const PageReading reading = read_page({html, "", "text/html"});
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? "" : cable->text;
}

TEST(LocateCable, JoinsTheSentenceThatAnAdvertisementTore) {
  Telegram telegram = modern_telegram();
  telegram[8] = {"1. (C) The harbormaster told Econoff that the shoal had claimed four trawlers."};
  std::string html = bare_pre({});
  html = "<div>" + Markup{"", "<br>", "<br><br>"}.write(telegram) + "</div>";
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
  const std::string text = text_of(broken_routing_lines(modern_telegram()));

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
  const std::string html =
      in_article(Markup{"<p>", "<br>", "</p>", at({8}, kAd)}.write(modern_telegram()));

  const PageReading reading = read_page({html, "", "text/html"}, options);

  const Cable& cable = std::get<Cable>(reading.outcome);
  EXPECT_EQ(cable.locator.removed.at("ad_class"), 1);
  EXPECT_EQ(cable.locator.removed.at("newsletter_class"), 1);
  ASSERT_FALSE(reading.removed.empty());
  EXPECT_EQ(reading.removed.front().text, "Advertisement - scroll to continue reading");
}

TEST(LocateCable, IsSurerOfAWholeTelegramThanOfOneWithoutHeader) {
  const auto confidence = [](const Telegram& telegram) {
    const PageReading reading = read_page({two_page_divs(telegram), "", "text/html"});
    return std::get<Cable>(reading.outcome).locator.confidence;
  };
  const Telegram whole = modern_telegram();

  EXPECT_GT(confidence(whole), confidence(Telegram(whole.begin() + 1, whole.end())));
}

}  // namespace
}  // namespace cabled::test
