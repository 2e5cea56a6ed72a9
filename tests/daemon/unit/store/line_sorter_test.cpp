#include "daemon/store/line_sorter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::line_sorter_test {
namespace {

std::vector<std::string> sorted_with(std::size_t memory, const std::vector<std::string>& lines) {
  const ArchiveFolder folder;
  LineSorter sorter(folder.path(), memory);
  for (const std::string& line : lines) EXPECT_TRUE(sorter.add(line).has_value());
  std::vector<std::string> sorted;
  EXPECT_TRUE(sorter.finish([&](std::string_view line) { sorted.emplace_back(line); }).has_value());
  EXPECT_TRUE(folder.segments().empty()) << "scratch files have no names";
  return sorted;
}

TEST(LineSorter, SortsByBytesHoweverLittleMemoryItHas) {
  std::vector<std::string> lines{"b", "a", "", "\xff", "a b", "a", std::string(600'000, 'x')};
  for (unsigned i = 0; i < 500; ++i) lines.push_back(std::to_string(i * 7919 % 503));
  std::vector<std::string> expected = lines;
  std::ranges::sort(expected);

  EXPECT_EQ(sorted_with(LineSorter::kDefaultMemory, lines), expected);
  EXPECT_EQ(sorted_with(4096, lines), expected);
  EXPECT_EQ(sorted_with(1, lines), expected) << "a run a line: runs are joined on the way";
}

TEST(LineSorter, SaysThatThereIsNoRoomForScratchFiles) {
  LineSorter sorter("/nonexistent/folder", 1);

  const auto added = sorter.add("a");

  ASSERT_FALSE(added.has_value());
  EXPECT_EQ(added.error().kind, ErrorKind::kTransient);
}

TEST(LineSorter, GivesNothingOfNothing) { EXPECT_TRUE(sorted_with(1, {}).empty()); }

}  // namespace
}  // namespace cabled::line_sorter_test
