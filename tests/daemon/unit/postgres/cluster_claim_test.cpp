#include "daemon/postgres/cluster_claim.h"

#include <gtest/gtest.h>
#include <sys/file.h>

#include "tests/support/shared_data.h"

namespace cabled::cluster_claim_test {
namespace {

using Mode = FileLock::Mode;

constexpr std::chrono::milliseconds kNoPatience{0};

TEST(NetworkFilesystem, IsOneThatLocksDoNotReachAcross) {
  for (const unsigned long type : {0x6969UL, 0xFF534D42UL, 0xFE534D42UL, 0x00C36400UL}) {
    EXPECT_TRUE(is_network_filesystem(type)) << type;
  }
}

TEST(NetworkFilesystem, IsNoneOfThisMachine) {
  // ext4, xfs, btrfs, tmpfs, overlay
  for (const unsigned long type :
       {0xEF53UL, 0x58465342UL, 0x9123683EUL, 0x01021994UL, 0x794C7630UL}) {
    EXPECT_FALSE(is_network_filesystem(type)) << type;
  }
}

TEST(NetworkFilesystem, IsRefusedByNameAlone) {
  const test::TemporaryFolder folder;

  EXPECT_TRUE(refuse_network_folder(folder.path()).has_value());
}

class SharedLock : public testing::Test {
 protected:
  FileLock share() const {
    return std::move(*FileLock::acquire(folder_.path() / "lock", Mode::kShared, kNoPatience));
  }

  test::TemporaryFolder folder_;
};

TEST_F(SharedLock, IsOursAloneWhenNobodyElseHoldsIt) {
  FileLock ours = share();

  EXPECT_TRUE(ours.is_held_by_us_alone());
}

TEST_F(SharedLock, IsHeldAsBeforeAfterTheQuestion) {
  FileLock ours = share();
  FileLock theirs = share();

  EXPECT_FALSE(ours.is_held_by_us_alone());
  EXPECT_FALSE(theirs.is_held_by_us_alone()) << "ours is shared still";
  EXPECT_FALSE(FileLock::acquire(folder_.path() / "lock", Mode::kExclusive, kNoPatience));
}

}  // namespace
}  // namespace cabled::cluster_claim_test
