#include "daemon/system/paths.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "tests/support/scoped_environment.h"

namespace cabled::paths_test {
namespace {

namespace fs = std::filesystem;

TEST(DefaultStateDir, IsWhatTheServiceManagerSays) {
  const ScopedEnvironment given("STATE_DIRECTORY", "/srv/state");

  EXPECT_EQ(default_state_dir(), "/srv/state");
}

TEST(DefaultStateDir, IsTheSystemsForRootAndTheUsersForOthers) {
  const ScopedEnvironment none("STATE_DIRECTORY", "");
  const ScopedEnvironment state("XDG_STATE_HOME", "/home/me/state");

  EXPECT_EQ(default_state_dir(),
            ::geteuid() == 0 ? fs::path("/var/lib/cabled") : fs::path("/home/me/state/cabled"));
}

class EnsureStateDir : public testing::Test {
 protected:
  EnsureStateDir() {
    std::string pattern = "/tmp/cabled-paths-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
  }
  EnsureStateDir(EnsureStateDir&&) = delete;
  EnsureStateDir& operator=(EnsureStateDir&&) = delete;
  ~EnsureStateDir() override { fs::remove_all(root_); }

  fs::path root_;
};

TEST_F(EnsureStateDir, MakesAFolderThatOthersCannotRead) {
  const fs::path made = ensure_state_dir(root_ / "a" / "b").value();

  struct stat status {};
  ASSERT_EQ(::stat(made.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0066U, 0U);
}

TEST_F(EnsureStateDir, LeavesThePermissionsOfOneThatIsThere) {
  fs::permissions(root_, static_cast<fs::perms>(0750));

  ASSERT_TRUE(ensure_state_dir(root_).has_value());

  struct stat status {};
  ASSERT_EQ(::stat(root_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0750U);
}

TEST_F(EnsureStateDir, ResolvesLinksSoThatOneFolderHasOneName) {
  fs::create_directory(root_ / "real");
  fs::create_directory_symlink(root_ / "real", root_ / "link");

  EXPECT_EQ(ensure_state_dir(root_ / "link").value(), fs::canonical(root_ / "real"));
}

TEST_F(EnsureStateDir, SaysWhatIsInTheWay) {
  const Result<fs::path> made = ensure_state_dir("/dev/null/state");

  ASSERT_FALSE(made.has_value());
  EXPECT_NE(made.error().message.find("/dev/null/state"), std::string::npos);
}

}  // namespace
}  // namespace cabled::paths_test
