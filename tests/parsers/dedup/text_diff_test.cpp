#include "parsers/dedup/text_diff.h"

#include <gtest/gtest.h>

#include <random>

#include "parsers/dedup/sequence_diff.h"

namespace cabled::text_diff_test {
namespace {

TEST(TextDiff, EqualTextsHaveNone) { EXPECT_TRUE(text_diff("A B\nC\n", "A B\nC\n").empty()); }

TEST(TextDiff, LineBreaksAndBlanksCountForNothing) {
  EXPECT_TRUE(text_diff("ONE TWO THREE\nFOUR\n", "ONE  TWO\n\nTHREE FOUR").empty());
}

TEST(TextDiff, ABlackedOutNameIsRedacted) {
  const auto changes = text_diff("FIRST\nWE MET HARRY LANE TODAY\nLAST\n",
                                 "FIRST\nWE MET XXXXXXXXXXXX TODAY\nLAST\n");

  const std::vector<TextChange> expected{
      {TextChangeKind::kRedacted,
       2,
       2,
       {"WE MET HARRY LANE TODAY"},
       {"WE MET XXXXXXXXXXXX TODAY"},
       {{TextChangeKind::kRedacted, "HARRY LANE", "XXXXXXXXXXXX"}}}};
  EXPECT_EQ(changes, expected);
}

TEST(TextDiff, ANameThatIsBackIsRestored) {
  const auto changes = text_diff("WE MET XXXXX TODAY\n", "WE MET LANE TODAY\n");

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kRestored);
}

TEST(TextDiff, AnotherSpellingIsACorrection) {
  const auto changes = text_diff("CALL 555 0100\nEND\n", "CALL 555 0199\nEND\n");

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kCorrected);
  EXPECT_EQ(changes[0].words[0], (WordChange{TextChangeKind::kCorrected, "0100", "0199"}));
}

TEST(TextDiff, LinesThatAreLostAreTruncated) {
  const auto changes = text_diff("ONE\nTWO\nTHREE\nFOUR\n", "ONE\nTWO\n");

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kTruncated);
  EXPECT_EQ(changes[0].old_lines, (std::vector<std::string>{"THREE", "FOUR"}));
  EXPECT_EQ(changes[0].old_line, 3U);
}

TEST(TextDiff, LinesThatAreLostWithinAreRemoved) {
  const auto changes = text_diff("ONE\nTWO\nTHREE\nFOUR\n", "ONE\nFOUR\n");

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kRemoved);
}

TEST(TextDiff, LinesThatComeInAreAdded) {
  const auto changes = text_diff("BODY\n", "FM AMEMBASSY OSLO\nBODY\n");

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kAdded);
  EXPECT_EQ(changes[0].new_lines, std::vector<std::string>{"FM AMEMBASSY OSLO"});
}

TEST(TextDiff, TellsTwoPassagesApart) {
  const auto changes = text_diff("A ONE B\nSAME\nC TWO D\n", "A EINS B\nSAME\nC XXXX D\n");

  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].kind, TextChangeKind::kChanged);
  EXPECT_EQ(changes[1].kind, TextChangeKind::kRedacted);
  EXPECT_EQ(changes[1].old_line, 3U);
}

// Applying the edits to the old sequence must give the new one, whatever they are.
TEST(SequenceDiff, ItsEditsMakeTheNewOfTheOld) {
  std::mt19937 chance(5);
  const std::vector<std::string_view> alphabet{"a", "b", "c", "d"};
  for (int round = 0; round < 500; ++round) {
    std::vector<std::string_view> old;
    std::vector<std::string_view> now;
    for (auto n = chance() % 40; n > 0; --n) old.push_back(alphabet[chance() % 4]);
    for (auto n = chance() % 40; n > 0; --n) now.push_back(alphabet[chance() % 4]);

    std::vector<std::string_view> made;
    std::size_t at = 0;
    for (const SequenceEdit& edit : sequence_diff(old, now)) {
      for (; at < edit.old_begin; ++at) made.push_back(old[at]);
      at = edit.old_end;
      for (std::size_t i = edit.new_begin; i < edit.new_end; ++i) made.push_back(now[i]);
    }
    for (; at < old.size(); ++at) made.push_back(old[at]);

    EXPECT_EQ(made, now);
  }
}

TEST(SequenceDiff, StaysBoundedOnTextsThatHaveNothingInCommon) {
  const std::vector<std::string> old(100'000, "x");
  std::vector<std::string> now;
  for (int i = 0; i < 100'000; ++i) now.push_back(std::to_string(i));
  const std::vector<std::string_view> old_views(old.begin(), old.end());
  const std::vector<std::string_view> new_views(now.begin(), now.end());

  const auto edits = sequence_diff(old_views, new_views);

  EXPECT_EQ(edits, (std::vector<SequenceEdit>{{0, 100'000, 0, 100'000}}));
}

}  // namespace
}  // namespace cabled::text_diff_test
