#include "daemon/serve/pages/clean_blocks.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace cabled::serve::clean_blocks_test {
namespace {

const std::string kText =
    "C O N F I D E N T I A L SECTION 01 OF 02 CARRICK 000318\n"
    "\n"
    "TAGS: PREL, EFIS, DR\n"
    "SUBJECT: HARBORMASTER WEIGHS A SECOND LIGHTHOUSE\n"
    "\n"
    "1. (C) The harbormaster told Econoff that the shoal had claimed\n"
    "four trawlers since the summer.\n"
    "\n"
    "CARRICK 00000318  002 OF 002\n"
    "\n"
    "THE LAMP\n"
    "2. (C) The table of its costs:\n"
    "\n"
    "Upper Druma         18,204    11,377\n"
    "Lower Druma          9,551     8,020\n";

std::vector<CleanBlock> blocks() { return clean_blocks(make_clean_text(kText), {"THE LAMP"}); }

TEST(CleanBlocks, HeadHeadingsTablesAndParagraphsAreToldApart) {
  std::vector<CleanBlockKind> kinds;
  for (const CleanBlock& block : blocks()) kinds.push_back(block.kind);

  using enum CleanBlockKind;
  EXPECT_EQ(kinds, (std::vector{kHead, kHead, kProse, kHeading, kProse, kLayout}));
}

TEST(CleanBlocks, AParagraphKnowsItsNumber) {
  std::vector<int> numbers;
  for (const CleanBlock& block : blocks()) {
    if (block.paragraph) numbers.push_back(*block.paragraph);
  }

  EXPECT_EQ(numbers, (std::vector{1, 2}));
}

TEST(CleanBlocks, EveryLineAsSentIsFoundOnce) {
  std::multiset<std::size_t> found;
  for (const CleanBlock& block : blocks()) {
    for (const CleanLine& line : block.lines) {
      found.insert(line.sent_lines.begin(), line.sent_lines.end());
    }
  }

  std::multiset<std::size_t> all;
  for (std::size_t line = 1; line <= 15; ++line) all.insert(line);
  EXPECT_EQ(found, all);
}

}  // namespace
}  // namespace cabled::serve::clean_blocks_test
