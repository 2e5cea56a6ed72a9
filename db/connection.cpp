#include "db/connection.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>

#include "db/target_timeouts.h"

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

bool is_transient(std::string_view sqlstate) {
  // The packaged libpqxx leaves the state empty when the server went away in mid-statement.
  if (sqlstate.empty()) return true;
  return std::ranges::any_of(kTransientClasses,
                             [&](std::string_view c) { return sqlstate.starts_with(c); }) ||
         std::ranges::find(kTransientCodes, sqlstate) != kTransientCodes.end();
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
    tx.exec("SET application_name = " + tx.quote("cabled " + purpose_));
    // A statement that waits for a lock would wait on, and hold its own, after we are gone.
    if (connection_->server_version() >= kLooksForItsClient) {
      tx.exec("SET client_connection_check_interval = '2s'");
    }
  }
  return *connection_;
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
    return {kind, fmt::format("{} (SQLSTATE {})", first_line(error.what()), error.sqlstate())};
  } catch (const pqxx::failure& error) {
    return {ErrorKind::kTransient, first_line(error.what())};
  }
}

}  // namespace cabled::db
