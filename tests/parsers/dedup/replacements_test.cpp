#include "parsers/dedup/replacements.h"

#include <gtest/gtest.h>

namespace cabled {
namespace {

std::vector<std::string> named_in(std::string_view text) {
  const CableId self = CableId::parse("07LONDON1917").value();
  std::vector<std::string> ids;
  for (const CableId& id : read_replacements(text, self)) ids.push_back(id.text());
  return ids;
}

TEST(Replacements, ANumberAloneIsOfTheSameStationAndYear) {
  EXPECT_EQ(named_in("ZFR CANCEL THIS MESSAGE. NEW MESSAGE SENT OUT UNDER MRN 1921\n"),
            std::vector<std::string>{"07LONDON1921"});
}

TEST(Replacements, AWholeNumberIsTakenAsItStands) {
  EXPECT_EQ(named_in("THIS TELEGRAM WAS RESENT AS 08 LISBON 00044.\n"),
            std::vector<std::string>{"08LISBON44"});
}

TEST(Replacements, ANoticeWithoutANumberNamesNone) {
  EXPECT_EQ(named_in("CANCEL TELEGRAM - WILL BE RESENT UNDER NEW MRN\n\nTAGS PREL 1921"),
            std::vector<std::string>{});
}

TEST(Replacements, ATelegramDoesNotReplaceItself) {
  EXPECT_EQ(named_in("SENT AGAIN AS LONDON 1917"), std::vector<std::string>{});
}

}  // namespace
}  // namespace cabled
