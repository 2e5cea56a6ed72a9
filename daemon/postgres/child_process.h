#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daemon/system/account.h"
#include "parsers/model/error.h"

namespace cabled {

/// A program to run, with nothing of ours but what stands here: a bare environment, no signal
/// mask, no open files, umask 077.
struct ChildProgram {
  std::vector<std::string> arguments;  ///< the first is the absolute path of the program
  std::optional<Account> account;      ///< who to become first; only root may
  int kept_open = -1;                  ///< a file of ours that it and its children hold, if any
  std::filesystem::path folder = "/";  ///< where it begins
};

/// Runs the program to its end and returns what it wrote to either output. It dies with the
/// calling thread. kTransient when it cannot be started or fails; the message ends with its words.
Result<std::string> run_to_end(const ChildProgram& program);

/// Starts the program in a session of its own, to live on after this process, its output appended
/// to `log`. Returns its process id; the process that is its parent will be init.
Result<pid_t> start_detached(const ChildProgram& program, const std::filesystem::path& log);

/// Whether `account` may enter `folder`, all of its parents included.
bool can_enter(const Account& account, const std::filesystem::path& folder);

}  // namespace cabled
