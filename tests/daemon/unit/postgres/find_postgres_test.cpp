#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "daemon/postgres/postgres_programs.h"

namespace cabled::find_postgres_test {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with the test.
class FindPostgres : public testing::Test {
 protected:
  ~FindPostgres() override { fs::remove_all(root_); }

 private:
  std::string pattern_ = (fs::temp_directory_path() / "cabled-versions-XXXXXX").string();

 protected:
  const fs::path root_ = ::mkdtemp(pattern_.data());
};

TEST_F(FindPostgres, NamesTheWaysThatAreLeftWhenTheClustersVersionIsGone) {
  fs::create_directories(root_ / "db");
  std::ofstream(root_ / "db" / "PG_VERSION") << "9\n";

  const Result<PostgresPrograms> programs = find_postgres_of(root_ / "db", kPostgresRoot);

  ASSERT_FALSE(programs.has_value());
  const std::string& message = programs.error().message;
  for (const char* way : {"install postgresql-9", "--upgrade-database", "dump", "archive"}) {
    EXPECT_NE(message.find(way), std::string::npos) << message;
  }
}

TEST_F(FindPostgres, TakesTheNewestByNumberNotByName) {
  for (const char* version : {"9", "15", "8"}) {
    const fs::path folder = root_ / version / "bin";
    fs::create_directories(folder);
    for (const char* program : {"initdb", "postgres", "psql"}) {
      std::ofstream(folder / program).close();
      fs::permissions(folder / program, static_cast<fs::perms>(0755));
    }
  }

  const Result<PostgresPrograms> programs = find_newest_postgres(root_);

  ASSERT_TRUE(programs.has_value());
  EXPECT_EQ(programs->major_version, 15);
}

}  // namespace
}  // namespace cabled::find_postgres_test
