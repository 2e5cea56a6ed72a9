#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/header/header_fields.h"

namespace cabled::executive_order_test {
namespace {

TelegramHeader header(std::string_view text, const CableHints& hints = {}) {
  return read_header(text, hints);
}

struct Deadline {
  const char* line;
  const char* date;
};

class HeaderDeadline : public testing::TestWithParam<Deadline> {};

TEST_P(HeaderDeadline, IsReadInEveryOrderOfItsParts) {
  EXPECT_EQ(header(GetParam().line).declassify_on.value_or("none"), GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Dates, HeaderDeadline,
    testing::Values(Deadline{"E.O. 12958: DECL: 07/24/2018", "2018-07-24"},
                    Deadline{"EO 12958 DECL: 2018/07/24", "2018-07-24"},
                    Deadline{"E.O.12958: DECL: 7-4-2018", "2018-07-04"},
                    Deadline{"E.0. 12958: DECL: 7/4/18", "2018-07-04"},
                    Deadline{"E.O. 12356: DECL: 24 JUL 1999", "1999-07-24"},
                    Deadline{"E.O. 12958: DECLASSIFIED JULY 24, 2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 24/07/2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: O7/24/2O18", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL:\n07/24/2018", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 07/24/2018 TAGS: PREL", "2018-07-24"},
                    Deadline{"E.O. 12958: DECL: 02/30/2018", "none"},
                    Deadline{"E.O. 12958: DNG: CO 07/24/2018", "none"},
                    Deadline{"E.O. 12958: DECL: TEN YEARS", "none"},
                    Deadline{"E.O. 12958: N/A", "none"},
                    Deadline{"E.O. 12958: DECL: OADR", "none"}));

TEST(HeaderOrder, PutsMisprintedNumbersRight) {
  for (const char* misprint : {"12598", "12985", "12928", "19523", "1295"}) {
    EXPECT_EQ(header("E.O. " + std::string(misprint) + ": N/A").executive_order, "12958")
        << misprint;
  }
}

TEST(HeaderOrder, KeepsNumbersOfOtherOrders) {
  for (const char* number : {"13526", "12356", "12065", "11652", "12333"}) {
    EXPECT_EQ(header("E.O. " + std::string(number) + ": N/A").executive_order, number);
  }
}

}  // namespace
}  // namespace cabled::executive_order_test
