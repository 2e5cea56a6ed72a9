#include "daemon/app/archive_keeper.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stop_token>

#include "daemon/store/segment_file.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_database.h"

namespace cabled::archive_keeper_test {
namespace {

namespace fs = std::filesystem;

// A run that finds nothing due asks its keeper to stop before it has begun.
TEST(ArchiveKeeper, LooksOnceHoweverSoonItIsStopped) {
  const test::TestDatabase database;
  const test::TemporaryFolder folder;
  const fs::path config = folder.path() / "cabled.toml";
  std::ofstream(config) << "[archive]\nkeep_for = \"2d\"\n";
  const fs::path archive = folder.path() / "archive";
  const fs::path old = archive / "cabled-20101128180000-0001-h-1.warc.gz";
  fs::create_directory(archive);
  std::ofstream(old) << "bytes";
  fs::permissions(old, static_cast<fs::perms>(kSealedMode));
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(72));
  CommonOptions options;
  options.config = config.string();
  options.database = database.target();
  options.state_dir = folder.path().string();
  const auto session = Session::open(options);
  ASSERT_TRUE(session.has_value()) << session.error().message;
  std::stop_source stop;
  stop.request_stop();

  ArchiveKeeper(*session).run(stop.get_token());

  EXPECT_FALSE(fs::exists(old));
}

}  // namespace
}  // namespace cabled::archive_keeper_test
