#include "daemon/crawl/lease_owner.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>

namespace cabled::lease_owner_test {
namespace {

using namespace std::chrono_literals;

/// The signature of a process that has ended since.
std::string owner_of_a_dead_process() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "";
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string owner = this_lease_owner();
    const bool told = ::write(ends[1], owner.data(), owner.size()) > 0;
    ::_exit(told ? 0 : 1);
  }
  ::close(ends[1]);
  std::array<char, 512> text{};
  const ssize_t size = ::read(ends[0], text.data(), text.size());
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string with_part(std::string owner, int part, const std::string& value) {
  std::size_t begin = 0;
  for (; part > 0; --part) begin = owner.find('/', begin) + 1;
  const std::size_t end = std::min(owner.find('/', begin), owner.size());
  return owner.replace(begin, end - begin, value);
}

/// What a process of its own knows of `owner` after `prepare` has changed what it may see.
OwnerLife seen_by_another(const std::function<bool()>& prepare, const std::string& owner) {
  constexpr int kNotPrepared = 77;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(prepare() ? static_cast<int>(life_of(owner)) : kNotPrepared);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) == kNotPrepared) {
    throw std::runtime_error("not prepared");
  }
  return static_cast<OwnerLife>(WEXITSTATUS(status));
}

bool mount_proc(const char* options) {
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, "") == 0 &&
         ::mount("proc", "/proc", "proc", 0, options) == 0;
}

// Of the groups too: what is hidden is shown to members of group 0.
bool become_nobody() {
  constexpr id_t kNobody = 65534;
  return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
         ::setresuid(kNobody, kNobody, kNobody) == 0;
}

TEST(LeaseOwner, IsAliveWhileItRuns) { EXPECT_EQ(life_of(this_lease_owner()), OwnerLife::kAlive); }

TEST(LeaseOwner, IsDeadOnceItsProcessHasEnded) {
  const std::string owner = owner_of_a_dead_process();

  ASSERT_FALSE(owner.empty());
  EXPECT_EQ(life_of(owner), OwnerLife::kDead);
}

TEST(LeaseOwner, IsDeadWhenItsNumberIsAnotherProcesssByNow) {
  EXPECT_EQ(life_of(with_part(this_lease_owner(), 4, "1")), OwnerLife::kDead);
}

TEST(LeaseOwner, OfAnotherBootMayBeOfAMachineOfTheSameName) {
  EXPECT_EQ(life_of(with_part(this_lease_owner(), 1, "another-boot")), OwnerLife::kBeforeBoot);
}

TEST(LeaseOwner, IsUnknownWhenAnyPartIsMissingOrForeign) {
  const std::string dead = owner_of_a_dead_process();

  EXPECT_EQ(life_of(with_part(dead, 0, "elsewhere")), OwnerLife::kUnknown);
  EXPECT_EQ(life_of(with_part(dead, 1, "")), OwnerLife::kUnknown) << "no boot id";
  EXPECT_EQ(life_of(with_part(dead, 2, "")), OwnerLife::kUnknown) << "no namespace";
  EXPECT_EQ(life_of(with_part(dead, 2, "pid:[1]")), OwnerLife::kUnknown) << "another namespace";
  EXPECT_EQ(life_of(with_part(this_lease_owner(), 4, "")), OwnerLife::kUnknown) << "no start";
}

TEST(LeaseOwner, ThatCannotBeReadIsUnknown) {
  for (const char* text : {"", "/", "a/b/c/d", "a/b/c/d/e/f", "nobody"}) {
    EXPECT_EQ(life_of(text), OwnerLife::kUnknown) << text;
  }
}

class LeaseOwnerBehindProc : public testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can mount";
    const pid_t child = ::fork();
    if (child == 0) ::_exit(mount_proc("subset=pid") ? 0 : 1);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) GTEST_SKIP() << "not even root can mount here";
  }

  const std::string self_ = this_lease_owner();
  const std::string dead_ = owner_of_a_dead_process();
};

TEST_F(LeaseOwnerBehindProc, IsUnknownWithoutABootId) {
  const auto without_boot_id = [] { return mount_proc("subset=pid"); };

  EXPECT_EQ(seen_by_another(without_boot_id, self_), OwnerLife::kUnknown);
  EXPECT_EQ(seen_by_another(without_boot_id, dead_), OwnerLife::kUnknown);
}

TEST_F(LeaseOwnerBehindProc, IsUnknownWhenItIsHidden) {
  const auto hidden = [] { return mount_proc("hidepid=2") && become_nobody(); };

  EXPECT_EQ(seen_by_another(hidden, self_), OwnerLife::kUnknown);
  EXPECT_EQ(seen_by_another(hidden, dead_), OwnerLife::kDead) << "the kernel knows of none";
}

class LeaseWatchTest : public testing::Test {
 protected:
  bool dead(const std::string& owner, const std::string& until, std::chrono::seconds at) {
    const std::vector<db::LeaseHolder> holders{{owner, until}};
    return !watch_.dead_owners(holders, LeaseWatch::Time(at)).empty();
  }

  const std::string before_boot_ = with_part(this_lease_owner(), 1, "another-boot");
  LeaseWatch watch_{std::chrono::seconds(30)};
};

TEST_F(LeaseWatchTest, KnowsADeadProcessAtOnceAndALivingOneNever) {
  EXPECT_TRUE(dead(owner_of_a_dead_process(), "1", 0s));
  EXPECT_FALSE(dead(this_lease_owner(), "1", 0s));
  EXPECT_FALSE(dead(this_lease_owner(), "1", 1h));
}

TEST_F(LeaseWatchTest, TakesOneOfAnotherBootForDeadOnceItHasBeenSilent) {
  EXPECT_FALSE(dead(before_boot_, "1", 0s));
  EXPECT_FALSE(dead(before_boot_, "1", 29s));
  EXPECT_TRUE(dead(before_boot_, "1", 30s));
}

TEST_F(LeaseWatchTest, TakesARenewalForASignOfLife) {
  EXPECT_FALSE(dead(before_boot_, "1", 0s));
  EXPECT_FALSE(dead(before_boot_, "2", 20s));
  EXPECT_FALSE(dead(before_boot_, "2", 40s));
  EXPECT_TRUE(dead(before_boot_, "2", 50s));
}

TEST_F(LeaseWatchTest, NeverTakesAnUnknownOneForDead) {
  const std::string unknown = with_part(before_boot_, 1, "");

  EXPECT_FALSE(dead(unknown, "1", 0s));
  EXPECT_FALSE(dead(unknown, "1", 24h));
}

}  // namespace
}  // namespace cabled::lease_owner_test
