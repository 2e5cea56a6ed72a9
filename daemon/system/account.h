#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cabled {

/// A user of this machine, with all that is needed to become it.
struct Account {
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;
  std::string name;
};

/// The account with this name or number; nothing when the machine knows none.
std::optional<Account> find_account(const std::string& name);
std::optional<Account> find_account(uid_t uid);

/// Becomes `account` for good: groups, group and user, real, effective and saved. Calls nothing
/// that is unsafe between fork and exec. False when any step fails.
bool become(const Account& account) noexcept;

/// A file that root makes in a folder of another account becomes that account's: a command that was
/// run once as root must not leave what the service cannot open. Anybody else's stay as they are.
void give_to_owner_of(const std::filesystem::path& folder, int file) noexcept;

}  // namespace cabled
