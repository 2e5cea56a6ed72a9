#include "daemon/postgres/embedded_postgres.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/postgres_programs.h"
#include "daemon/postgres/postmaster.h"
#include "daemon/system/account.h"
#include "parsers/model/ascii.h"

namespace cabled::embedded_postgres_test {
namespace {

namespace fs = std::filesystem;

/// What `statement` answers over `database`, asked from outside by psql.
std::string ask(const EmbeddedPostgres& database, const std::string& statement) {
  const PostgresPrograms programs = find_newest_postgres(kPostgresRoot).value();
  const Result<std::string> answer =
      run_to_end({{programs.path("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d",
                   database.connection_string(), "-c", statement},
                  {}});
  return answer ? std::string(ascii::trim(*answer)) : answer.error().message;
}

/// A process of its own that does `work` and ends with its answer.
class Process {
 public:
  explicit Process(const std::function<bool()>& work) : pid_(::fork()) {
    if (pid_ != 0) return;
    // A test that fails before it ends its process must not leave it behind.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::_exit(work() ? 0 : 1);
  }
  bool succeeded() const {
    int status = 0;
    return ::waitpid(pid_, &status, 0) == pid_ && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  void kill_and_wait() const {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

 private:
  pid_t pid_;
};

/// Waits for `condition`; false after far more time than it should need.
bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::string first_line(const fs::path& file) {
  std::string line;
  std::ifstream in(file);
  std::getline(in, line);
  return line;
}

bool holds_half_made(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("db.making.")) return true;
  }
  return false;
}

class EmbeddedPostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!find_newest_postgres(kPostgresRoot)) GTEST_SKIP() << "no PostgreSQL server installed";
    std::string pattern = "/tmp/cabled-embedded-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
    // Root's cluster belongs to somebody else, who must be able to pass through.
    fs::permissions(root_, static_cast<fs::perms>(0711));
    state_dir_ = root_ / "state";
  }

  void TearDown() override {
    if (root_.empty()) return;
    if (!place().empty()) {
      static_cast<void>(stop_postmaster(place() / "db"));
      fs::remove_all(place());
    }
    fs::remove_all(root_);
  }

  fs::path place() const {
    const std::string elsewhere = first_line(state_dir_ / "db.location");
    return elsewhere.empty() ? state_dir_ : fs::path(elsewhere);
  }
  std::optional<Postmaster> server() const { return find_postmaster(place() / "db"); }
  EmbeddedPostgres acquire() const {
    Result<EmbeddedPostgres> database = EmbeddedPostgres::acquire(state_dir_);
    if (!database) throw std::runtime_error(database.error().message);
    return std::move(*database);
  }

  fs::path root_;
  fs::path state_dir_;
};

TEST_F(EmbeddedPostgresTest, FirstUseGivesAnEmptyDatabaseNamedCabled) {
  const EmbeddedPostgres database = acquire();

  EXPECT_EQ(ask(database, "SELECT current_database() || ' ' || current_user"), "cabled cabled");
}

TEST_F(EmbeddedPostgresTest, IsDurableCheckedAndDeafToTheNetwork) {
  const EmbeddedPostgres database = acquire();

  EXPECT_EQ(ask(database, "SHOW fsync"), "on");
  EXPECT_EQ(ask(database, "SHOW synchronous_commit"), "on");
  EXPECT_EQ(ask(database, "SHOW full_page_writes"), "on");
  EXPECT_EQ(ask(database, "SHOW data_checksums"), "on");
  EXPECT_EQ(ask(database, "SHOW listen_addresses"), "");
  EXPECT_EQ(ask(database, "SHOW max_connections"), "60");
  EXPECT_EQ(ask(database, "SHOW jit"), "off");
  EXPECT_EQ(ask(database, "SELECT datcollate FROM pg_database WHERE datname = current_database()"),
            "C.UTF-8");
}

TEST_F(EmbeddedPostgresTest, ItsOwnerAloneMayEnter) {
  const EmbeddedPostgres database = acquire();

  struct stat status {};
  ASSERT_EQ(::stat((place() / "db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  ASSERT_EQ(::stat((server()->socket_folder / ".s.PGSQL.5432").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  if (::geteuid() == 0) {
    EXPECT_NE(status.st_uid, 0U);
  }
}

TEST_F(EmbeddedPostgresTest, IsSharedAndStoppedByTheLast) {
  std::optional<EmbeddedPostgres> first = acquire();
  std::optional<EmbeddedPostgres> second = acquire();
  const pid_t pid = server()->pid;

  first.reset();
  EXPECT_EQ(ask(*second, "SELECT 1"), "1");
  EXPECT_EQ(server()->pid, pid);
  second.reset();

  EXPECT_FALSE(server().has_value());
}

TEST_F(EmbeddedPostgresTest, IsNotStoppedTwiceByOneThatWasMovedFrom) {
  EmbeddedPostgres first = acquire();
  {
    const EmbeddedPostgres second = std::move(first);
    EXPECT_EQ(ask(second, "SELECT 1"), "1");
  }

  EXPECT_FALSE(server().has_value());
}

TEST_F(EmbeddedPostgresTest, KeepsItsRowsOverARestart) {
  ask(acquire(), "CREATE TABLE kept AS SELECT 42 AS answer");

  EXPECT_EQ(ask(acquire(), "SELECT answer FROM kept"), "42");
}

TEST_F(EmbeddedPostgresTest, ManyFirstUsersAtOnceGetOneServer) {
  std::vector<Process> users;
  users.reserve(4);
  for (int i = 0; i < 4; ++i) {
    users.emplace_back([this] {
      const Result<EmbeddedPostgres> database = EmbeddedPostgres::acquire(state_dir_);
      return database && ask(*database, "SELECT 1") == "1";
    });
  }

  for (const Process& user : users) EXPECT_TRUE(user.succeeded());
  EXPECT_FALSE(server().has_value());
}

TEST_F(EmbeddedPostgresTest, AKilledUserLeavesTheServerToTheNext) {
  const fs::path mark = root_ / "acquired";
  const Process user([&] {
    const Result<EmbeddedPostgres> database = EmbeddedPostgres::acquire(state_dir_);
    std::ofstream(mark).close();
    ::pause();
    return database.has_value();
  });
  ASSERT_TRUE(eventually([&] { return fs::exists(mark); }));
  const pid_t pid = server()->pid;
  user.kill_and_wait();

  {
    const EmbeddedPostgres next = acquire();
    EXPECT_EQ(server()->pid, pid);
    EXPECT_EQ(ask(next, "SELECT 1"), "1");
  }

  EXPECT_FALSE(server().has_value());
}

TEST_F(EmbeddedPostgresTest, AClusterWhoseMakerWasKilledIsMadeAgain) {
  const Process maker([this] { return EmbeddedPostgres::acquire(state_dir_).has_value(); });
  ASSERT_TRUE(eventually([this] { return fs::exists(state_dir_) && holds_half_made(state_dir_); }));
  maker.kill_and_wait();
  ASSERT_FALSE(fs::exists(state_dir_ / "db"));

  const EmbeddedPostgres database = acquire();

  EXPECT_EQ(ask(database, "SELECT 1"), "1");
  EXPECT_FALSE(holds_half_made(state_dir_));
}

TEST_F(EmbeddedPostgresTest, AFolderThatIsNoClusterIsKeptAside) {
  fs::create_directories(state_dir_ / "db");
  fs::permissions(state_dir_, static_cast<fs::perms>(0711));
  std::ofstream(state_dir_ / "db" / "precious") << "do not lose me";

  const EmbeddedPostgres database = acquire();

  EXPECT_EQ(ask(database, "SELECT 1"), "1");
  EXPECT_EQ(first_line(state_dir_ / "db.unusable.1" / "precious"), "do not lose me");
}

TEST_F(EmbeddedPostgresTest, RecoversFromAKilledServer) {
  {
    const EmbeddedPostgres database = acquire();
    ask(database, "CREATE TABLE kept AS SELECT 42 AS answer");
    const pid_t pid = server()->pid;
    ::kill(pid, SIGKILL);
    ASSERT_TRUE(eventually([this] { return !server(); }));
  }

  EXPECT_EQ(ask(acquire(), "SELECT answer FROM kept"), "42");
}

TEST_F(EmbeddedPostgresTest, ANumberInAStalePidFileMayBelongToAnotherProcess) {
  { const EmbeddedPostgres database = acquire(); }
  // As after a crash and a reboot: the number is alive, and it is not PostgreSQL's.
  std::ofstream(place() / "db" / "postmaster.pid") << ::getpid() << "\n/nowhere\n0\n5432\n";

  EXPECT_EQ(ask(acquire(), "SELECT 1"), "1");
}

TEST_F(EmbeddedPostgresTest, AServerThatLostItsSocketIsRestarted) {
  const EmbeddedPostgres first = acquire();
  const pid_t pid = server()->pid;
  fs::remove(server()->socket_folder / ".s.PGSQL.5432");

  const EmbeddedPostgres second = acquire();

  EXPECT_NE(server()->pid, pid);
  EXPECT_EQ(ask(second, "SELECT 1"), "1");
}

TEST_F(EmbeddedPostgresTest, ALongPathPutsTheSocketInAShortFolder) {
  state_dir_ = root_ / std::string(120, 'x');
  fs::path socket_folder;
  {
    const EmbeddedPostgres database = acquire();
    socket_folder = server()->socket_folder;
    EXPECT_EQ(ask(database, "SELECT 1"), "1");
    EXPECT_LT(socket_folder.string().size(), 93U);
    EXPECT_EQ(first_line(state_dir_ / "db.socket"), socket_folder);
  }

  EXPECT_FALSE(fs::exists(socket_folder));
}

TEST_F(EmbeddedPostgresTest, CharactersThatMeanSomethingToShellsAndListsAreHarmless) {
  state_dir_ = root_ / "it's $HOME, \"quoted\" `id` \\ %s";

  EXPECT_EQ(ask(acquire(), "SELECT 1"), "1");
}

TEST_F(EmbeddedPostgresTest, RootsClusterMovesWhereItsUserCanGo) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root";
  fs::permissions(root_, static_cast<fs::perms>(0700));
  {
    const EmbeddedPostgres database = acquire();
    ask(database, "CREATE TABLE kept AS SELECT 42 AS answer");
    EXPECT_EQ(place().parent_path(), kClustersElsewhere);
  }
  const fs::path chosen = place();

  EXPECT_EQ(ask(acquire(), "SELECT answer FROM kept"), "42");
  EXPECT_EQ(place(), chosen);
}

TEST_F(EmbeddedPostgresTest, APlaceThatVanishedIsAnErrorNotAnEmptyDatabase) {
  fs::create_directories(state_dir_);
  std::ofstream(state_dir_ / "db.location") << "/nonexistent/cluster\n";

  const Result<EmbeddedPostgres> database = EmbeddedPostgres::acquire(state_dir_);

  std::ofstream(state_dir_ / "db.location").close();
  ASSERT_FALSE(database.has_value());
  EXPECT_EQ(database.error().kind, ErrorKind::kInvalid);
  EXPECT_NE(database.error().message.find("/nonexistent/cluster"), std::string::npos);
}

/// As root we can be both users; `nobody` stands for any plain one.
class EmbeddedPostgresAsNobody : public EmbeddedPostgresTest {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root";
    EmbeddedPostgresTest::SetUp();
    if (root_.empty()) return;
    nobody_ = find_account(std::string("nobody"));
    ASSERT_TRUE(nobody_.has_value());
    ASSERT_EQ(::chown(root_.c_str(), nobody_->uid, nobody_->gid), 0);
  }
  Process as_nobody(const std::string& statement, const std::string& answer) const {
    return Process([=, this] {
      if (!become(*nobody_)) return false;
      const Result<EmbeddedPostgres> database = EmbeddedPostgres::acquire(state_dir_);
      return database && ask(*database, statement) == answer;
    });
  }

  std::optional<Account> nobody_;
};

TEST_F(EmbeddedPostgresAsNobody, APlainUserRunsItAsHimself) {
  EXPECT_TRUE(as_nobody("SELECT 1", "1").succeeded());

  struct stat status {};
  ASSERT_EQ(::stat((state_dir_ / "db").c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, nobody_->uid);
  EXPECT_FALSE(server().has_value());
}

TEST_F(EmbeddedPostgresAsNobody, RootAndTheOwnerUseOneClusterInTurn) {
  ASSERT_TRUE(as_nobody("CREATE TABLE kept AS SELECT 42 AS answer", "").succeeded());
  EXPECT_EQ(ask(acquire(), "SELECT answer FROM kept"), "42");

  EXPECT_TRUE(as_nobody("SELECT answer FROM kept", "42").succeeded());
}

TEST_F(EmbeddedPostgresAsNobody, WhatRootMadeForHimHeCanUse) {
  fs::create_directories(state_dir_);
  ASSERT_EQ(::chown(state_dir_.c_str(), nobody_->uid, nobody_->gid), 0);
  ask(acquire(), "CREATE TABLE kept AS SELECT 42 AS answer");

  EXPECT_TRUE(as_nobody("SELECT answer FROM kept", "42").succeeded());
}

}  // namespace
}  // namespace cabled::embedded_postgres_test
