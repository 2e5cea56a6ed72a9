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
#include "db/sql/reading_scope.h"

namespace cabled::serve {

/// Connections that requests share: a request waits for one that is free. They only read, and a
/// statement that takes longer than serve.query_timeout is broken off.
class ConnectionPool {
 public:
  ConnectionPool(const std::string& database, const ServeOptions& options);

  /// Runs `work` in one transaction.
  template <typename Work>
  auto ask(Work&& work) {
    return within(limit_, [&](db::Connection& connection) {
      return db::transact(connection, std::forward<Work>(work));
    });
  }
  /// The same for what is counted seldom and for all: going through a great corpus takes longer
  /// than an answer may.
  template <typename Work>
  auto count(Work&& work) {
    return within(kCountingTakesLonger * limit_, [&](db::Connection& connection) {
      return db::transact(connection, std::forward<Work>(work));
    });
  }
  /// Lends a connection to what makes transactions of its own.
  template <typename Work>
  auto lend(Work&& work) {
    return within(limit_, std::forward<Work>(work));
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

  template <typename Work>
  auto within(std::chrono::milliseconds limit, Work&& work) {
    const Lent lent(*this);
    const db::ReadingScope reading(limit);
    return std::forward<Work>(work)(*lent.connection);
  }

  // The TAGS of a million cables are counted in some seconds by an idle server.
  static constexpr int kCountingTakesLonger = 12;

  std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable returned_;                   // waits with mutex_
  std::vector<std::unique_ptr<db::Connection>> free_;  // guarded by mutex_
};

/// What is counted seldom and shown often.
struct KeptCounts {
  Kept<db::CorpusTotals> totals{std::chrono::minutes(5)};
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
