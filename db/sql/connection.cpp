#include "db/sql/connection.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <string_view>

#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/reading_scope.h"
#include "db/sql/server_fault.h"
#include "db/sql/target_timeouts.h"

namespace cabled::db {
namespace {

// Of the transaction alone, since a pooler gives the next one another session, and one by which
// libpq's `options` do not pass. It costs a round trip and 0.05 ms a transaction (measured). The
// first statement must come before any query.
// "$user" is in no path: a role named `cabled` would find a feed's tables instead of ours. Dates
// that people give (--from) depend on DateStyle and TimeZone, array parameters on array_nulls.
// {access}: what a standby refuses, or what a ReadingScope says; {limit}: of a statement.
constexpr const char* kPinSettings = R"sql(
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED {access};
  SET LOCAL client_encoding = 'UTF8';
  SET LOCAL search_path = public, pg_temp;
  SET LOCAL array_nulls = on;
  SET LOCAL standard_conforming_strings = on;
  SET LOCAL DateStyle = 'ISO, MDY';
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 1
  {limit}
)sql";

// {name}: a quoted literal.
constexpr const char* kBegin = R"sql(
  SET application_name = {name};
  SELECT pg_is_in_recovery() AS in_recovery, current_setting('server_encoding') AS encoding,
         current_database() AS database,
         current_setting('idle_in_transaction_session_timeout') = '0' AS may_idle
)sql";

// A process that stands still in a transaction, stopped or cut off, holds locks that others wait
// for. None of ours is silent for so long but where it waits for its reader (CableStream).
constexpr const char* kEndIdleTransactions = R"sql(
  SET idle_in_transaction_session_timeout = '5min'
)sql";

constexpr const char* kLookForClient = R"sql(
  SET client_connection_check_interval = '2s'
)sql";

std::string first_line(std::string_view message) {
  if (message.starts_with("ERROR:")) message.remove_prefix(6);
  while (message.starts_with(' ')) message.remove_prefix(1);
  return std::string(message.substr(0, message.find('\n')));
}

/// A database that no statement can make fit.
class UnfitDatabase : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// In any other encoding some texts cannot be stored, and each would look like the page's fault.
void refuse_other_encoding(const pqxx::row& server) {
  const auto encoding = get<std::string>(server, "encoding");
  if (encoding == "UTF8") return;
  throw UnfitDatabase(fmt::format(
      "database '{}' has the encoding {}, and cables need UTF8; hint: CREATE DATABASE … ENCODING "
      "'UTF8' TEMPLATE template0",
      get<std::string>(server, "database"), encoding));
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
    fail_plainly(*connection_);
    pqxx::nontransaction tx(*connection_);
    const std::string name = tx.quote("cabled " + purpose_);
    const pqxx::row server = execute_one(tx, fmt::format(kBegin, fmt::arg("name", name)));
    in_recovery_ = get<bool>(server, "in_recovery");
    refuse_other_encoding(server);
    if (get<bool>(server, "may_idle")) tx.exec(kEndIdleTransactions);
    // A statement that waits for a lock would wait on, and hold its own, after we are gone.
    if (connection_->server_version() >= kLooksForItsClient) {
      tx.exec(kLookForClient);
    }
  }
  return *connection_;
}

void Connection::pin_settings(pqxx::work& tx) const {
  const auto reading = ReadingScope::limit();
  const char* const access = reading ? ", READ ONLY" : in_recovery_ ? "" : ", READ WRITE";
  const std::string limit =
      reading ? fmt::format("; SET LOCAL statement_timeout = {}", reading->count()) : "";
  tx.exec(fmt::format(kPinSettings, fmt::arg("access", access), fmt::arg("limit", limit)));
}

Error error_in_flight() {
  try {
    throw;
  } catch (const pqxx::in_doubt_error& error) {
    return {ErrorKind::kTransient, "commit in doubt: " + first_line(error.what())};
  } catch (const pqxx::broken_connection& error) {
    return {ErrorKind::kTransient, "database connection lost: " + first_line(error.what())};
  } catch (const UnfitDatabase& error) {
    return {ErrorKind::kRefused, error.what()};
  } catch (const pqxx::insufficient_privilege& error) {
    // libpqxx 6.4 gives this one no code.
    return server_fault("42501", first_line(error.what()));
  } catch (const pqxx::sql_error& error) {
    return server_fault(error.sqlstate(), first_line(error.what()));
  } catch (const pqxx::failure& error) {
    return {ErrorKind::kTransient, first_line(error.what())};
  }
}

}  // namespace cabled::db
