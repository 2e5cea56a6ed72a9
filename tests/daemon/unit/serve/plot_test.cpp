#include "daemon/serve/html/plot.h"

#include <gmock/gmock.h>

namespace cabled::serve::plot_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "<script>alert(1)</script>\"'&";

TEST(BarPlot, EachBarIsALinkNamedByPeriodAndCount) {
  Html page;

  write_bars(page, {"Cables by year",
                    "cable",
                    "cables",
                    {{"2008", 1, "/search?from=2008"}, {"2009", 1234, "/search?from=2009"}}});

  EXPECT_THAT(page.markup(), HasSubstr("href=\"/search?from=2008\" aria-label=\"2008: 1 cable\""));
  EXPECT_THAT(page.markup(), HasSubstr("aria-label=\"2009: 1,234 cables\""));
  EXPECT_THAT(page.markup(), HasSubstr("most in 2009: 1,234 cables"));
}

TEST(BarPlot, StackedBarsAreNamedByWhatIsSeen) {
  Html page;

  write_bars(page, {"", "cable", "cables", {{"June 2009", 1234, "/search"}}, BarsStand::kStacked});

  EXPECT_THAT(page.markup(), HasSubstr("href=\"/search\"><span class=\"when\">June 2009</span>"));
  EXPECT_THAT(page.markup(), HasSubstr("1,234<span class=\"hidden\"> cables</span>"));
  EXPECT_THAT(page.markup(), Not(HasSubstr("aria-label"))) << "what is seen is its name";
  EXPECT_THAT(page.markup(), Not(HasSubstr("figcaption"))) << "a heading above says it";
}

TEST(BarPlot, ABarThatLeadsNowhereIsReadAsText) {
  Html page;

  write_bars(page, {"Cables by year", "cable", "cables", {{"2008", 7, ""}}});

  EXPECT_THAT(page.markup(), Not(HasSubstr("<a ")));
  EXPECT_THAT(page.markup(), HasSubstr("<span class=\"hidden\">2008: 7 cables</span>"));
}

TEST(BarPlot, TheTallestTakesTheWholeHeightAndWhatIsThereAtAllIsSeen) {
  Html page;

  write_bars(page, {"", "", "", {{"a", 1'000'000, ""}, {"b", 1, ""}, {"c", 0, ""}}});

  EXPECT_THAT(page.markup(), HasSubstr("<rect y=\"0\" width=\"1\" height=\"100\">"));
  EXPECT_THAT(page.markup(), HasSubstr("<rect y=\"98\" width=\"1\" height=\"2\">"));
  EXPECT_EQ(page.markup().find("<rect", page.markup().find("y=\"98\"")), std::string::npos);
}

TEST(SparkPlot, TellsItsNumbersInATableToo) {
  Html page;

  write_sparks(page, {"Pages by source",
                      "Source",
                      "Pages",
                      {"11 Nov", "12 Nov", "13 Nov"},
                      {{"oslo", "/sources/oslo", {3, 0, 40}}, {"rome", "", {0, 0, 0}}}});

  EXPECT_THAT(page.markup(), HasSubstr("<td class=\"number\">43</td><td>40 on 13 Nov</td>"));
  EXPECT_THAT(page.markup(), HasSubstr("<td class=\"number\">0</td><td>none</td>"));
  EXPECT_THAT(page.markup(),
              HasSubstr("<th scope=\"row\">13 Nov</th><td class=\"number\">40</td>"));
  EXPECT_THAT(page.markup(), Not(HasSubstr("<th scope=\"row\">12 Nov</th>"))) << "nothing came";
}

TEST(SharePlot, TellsEachShareInNumbers) {
  Html page;

  write_shares(page, {"Cables by site", "Site", "Cables", 8, {{"a", "", 6}, {"b", "", 2}}});

  EXPECT_THAT(page.markup(), HasSubstr("6</td><td class=\"number\">75 %</td>"));
  EXPECT_THAT(page.markup(), HasSubstr("2</td><td class=\"number\">25 %</td>"));
}

TEST(Plots, OfNothingAreNothing) {
  Html page;

  write_bars(page, {});
  write_sparks(page, {});
  write_shares(page, {});

  EXPECT_EQ(page.markup(), "");
}

// Sites choose names, and telegrams dates.
TEST(Plots, HostileNamesAreText) {
  Html page;

  write_bars(page, {kHostile, kHostile, kHostile, {{kHostile, 2, kHostile}}});
  write_sparks(page, {kHostile, kHostile, kHostile, {kHostile}, {{kHostile, kHostile, {1}}}});
  write_shares(page, {kHostile, kHostile, kHostile, 1, {{kHostile, kHostile, 1}}});

  EXPECT_THAT(page.markup(), Not(HasSubstr("<script")));
  EXPECT_THAT(page.markup(), Not(HasSubstr("\"'&\"")));
}

TEST(Plots, CarryNoStylesOfTheirOwn) {
  Html page;

  write_bars(page, {"x", "x", "x", {{"2008", 7, "/"}, {"2009", 8, ""}}});
  write_sparks(page, {"x", "x", "x", {"1"}, {{"x", "", {1}}}});
  write_shares(page, {"x", "x", "x", 1, {{"x", "", 1}}});

  EXPECT_THAT(page.markup(), Not(HasSubstr("style=")));
}

}  // namespace
}  // namespace cabled::serve::plot_test
