#include "db/sql/connection.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>

#include "db/sql/columns.h"
#include "db/sql/target_timeouts.h"

namespace cabled::db {
namespace {

// SQLSTATE classes and codes that time or a new connection may cure (PostgreSQL 15, appendix A).
constexpr std::array<std::string_view, 3> kTransientClasses{
    "08",  // connection exception
    "53",  // insufficient resources: full disk, too many connections
    "57",  // operator intervention: shutdown, statement cancelled
};
constexpr std::array<std::string_view, 6> kTransientCodes{
    "40001",  // serialization failure
    "40P01",  // deadlock detected
    "55P03",  // lock not available
    "25006",  // read-only transaction: a standby that is about to be promoted
    "25P03",  // idle in transaction timeout
    "58030",  // I/O error
};

// Of the transaction alone, since a pooler gives the next one another session, and one by which
// libpq's `options` do not pass. It costs a round trip and 0.05 ms a transaction (measured). The
// first statement must come before any query.
// "$user" is in no path: a role named `cabled` would find a feed's tables instead of ours. Dates
// that people give (--from) depend on DateStyle and TimeZone, array parameters on array_nulls.
// {writing}: what a standby refuses.
constexpr const char* kPinSettings = R"sql(
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED {writing};
  SET LOCAL client_encoding = 'UTF8';
  SET LOCAL search_path = public, pg_temp;
  SET LOCAL array_nulls = on;
  SET LOCAL standard_conforming_strings = on;
  SET LOCAL DateStyle = 'ISO, MDY';
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 1
)sql";

// {name}: a quoted literal.
constexpr const char* kBegin = R"sql(
  SET application_name = {name};
  SELECT pg_is_in_recovery() AS in_recovery
)sql";

constexpr const char* kLookForClient = R"sql(
  SET client_connection_check_interval = '2s'
)sql";

bool is_transient(std::string_view sqlstate) {
  // The packaged libpqxx leaves the state empty when the server went away in mid-statement.
  if (sqlstate.empty()) return true;
  return std::ranges::any_of(kTransientClasses,
                             [&](std::string_view c) { return sqlstate.starts_with(c); }) ||
         std::ranges::find(kTransientCodes, sqlstate) != kTransientCodes.end();
}

/// How the message of an error names its code.
std::string sqlstate_note(std::string_view sqlstate) {
  return fmt::format(" (SQLSTATE {})", sqlstate);
}

std::string first_line(std::string_view message) {
  if (message.starts_with("ERROR:")) message.remove_prefix(6);
  while (message.starts_with(' ')) message.remove_prefix(1);
  return std::string(message.substr(0, message.find('\n')));
}

std::atomic<StatementObserver*>& current_observer() {
  static std::atomic<StatementObserver*> observer{nullptr};
  return observer;
}

// The first server that can look whether its client is still there while a statement runs.
constexpr int kLooksForItsClient = 140000;

}  // namespace

void observe_statements(StatementObserver* observer) noexcept { current_observer() = observer; }

StatementScope::StatementScope(const pqxx::connection& connection)
    : observer_(current_observer()), socket_(connection.sock()) {
  if (observer_ != nullptr) observer_->begun(socket_);
}

StatementScope::~StatementScope() {
  if (observer_ != nullptr) observer_->ended(socket_);
}

Connection::Connection(std::string target, std::string purpose)
    : target_(std::move(target)), purpose_(std::move(purpose)) {}

pqxx::connection& Connection::open() {
  if (connection_ && !connection_->is_open()) drop();
  if (!connection_) {
    connection_ = std::make_unique<pqxx::connection>(with_timeouts(target_));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    connection_->inhibit_reactivation(true);
#pragma GCC diagnostic pop
    // PostgreSQL reports notices to stderr otherwise, past the log.
    connection_->set_verbosity(pqxx::connection_base::terse);
    pqxx::nontransaction tx(*connection_);
    const std::string name = tx.quote("cabled " + purpose_);
    in_recovery_ = get<bool>(tx.exec1(fmt::format(kBegin, fmt::arg("name", name))), "in_recovery");
    // A statement that waits for a lock would wait on, and hold its own, after we are gone.
    if (connection_->server_version() >= kLooksForItsClient) {
      tx.exec(kLookForClient);
    }
  }
  return *connection_;
}

void Connection::pin_settings(pqxx::work& tx) const {
  tx.exec(fmt::format(kPinSettings, fmt::arg("writing", in_recovery_ ? "" : ", READ WRITE")));
}

Error error_in_flight() {
  try {
    throw;
  } catch (const pqxx::in_doubt_error& error) {
    return {ErrorKind::kTransient, "commit in doubt: " + first_line(error.what())};
  } catch (const pqxx::broken_connection& error) {
    return {ErrorKind::kTransient, "database connection lost: " + first_line(error.what())};
  } catch (const pqxx::sql_error& error) {
    const ErrorKind kind =
        is_transient(error.sqlstate()) ? ErrorKind::kTransient : ErrorKind::kInvalid;
    return {kind, first_line(error.what()) + sqlstate_note(error.sqlstate())};
  } catch (const pqxx::failure& error) {
    return {ErrorKind::kTransient, first_line(error.what())};
  }
}

bool ran_out_of_time(const Error& error) { return error.message.ends_with(sqlstate_note("57014")); }

}  // namespace cabled::db
