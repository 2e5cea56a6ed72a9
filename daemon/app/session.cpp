#include "daemon/app/session.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

#include "daemon/app/output.h"
#include "daemon/app/schema_fit.h"
#include "daemon/config/database_url.h"
#include "daemon/config/load_config.h"
#include "daemon/config/validate_config.h"
#include "daemon/system/account.h"
#include "daemon/system/log.h"
#include "daemon/system/paths.h"
#include "db/feed/feed_history.h"
#include "db/sql/migrate.h"

namespace cabled {
namespace {

CommandResult<void> configure_log(const CommonOptions& options, const Config& config) {
  const std::string level = options.log_level.value_or(options.quiet ? "error" : config.log.level);
  const Result<log::Level> parsed = log::parse_level(level);
  if (!parsed) return tl::unexpected(CommandError{kUsage, parsed.error().message});
  log::Format format = log::default_format();
  if (config.log.format == "json") format = log::Format::kJson;
  if (config.log.format == "text") format = log::Format::kText;
  log::configure(*parsed, format);
  return {};
}

CommandError no_database(const std::filesystem::path& state_dir) {
  return {kFailed,
          fmt::format("there is no database below '{}' yet; hint: `run`, `fetch` and `import` make "
                      "one; --state-dir or --database name another",
                      state_dir.string())};
}

/// Root that makes the standard folder makes it for itself; the service has a user of its own.
void tell_whose_it_is(const CommonOptions& options, const std::filesystem::path& state_dir) {
  std::error_code none;
  const bool is_standard = !options.state_dir && state_dir == default_state_dir();
  if (::geteuid() != 0 || !is_standard || std::filesystem::exists(state_dir, none)) return;
  const bool has_service_user = find_account(std::string("cabled")).has_value();
  complain(fmt::format("'{}' is made now and is root's{}", state_dir.string(),
                       has_service_user
                           ? "; the service works as user 'cabled': `systemctl start cabled`, or "
                             "`sudo -u cabled cabled …` uses its folder"
                           : "; --state-dir names another"));
}

}  // namespace

CommandResult<Config> configure(const CommonOptions& options) {
  std::optional<std::filesystem::path> file;
  if (options.config) file = *options.config;
  Result<Config> config = load_config(file);
  if (!config) return tl::unexpected(CommandError{kConfiguration, config.error().message});
  if (options.state_dir) config->state_dir = *options.state_dir;
  if (options.database) {
    if (options.database->empty()) {
      return tl::unexpected(
          CommandError{kUsage, "--database names none; hint: leave it out for the configured one"});
    }
    if (const auto checked = check_database_url(*options.database); !checked) {
      return tl::unexpected(CommandError{kUsage, checked.error().message});
    }
    config->database.url = *options.database;
  }
  if (config->state_dir.empty()) config->state_dir = default_state_dir();
  if (auto logging = configure_log(options, *config); !logging)
    return tl::unexpected(logging.error());
  return std::move(*config);
}

bool has_database(const Config& config) {
  return !config.database.url.empty() || EmbeddedPostgres::is_made(config.state_dir);
}

CommandResult<Session> Session::open_unchecked(const CommonOptions& options, Missing missing) {
  make_files_private();
  CommandResult<Config> config = configure(options);
  if (!config) return tl::unexpected(config.error());
  if (missing == Missing::kIsAnError && !has_database(*config)) {
    return tl::unexpected(no_database(config->state_dir));
  }
  tell_whose_it_is(options, config->state_dir);
  const Result<std::filesystem::path> state = ensure_state_dir(config->state_dir);
  if (!state) return tl::unexpected(CommandError{kConfiguration, state.error().message});
  config->state_dir = *state;

  Session session(std::move(*config), options);
  const DatabaseOptions& database = session.config_.database;
  if (database.url.empty()) {
    Result<EmbeddedPostgres> embedded = EmbeddedPostgres::acquire(session.config_.state_dir);
    if (!embedded) return tl::unexpected(command_error(embedded.error()));
    embedded->look_after();
    session.set_database(embedded->connection_string());
    session.embedded_ = std::move(*embedded);
    return session;
  }
  if (!database.password_file.empty()) {
    const Result<std::string> password = read_secret(database.password_file);
    if (!password) return tl::unexpected(CommandError{kConfiguration, password.error().message});
    session.set_database(with_password(database.url, *password));
  } else {
    session.set_database(database.url);
  }
  return session;
}

CommandResult<Session> Session::open(const CommonOptions& options, Missing missing) {
  CommandResult<Session> session = open_unchecked(options, missing);
  if (!session) return session;
  if (auto checked = session->check_schema(); !checked) return tl::unexpected(checked.error());
  return session;
}

void Session::set_database(std::string url) {
  database_ = std::move(url);
  start_connection_ = std::make_unique<db::Connection>(connect("start"));
}

CommandResult<void> Session::check_schema() {
  if (embedded_) {
    const auto migrated = db::migrate(start_connection());
    if (!migrated) return tl::unexpected(migration_error(migrated.error()));
    const auto history = db::begin_new_history(start_connection());
    if (!history) return tl::unexpected(command_error(history.error()));
    if (*history) log::warn("changes numbered anew", {{"why", "restored from a dump"}});
    return {};
  }
  const Result<db::SchemaReport> schema = db::schema_report(start_connection());
  if (!schema) return tl::unexpected(migration_error(schema.error()));
  if (std::string misfit = schema_misfit(*schema); !misfit.empty()) {
    return tl::unexpected(CommandError{kSchema, std::move(misfit)});
  }
  return {};
}

CommandResult<Config> Session::reread() const {
  CommandResult<Config> config = configure(options_);
  if (!config) return config;
  std::error_code problem;
  const bool moved = !std::filesystem::equivalent(config->state_dir, config_.state_dir, problem);
  const DatabaseOptions& database = config_.database;
  const bool other_database = config->database.url != database.url ||
                              config->database.password_file != database.password_file;
  if (moved || problem) log::warn("restart needed", {{"for", "state_dir"}});
  if (other_database) log::warn("restart needed", {{"for", "database"}});
  config->state_dir = config_.state_dir;
  config->database = config_.database;
  return config;
}

}  // namespace cabled
