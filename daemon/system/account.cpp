#include "daemon/system/account.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace cabled {
namespace {

// Entries are a few hundred bytes; a directory service may add long fields.
using PasswdBuffer = std::array<char, 16384>;

std::optional<Account> to_account(const passwd* entry) {
  if (entry == nullptr) return std::nullopt;
  Account account{entry->pw_uid, entry->pw_gid, {}, entry->pw_name};
  int count = 64;
  account.groups.resize(static_cast<std::size_t>(count));
  if (::getgrouplist(entry->pw_name, entry->pw_gid, account.groups.data(), &count) < 0) {
    account.groups.resize(static_cast<std::size_t>(count));
    ::getgrouplist(entry->pw_name, entry->pw_gid, account.groups.data(), &count);
  }
  account.groups.resize(static_cast<std::size_t>(count));
  return account;
}

}  // namespace

std::optional<Account> find_account(const std::string& name) {
  PasswdBuffer buffer{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  return to_account(found);
}

std::optional<Account> find_account(uid_t uid) {
  PasswdBuffer buffer{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return to_account(found);
}

bool become(const Account& account) noexcept {
  return ::setgroups(account.groups.size(), account.groups.data()) == 0 &&
         ::setresgid(account.gid, account.gid, account.gid) == 0 &&
         ::setresuid(account.uid, account.uid, account.uid) == 0;
}

void give_to_owner_of(const std::filesystem::path& folder, int file) noexcept {
  if (::geteuid() != 0 || file < 0) return;
  struct stat of_folder {};
  struct stat of_file {};
  if (::stat(folder.c_str(), &of_folder) != 0 || ::fstat(file, &of_file) != 0) return;
  // A name that others gave to a file of root's stays root's.
  const bool is_ours = of_file.st_uid == 0 && (of_file.st_nlink == 1 || S_ISDIR(of_file.st_mode));
  if (!is_ours || of_folder.st_uid == 0) return;
  static_cast<void>(::fchown(file, of_folder.st_uid, of_folder.st_gid) == 0);
}

}  // namespace cabled
