#include "parsers/cable/header/classification.h"

#include <gtest/gtest.h>

namespace cabled::classification_test {
namespace {

struct LineCase {
  const char* line;
  const char* level;  ///< null when it is no classification line
  const char* station;
  long serial;
  int section;  ///< 0 for none
};

class ClassificationLines : public testing::TestWithParam<LineCase> {};

TEST_P(ClassificationLines, AreKnownByTheirShape) {
  const LineCase& wanted = GetParam();
  const auto found = read_classification_line(wanted.line);

  ASSERT_EQ(found.has_value(), wanted.level != nullptr) << wanted.line;
  if (!found) return;
  EXPECT_EQ(found->level, wanted.level) << wanted.line;
  EXPECT_EQ(found->station, wanted.station) << wanted.line;
  EXPECT_EQ(found->serial, wanted.serial) << wanted.line;
  EXPECT_EQ(found->section.value_or(0), wanted.section) << wanted.line;
}

INSTANTIATE_TEST_SUITE_P(
    Damaged, ClassificationLines,
    testing::Values(LineCase{"E C R E T LIMA 000123", "SECRET", "LIMA", 123, 0},
                    LineCase{"SS E C R E T LIMA 000123", "SECRET", "LIMA", 123, 0},
                    LineCase{"S S E C R E T LIMA 000123", "SECRET", "LIMA", 123, 0},
                    LineCase{"NCLAS SECTION 01 OF 03 LIMA 000123", "UNCLASSIFIED", "LIMA", 123, 1},
                    LineCase{"UUNCLAS LIMA 000123", "UNCLASSIFIED", "LIMA", 123, 0},
                    LineCase{"O N F I D E N T I A L LIMA 000123", "CONFIDENTIAL", "LIMA", 123, 0},
                    LineCase{"C O N F I D E N T I L SECTION 02 OF 02 SAO PAULO 000123",
                             "CONFIDENTIAL", "SAOPAULO", 123, 2},
                    LineCase{"UNCLAS LIMA000123", "UNCLASSIFIED", "LIMA", 123, 0},
                    LineCase{"UNCLAS LIMA OOO123", "UNCLASSIFIED", "LIMA", 123, 0},
                    LineCase{"UNCLAS SAO PAULO000123", "UNCLASSIFIED", "SAOPAULO", 123, 0}));

// Without a station that exists and its serial, a slip makes other words of a level.
INSTANTIATE_TEST_SUITE_P(OtherLines, ClassificationLines,
                         testing::Values(LineCase{"E C R E T", nullptr, "", 0, 0},
                                         LineCase{"DE RUEHPE #0123 0402210", nullptr, "", 0, 0},
                                         LineCase{"A B C D E F LIMA 000123", nullptr, "", 0, 0},
                                         LineCase{"SECURE LIMA 000123", nullptr, "", 0, 0}));

}  // namespace
}  // namespace cabled::classification_test
