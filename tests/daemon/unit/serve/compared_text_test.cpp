#include "daemon/serve/pages/compared_text.h"

#include <gmock/gmock.h>

#include <string>

namespace cabled::serve::compared_text_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string written(std::string_view left, std::string_view right, std::string_view known,
                    const ComparisonLimits& limits = {}) {
  Html page;
  write_comparison(page, side_by_side(left, right, known), limits);
  return std::move(page).markup();
}

std::string lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "LINE NUMBER " + std::to_string(i) + "\n";
  return text;
}

TEST(Comparison, LabelsEachChangeOnBothSides) {
  const std::string page =
      written("WE MET HARRY LANE\n", "WE MET XXXXXXXX\n", "WE MET HARRY LANE\n");

  EXPECT_THAT(page,
              HasSubstr("<del class=\"change redacted\"><b class=\"change-label\">redacted</b> "
                        "HARRY LANE</del>"));
  EXPECT_THAT(page,
              HasSubstr("<ins class=\"change redacted\"><b class=\"change-label\">redacted</b> "
                        "XXXXXXXX</ins>"));
}

TEST(Comparison, SaysWhatOnlyAThirdCopyHas) {
  EXPECT_THAT(
      written("MET XXXX A\n", "MET XXXX B\n", "MET LANE A\n"),
      HasSubstr("<mark class=\"change elsewhere\"><b class=\"change-label\">only in another "
                "copy</b> LANE</mark>"));
}

TEST(Comparison, FoldsWhatIsLongAndTheSame) {
  const std::string page = written(lines(40) + "A\n", lines(40) + "B\n", lines(40) + "B\n");

  EXPECT_THAT(page, HasSubstr("<summary>35 lines are the same in both copies</summary>"));
  EXPECT_THAT(page, HasSubstr("LINE NUMBER 1<details"));
  EXPECT_THAT(page, HasSubstr("LINE NUMBER 39"));
}

TEST(Comparison, LeavesOutWhatWouldMakeThePageHeavyAndSaysSo) {
  std::string left;
  std::string right;
  for (int i = 0; i < 200; ++i) {
    left += "PARAGRAPH " + std::to_string(i) + " NAMES HARRY LANE\nAND ENDS\n\n";
    right += "PARAGRAPH " + std::to_string(i) + " NAMES XXXXXXXXXX\nAND ENDS\n\n";
  }

  const std::string page = written(left, right, left, {.passage = 100, .same = 0, .changed = 1000});

  EXPECT_LT(page.size(), 10'000U);
  EXPECT_THAT(page, HasSubstr("more passages differ</strong> and would not fit on this page."));
}

TEST(Comparison, CutsALongPassageBetweenCharacters) {
  std::string tail;
  for (int i = 0; i < 1000; ++i) tail += "\u00e9\u00e9\u00e9";

  const std::string page = written("A\n" + tail, "A\n", "A\n", {.passage = 99});

  EXPECT_THAT(page, HasSubstr(" … and "));
  EXPECT_THAT(page, Not(HasSubstr("\uFFFD")));
}

TEST(Comparison, HostileTextIsText) {
  const std::string page = written("<script>alert(1)</script>\n", "<img src=x onerror=alert(1)>\n",
                                   "</td></table><script>\n");

  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("</table")));
}

TEST(Comparison, OfNothingIsNothing) { EXPECT_THAT(written("", "", ""), Not(HasSubstr("change"))); }

}  // namespace
}  // namespace cabled::serve::compared_text_test
