#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "daemon/answers/status_answer.h"
#include "daemon/app/session.h"
#include "daemon/config/config.h"
#include "daemon/serve/site/kept.h"
#include "db/query/corpus_totals.h"
#include "db/sql/connection.h"

namespace cabled::serve {

/// Connections that requests share: a request waits for one that is free.
class ConnectionPool {
 public:
  ConnectionPool(const std::string& database, const ServeOptions& options);

  /// Runs `work` in one transaction that only reads, with the time limit of statements.
  template <typename Work>
  auto ask(Work&& work) {
    const Lent lent(*this);
    return db::transact(*lent.connection, [&](pqxx::work& tx) {
      begin_reading(tx);
      return work(tx);
    });
  }
  /// Lends a connection to what makes transactions of its own.
  template <typename Work>
  auto lend(Work&& work) {
    const Lent lent(*this);
    return work(*lent.connection);
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

  void begin_reading(pqxx::work& tx) const;

  std::string time_limit_;  // of a statement, as PostgreSQL reads it
  std::mutex mutex_;
  std::condition_variable returned_;                   // waits with mutex_
  std::vector<std::unique_ptr<db::Connection>> free_;  // guarded by mutex_
};

/// What is counted seldom and shown often.
struct KeptCounts {
  Kept<db::CorpusTotals> totals{std::chrono::minutes(1)};
  Kept<std::vector<db::NamedCount>> stations{std::chrono::minutes(10)};
  Kept<std::vector<db::NamedCount>> tags{std::chrono::hours(1)};
  Kept<StatusAnswer> status{std::chrono::minutes(1)};
};

struct Route;

/// What every request may use. Made once, before the first request; shared by all threads.
struct Site {
  Config config;
  std::string archive_folder;
  ConnectionPool& database;
  const Session& session;
  std::span<const Route> routes;
  KeptCounts counts{};
};

}  // namespace cabled::serve
