#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "db/query/corpus_totals.h"
#include "db/sql/connection.h"

namespace cabled {

/// The totals of the corpus, kept for a minute. For any number of threads: one counts, the others
/// are given what was counted before, and wait only where there is nothing yet.
class KeptTotals {
 public:
  explicit KeptTotals(std::chrono::seconds age = std::chrono::seconds(60)) : age_(age) {}

  Result<db::CorpusTotals> get(db::Connection& connection);

 private:
  std::chrono::seconds age_;
  std::mutex counting_;
  std::mutex mutex_;
  std::optional<db::CorpusTotals> totals_;
  std::chrono::steady_clock::time_point counted_;
};

}  // namespace cabled
