#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/error.h"

namespace cabled::db {

/// Is told when a connection begins and ends to work for its thread, so that another thread may
/// break one that hangs, by its socket. Both are called on the thread that owns the connection.
class StatementObserver {
 public:
  StatementObserver() = default;
  StatementObserver(const StatementObserver&) = delete;
  StatementObserver& operator=(const StatementObserver&) = delete;
  StatementObserver(StatementObserver&&) = delete;
  StatementObserver& operator=(StatementObserver&&) = delete;
  virtual ~StatementObserver() = default;

  virtual void begun(int socket) = 0;
  virtual void ended(int socket) = 0;
};

/// The process's one observer; nullptr for none.
void observe_statements(StatementObserver* observer) noexcept;

/// From its making to its end the observer knows of the connection's work.
class StatementScope {
 public:
  explicit StatementScope(const pqxx::connection& connection);
  StatementScope(const StatementScope&) = delete;
  StatementScope& operator=(const StatementScope&) = delete;
  StatementScope(StatementScope&&) = delete;
  StatementScope& operator=(StatementScope&&) = delete;
  ~StatementScope();

 private:
  StatementObserver* observer_;
  int socket_;
};

/// A connection to one database that is opened on first use and opened anew after it broke.
///
/// libpqxx 6.4 reconnects silently, without the session's settings; here a broken connection object
/// is thrown away instead, and no session state is ever relied upon: each transaction sets what its
/// statements depend on. One thread owns a Connection and all that is made from it.
class Connection {
 public:
  /// `target` is a libpq keyword string or URI; `purpose` becomes part of application_name.
  Connection(std::string target, std::string purpose);

  /// The live connection. Throws pqxx::broken_connection when the server cannot be reached.
  pqxx::connection& open();
  /// Forgets the connection, so that the next open() makes a new one.
  void drop() noexcept { connection_.reset(); }

  /// Sets for `tx`, one of this connection that has done nothing yet, all that statements depend on
  /// and that a server, role, database or environment may have set otherwise.
  void pin_settings(pqxx::work& tx) const;

  const std::string& target() const noexcept { return target_; }

 private:
  std::string target_;
  std::string purpose_;
  std::unique_ptr<pqxx::connection> connection_;
  bool in_recovery_ = false;  ///< the server is a standby, which takes nothing but reading
};

/// Turns the exception in flight into an Error: lost connection and an in-doubt commit are
/// kTransient (every write may be done again), a database of another encoding than UTF-8 is
/// kRefused, and what a statement met is sorted by server_fault(). Rethrows what is no database
/// error.
Error error_in_flight();

/// Runs `work` in one transaction and commits. The only place where database exceptions end.
template <typename Work>
auto transact(Connection& connection, Work&& work)
    -> Result<std::invoke_result_t<Work, pqxx::work&>> {
  try {
    pqxx::connection& session = connection.open();
    // Before the transaction, so that its end is observed too.
    const StatementScope scope(session);
    pqxx::work tx(session);
    connection.pin_settings(tx);
    if constexpr (std::is_void_v<std::invoke_result_t<Work, pqxx::work&>>) {
      std::forward<Work>(work)(tx);
      tx.commit();
      return {};
    } else {
      auto result = std::forward<Work>(work)(tx);
      tx.commit();
      return result;
    }
  } catch (const std::exception&) {
    Error error = error_in_flight();
    // What is not the data's fault may be the session's.
    if (error.kind != ErrorKind::kInvalid) connection.drop();
    return tl::unexpected(std::move(error));
  }
}

}  // namespace cabled::db
