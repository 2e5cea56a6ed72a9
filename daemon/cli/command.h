#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

namespace cabled::cli {

/// Exit codes, as documented in the man page.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kConfiguration = 3,
  kSchema = 4,  ///< schema too old or too new
  kTryAgainLater = 75,
  kInterrupted = 130,  ///< SIGINT ended it before its work was done
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

/// What the command line asked for: each command sets `run` when it is named.
struct Invocation {
  CommonOptions common;
  std::function<int()> run;
};

// One function a command, each in its own file; it adds the command with its options to `app`.
void add_run_command(CLI::App& app, Invocation& invocation);
void add_fetch_command(CLI::App& app, Invocation& invocation);
void add_import_command(CLI::App& app, Invocation& invocation);
void add_reparse_command(CLI::App& app, Invocation& invocation);
void add_parse_command(CLI::App& app, Invocation& invocation);
void add_id_command(CLI::App& app, Invocation& invocation);
void add_show_command(CLI::App& app, Invocation& invocation);
void add_search_command(CLI::App& app, Invocation& invocation);
void add_export_command(CLI::App& app, Invocation& invocation);
void add_feed_command(CLI::App& app, Invocation& invocation);
void add_status_command(CLI::App& app, Invocation& invocation);
void add_sources_command(CLI::App& app, Invocation& invocation);
void add_why_command(CLI::App& app, Invocation& invocation);
void add_url_command(CLI::App& app, Invocation& invocation);
void add_robots_command(CLI::App& app, Invocation& invocation);
void add_migrate_command(CLI::App& app, Invocation& invocation);
void add_archive_command(CLI::App& app, Invocation& invocation);
void add_warc_command(CLI::App& app, Invocation& invocation);
void add_check_command(CLI::App& app, Invocation& invocation);
void add_doctor_command(CLI::App& app, Invocation& invocation);

}  // namespace cabled::cli
