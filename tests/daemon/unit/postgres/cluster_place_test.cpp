#include "daemon/postgres/cluster_place.h"

#include <gtest/gtest.h>

#include "daemon/system/whole_file.h"
#include "tests/support/shared_data.h"

namespace cabled::cluster_place_test {
namespace {

namespace fs = std::filesystem;

TEST(ClusterPlace, IsRememberedInAFileThatIsReplacedAsAWhole) {
  const test::TemporaryFolder folder;
  const fs::path state_dir = folder.path() / std::string(120, 'x');  // too long for a socket
  fs::create_directory(state_dir);
  ASSERT_TRUE(write_whole_file(state_dir / "db.socket", "/run/gone\n").has_value());
  fs::create_hard_link(state_dir / "db.socket", state_dir / "before");

  const ClusterPlace place{state_dir, std::nullopt};
  const Result<fs::path> socket_folder = find_socket_folder(state_dir, place);

  ASSERT_TRUE(socket_folder.has_value()) << socket_folder.error().message;
  EXPECT_EQ(first_line_of(state_dir / "db.socket"), socket_folder->string());
  EXPECT_EQ(first_line_of(state_dir / "before"), "/run/gone") << "a crash would have cut it";
  drop_socket_folder(place, *socket_folder);
}

}  // namespace
}  // namespace cabled::cluster_place_test
