#include "parsers/telegram/paragraph_mark.h"

#include <gtest/gtest.h>

namespace cabled::paragraph_mark_test {
namespace {

struct MarkCase {
  const char* line;
  int number;
  const char* portion;  ///< "" for none; null when the line begins no such paragraph
};

class ExpectedParagraph : public testing::TestWithParam<MarkCase> {};

TEST_P(ExpectedParagraph, IsKnownByItsNumber) {
  const MarkCase& wanted = GetParam();
  const auto mark = expected_paragraph_mark(wanted.line, wanted.number);

  ASSERT_EQ(mark.has_value(), wanted.portion != nullptr) << wanted.line;
  if (!mark) return;
  EXPECT_EQ(mark->number, wanted.number);
  EXPECT_EQ(mark->portion.value_or(""), wanted.portion) << wanted.line;
  EXPECT_EQ(std::string_view(wanted.line).substr(mark->end), "The port") << wanted.line;
}

INSTANTIATE_TEST_SUITE_P(
    Punctuation, ExpectedParagraph,
    testing::Values(MarkCase{"7, (U) The port", 7, "U"}, MarkCase{"15 (SBU) The port", 15, "SBU"},
                    MarkCase{"(13) (C) The port", 13, "C"}, MarkCase{"(11. (C) The port", 11, "C"},
                    MarkCase{".1.(U) The port", 1, "U"}, MarkCase{"2.. (C) The port", 2, "C"},
                    MarkCase{"2 . (C) The port", 2, "C"},
                    MarkCase{"3.) (S/NF) The port", 3, "S/NF"},
                    MarkCase{"2. SBU) The port", 2, "SBU"}, MarkCase{"3. (C The port", 3, "C"},
                    MarkCase{"l. (C) The port", 1, "C"}, MarkCase{"1O. (C) The port", 10, "C"},
                    MarkCase{"(4) The port", 4, ""}, MarkCase{".5. The port", 5, ""},
                    MarkCase{"2- (C) The port", 2, "C"}, MarkCase{"2/ (C) The port", 2, "C"},
                    MarkCase{"2'. (SBU) The port", 2, "SBU"}, MarkCase{"2_ (C) The port", 2, "C"},
                    MarkCase{"#2. (C) The port", 2, "C"}, MarkCase{"*2. (C) The port", 2, "C"},
                    MarkCase{"-2. (C) The port", 2, "C"}, MarkCase{"Para 2. (C) The port", 2, "C"},
                    MarkCase{"PARAGRAPH 2. (C) The port", 2, "C"},
                    MarkCase{"(C) 2. The port", 2, "C"}, MarkCase{"2: The port", 2, ""},
                    MarkCase{"2 - The port", 2, ""}));

INSTANTIATE_TEST_SUITE_P(
    OtherLines, ExpectedParagraph,
    testing::Values(MarkCase{"7, 8 and 9 The port", 7, nullptr}, MarkCase{"7 The port", 7, nullptr},
                    MarkCase{"70. (C) The port", 7, nullptr},
                    MarkCase{"8. (C) The port", 7, nullptr}, MarkCase{"7.5 percent", 7, nullptr},
                    MarkCase{"7. the port", 7, nullptr}, MarkCase{"7, the port", 7, nullptr},
                    MarkCase{"7/ The port", 7, nullptr}, MarkCase{"#7. The port", 7, nullptr},
                    MarkCase{"Para 7. The port", 7, nullptr},
                    MarkCase{"(C) 7 The port", 7, nullptr}, MarkCase{"7", 7, nullptr},
                    MarkCase{"", 7, nullptr}));

}  // namespace
}  // namespace cabled::paragraph_mark_test
