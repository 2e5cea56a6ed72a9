#include "daemon/system/whole_file.h"

#include <gtest/gtest.h>

#include "tests/support/shared_data.h"

namespace cabled::whole_file_test {
namespace {

namespace fs = std::filesystem;

TEST(WholeFile, HoldsWhatWasWrittenLast) {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "place";

  ASSERT_TRUE(write_whole_file(file, "/one\n").has_value());
  ASSERT_TRUE(write_whole_file(file, "/two\n").has_value());

  EXPECT_EQ(first_line_of(file), "/two");
  EXPECT_FALSE(fs::exists(folder.path() / "place.new"));
}

// Whoever has the old file open, or is cut off in the midst of writing, sees the old one whole.
TEST(WholeFile, TakesTheNameOfTheOldOneAndDoesNotTouchIt) {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "place";
  ASSERT_TRUE(write_whole_file(file, "/one\n").has_value());
  fs::create_hard_link(file, folder.path() / "old");

  ASSERT_TRUE(write_whole_file(file, "/two\n").has_value());

  EXPECT_EQ(first_line_of(folder.path() / "old"), "/one");
}

TEST(WholeFile, LeavesTheOldOneWhenTheNewOneCannotBeWritten) {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "place";
  ASSERT_TRUE(write_whole_file(file, "/one\n").has_value());
  fs::create_directory(folder.path() / "place.new");

  EXPECT_FALSE(write_whole_file(file, "/two\n").has_value());
  EXPECT_EQ(first_line_of(file), "/one");
}

}  // namespace
}  // namespace cabled::whole_file_test
