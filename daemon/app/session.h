#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "daemon/app/command_outcome.h"
#include "daemon/config/config.h"
#include "daemon/postgres/embedded_postgres.h"
#include "db/sql/connection.h"

namespace cabled {

/// The configuration with what the command line overrides; the log is set up by it.
CommandResult<Config> configure(const CommonOptions& options);

/// Whether there is a database: a configured one is taken to be.
bool has_database(const Config& config);

/// What a command works with: configuration, state directory and a database with today's schema.
class Session {
 public:
  /// Whether a command that finds no embedded database makes one. What only reads does not: its
  /// user has most likely named another folder than the one with the cables.
  enum class Missing { kIsMade, kIsAnError };

  /// The embedded database is started and migrated by itself; a configured one must be current,
  /// else the answer is kSchema with the command that cures it.
  static CommandResult<Session> open(const CommonOptions& options,
                                     Missing missing = Missing::kIsMade);
  /// The same without looking at the schema: for `migrate`.
  static CommandResult<Session> open_unchecked(const CommonOptions& options,
                                               Missing missing = Missing::kIsMade);

  const Config& config() const noexcept { return config_; }
  const std::string& database() const noexcept { return database_; }
  db::Connection connect(std::string purpose) const { return {database_, std::move(purpose)}; }
  /// For the questions before a crawl begins, from the command's thread: a connection for each of
  /// them would be most of the time that a start takes.
  db::Connection& start_connection() const { return *start_connection_; }

  /// The configuration as its file is now, with the same command line; the log is set up by it.
  /// Folder and database stay those of the session, and the log says so when others were asked for.
  CommandResult<Config> reread() const;
  /// Goes on with another configuration, one of reread().
  void adopt(Config config) { config_ = std::move(config); }

  /// Where the raw pages lie, whether they do already or not.
  std::string archive_folder() const { return (config_.state_dir / "archive").string(); }

 private:
  Session(Config config, CommonOptions options)
      : config_(std::move(config)), options_(std::move(options)) {}
  void set_database(std::string url);
  CommandResult<void> check_schema();

  Config config_;
  CommonOptions options_;
  std::optional<EmbeddedPostgres> embedded_;
  std::string database_;
  std::unique_ptr<db::Connection> start_connection_;
};

}  // namespace cabled
