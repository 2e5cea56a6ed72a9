#pragma once

#include <chrono>
#include <map>
#include <mutex>

#include "db/sql/connection.h"

namespace cabled {

/// What this process is asking databases at the moment, so that it can be broken off: by closing
/// the socket under it, which needs no answer from a server that hangs. The one who asked meets a
/// lost connection. While it exists it is the process's observer. Any thread.
class OpenStatements final : public db::StatementObserver {
 public:
  OpenStatements();
  OpenStatements(const OpenStatements&) = delete;
  OpenStatements& operator=(const OpenStatements&) = delete;
  OpenStatements(OpenStatements&&) = delete;
  OpenStatements& operator=(OpenStatements&&) = delete;
  ~OpenStatements() override;

  void begun(int socket) override;
  void ended(int socket) override;

  /// Breaks those that began at least `age` ago. Never waits.
  void break_older_than(std::chrono::milliseconds age);

 private:
  std::mutex mutex_;
  // By socket; guarded by mutex_. libpq closes the socket of a connection that is lost, so that for
  // a moment its number may be another's: to break that one too does no harm at such a time.
  std::map<int, std::chrono::steady_clock::time_point> begun_at_;
};

}  // namespace cabled
