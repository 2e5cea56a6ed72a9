#include "daemon/schedule/lease_owner.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace cabled::lease_owner_test {
namespace {

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

TEST(LeaseOwner, IsAliveWhileItRuns) { EXPECT_FALSE(is_dead_owner(this_lease_owner())); }

TEST(LeaseOwner, IsDeadOnceItsProcessHasEnded) {
  const std::string owner = owner_of_a_dead_process();

  ASSERT_FALSE(owner.empty());
  EXPECT_TRUE(is_dead_owner(owner));
}

TEST(LeaseOwner, IsDeadWhenItsNumberIsAnotherProcesssByNow) {
  EXPECT_TRUE(is_dead_owner(with_part(this_lease_owner(), 3, "1")));
}

TEST(LeaseOwner, IsDeadWhenTheMachineHasBootedSince) {
  EXPECT_TRUE(is_dead_owner(with_part(this_lease_owner(), 1, "another-boot")));
}

TEST(LeaseOwner, OfAnotherMachineIsNeverKnownToBeDead) {
  EXPECT_FALSE(is_dead_owner(with_part(this_lease_owner(), 0, "elsewhere")));
}

TEST(LeaseOwner, ThatCannotBeReadIsLeftAlone) {
  for (const char* text : {"", "/", "a/b/c", "a/b/c/d/e", "nobody"}) {
    EXPECT_FALSE(is_dead_owner(text)) << text;
  }
}

}  // namespace
}  // namespace cabled::lease_owner_test
