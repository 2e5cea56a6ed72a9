#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "db/sql/connection.h"

namespace cabled::serve {

/// Connections that requests share: a request waits for one that is free.
class ConnectionPool {
 public:
  ConnectionPool(const std::string& database, int connections);

  /// Runs `work` in one transaction that only reads, with the time limit of statements.
  template <typename Work>
  auto ask(Work&& work) {
    const Lent lent(*this);
    return db::transact(*lent.connection, std::forward<Work>(work));
  }

 private:
  struct Lent {
    explicit Lent(ConnectionPool& from);
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    Lent(Lent&&) = delete;
    Lent& operator=(Lent&&) = delete;
    ~Lent();
    ConnectionPool& pool;
    std::unique_ptr<db::Connection> connection;
  };

  std::mutex mutex_;
  std::condition_variable returned_;                   // waits with mutex_
  std::vector<std::unique_ptr<db::Connection>> free_;  // guarded by mutex_
};

/// What every request may use. Made once, before the first request; shared by all threads.
struct Site {
  Config config;
  std::string archive_folder;
  ConnectionPool& database;
};

}  // namespace cabled::serve
