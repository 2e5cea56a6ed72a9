#include "parsers/dedup/side_by_side.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace cabled::side_by_side_test {
namespace {

// What a column says: "same {kind:words}", rows apart by a bar.
std::string shown(const std::vector<ComparedRow>& rows,
                  std::vector<ComparedRun> ComparedRow::*column) {
  std::string out;
  for (const ComparedRow& row : rows) {
    if (&row != rows.data()) out += " | ";
    for (const ComparedRun& run : row.*column) {
      out += run.kind ? '{' + std::string(to_string(*run.kind)) + ':' + run.text + '}' : run.text;
    }
  }
  return out;
}

struct Shown {
  std::string left;
  std::string right;
  std::string known;
};

Shown compared(std::string_view left, std::string_view right, std::string_view known) {
  const auto rows = side_by_side(left, right, known);
  return {shown(rows, &ComparedRow::left), shown(rows, &ComparedRow::right),
          shown(rows, &ComparedRow::known)};
}

TEST(SideBySide, EqualTextsAreOneRowWithoutMarks) {
  const auto rows =
      side_by_side("FM OSLO\nTO WASHDC\n", "FM OSLO\nTO WASHDC", "FM OSLO\nTO WASHDC");

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].differs);
  EXPECT_EQ(rows[0].left, (std::vector<ComparedRun>{{"FM OSLO\nTO WASHDC", {}}}));
}

TEST(SideBySide, MarksTheWordsOfBothSidesAndShowsWhatIsKnown) {
  const Shown shown = compared("FIRST LINE\nWE MET XXXXXXXX TODAY\nLAST LINE\n",
                               "FIRST LINE\nWE MET HARRY LANE TODAY\nLAST LINE\n",
                               "FIRST LINE\nWE MET HARRY LANE TODAY\nLAST LINE\n");

  EXPECT_EQ(shown.left, "FIRST LINE | WE MET {restored:XXXXXXXX} TODAY | LAST LINE");
  EXPECT_EQ(shown.right, "FIRST LINE | WE MET {restored:HARRY LANE} TODAY | LAST LINE");
  EXPECT_EQ(shown.known, "FIRST LINE | WE MET HARRY LANE TODAY | LAST LINE");
}

TEST(SideBySide, SaysWhatNeitherOfTheTwoHas) {
  const Shown shown = compared("A B\nXXXX C\n", "A B\nXXXX D\n", "A B\nLANE C\n");

  EXPECT_EQ(shown.known, "A B\n{added:LANE} C");
}

TEST(SideBySide, ALostEndIsTruncatedOnTheSideThatHasIt) {
  const Shown shown = compared("ONE\nTWO\nTHREE FOUR\n", "ONE\nTWO\n", "ONE\nTWO\nTHREE FOUR\n");

  EXPECT_EQ(shown.left, "ONE | TWO\n{truncated:THREE FOUR}");
  EXPECT_EQ(shown.right, "ONE | TWO");
}

TEST(SideBySide, LinesOfAParagraphThatDifferAreOneRow) {
  const Shown shown =
      compared("ONE LANE\nTWO LANE\n\nFIVE LANE\n", "ONE XXXX\nTWO XXXX\n\nFIVE XXXX\n",
               "ONE LANE\nTWO LANE\n\nFIVE LANE\n");

  EXPECT_EQ(shown.left, "ONE {redacted:LANE}\nTWO {redacted:LANE} | FIVE {redacted:LANE}");
}

TEST(SideBySide, CapitalsBlanksBreaksAndLengthsOfBlackCountForNothing) {
  const auto rows =
      side_by_side("THE MINISTER\nXXXXXXXX LEFT", "The  Minister XXXXX\n\nleft", "The Minister");

  for (const ComparedRow& row : rows) EXPECT_FALSE(row.differs);
}

TEST(SideBySide, EmptyTextsAreCompared) {
  EXPECT_TRUE(side_by_side("", "", "").empty() || !side_by_side("", "", "")[0].differs);
  EXPECT_EQ(compared("", "A B", "A B").right, "{added:A B}");
  EXPECT_EQ(compared("A B", "", "A B").left, "{truncated:A B}");
}

TEST(SideBySide, ParagraphsOnOneLongLineAreParted) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "WORD" + std::to_string(i) + ' ';
  std::string other = text;
  other.replace(other.find("WORD500 "), 8, "XXXXXXX ");

  const auto rows = side_by_side(text, other, text);

  ASSERT_EQ(rows.size(), 3U);
  EXPECT_LT(rows[1].left[0].text.size() + rows[1].left.back().text.size(), 2000U);
}

std::string drop_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

// Whatever the texts are, each column has all of its words, in order.
TEST(SideBySide, LosesNoWord) {
  std::mt19937 chance(7);
  constexpr std::array<const char*, 6> kWords{"a", "b", "c", "XXXX", "d\n", "e\n\n"};
  const auto random_text = [&] {
    std::string text;
    for (auto n = chance() % 60; n > 0; --n) text += std::string(kWords[chance() % 6]) + ' ';
    return text;
  };
  const auto words_of = [](const std::vector<ComparedRow>& rows,
                           std::vector<ComparedRun> ComparedRow::*column) {
    std::string out;
    for (const ComparedRow& row : rows) {
      for (const ComparedRun& run : row.*column) out += run.text;
    }
    return drop_blanks(out);
  };
  for (int round = 0; round < 500; ++round) {
    const std::string left = random_text();
    const std::string right = random_text();
    const std::string known = random_text();

    const auto rows = side_by_side(left, right, known);

    EXPECT_EQ(words_of(rows, &ComparedRow::left), drop_blanks(left));
    EXPECT_EQ(words_of(rows, &ComparedRow::right), drop_blanks(right));
    EXPECT_EQ(words_of(rows, &ComparedRow::known), drop_blanks(known));
  }
}

TEST(SideBySide, StaysBoundedOnLongTextsThatHaveNothingInCommon) {
  std::string left;
  std::string right;
  for (int i = 0; i < 100'000; ++i) {
    left += "l" + std::to_string(i) + (i % 10 == 0 ? '\n' : ' ');
    right += "r" + std::to_string(i) + (i % 10 == 0 ? '\n' : ' ');
  }

  const auto rows = side_by_side(left, right, left);

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].left[0].kind, TextChangeKind::kChanged);
}

}  // namespace
}  // namespace cabled::side_by_side_test
