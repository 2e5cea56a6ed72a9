#pragma once

#include <optional>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// Exit codes, as documented in the man page.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kConfiguration = 3,
  kSchema = 4,  ///< schema too old or too new, or a part of it is missing
  kTryAgainLater = 75,
  kHungUp = 129,       ///< SIGHUP ended it before its work was done
  kInterrupted = 130,  ///< SIGINT did
  kReaderGone = 141,   ///< nobody reads the output any more, as of `cabled … | head`
  kTerminated = 143,   ///< SIGTERM did
};

/// Options that every command takes, before or after its name.
struct CommonOptions {
  std::optional<std::string> config;
  std::optional<std::string> database;
  std::optional<std::string> state_dir;
  std::optional<std::string> log_level;
  bool quiet = false;
  bool json = false;
};

/// A failure that ends the command, with the exit code that says what it was.
struct CommandError {
  ExitCode code;
  std::string message;
};
template <typename T>
using CommandResult = tl::expected<T, CommandError>;

/// Prints "cabled: …" on standard error and answers the exit code.
int report(const CommandError& error);
/// An Error as a command's end: transient ones say "try again later", a table or column that is
/// missing is a matter of the schema.
CommandError command_error(const Error& error);
/// The same of a db::migrate() that failed.
CommandError migration_error(const Error& error);

}  // namespace cabled
