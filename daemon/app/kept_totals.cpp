#include "daemon/app/kept_totals.h"

namespace cabled {

Result<db::CorpusTotals> KeptTotals::get(db::Connection& connection) {
  using std::chrono::steady_clock;
  std::unique_lock counting(counting_, std::defer_lock);
  {
    const std::lock_guard lock(mutex_);
    const bool fresh = totals_ && steady_clock::now() - counted_ < age_;
    if (fresh || (totals_ && !counting.try_lock())) return *totals_;
  }
  if (!counting) {
    counting.lock();
    const std::lock_guard lock(mutex_);
    if (totals_) return *totals_;
  }
  auto totals = db::transact(connection, [](pqxx::work& tx) { return db::corpus_totals(tx); });
  if (!totals) return totals;
  const std::lock_guard lock(mutex_);
  totals_ = *totals;
  counted_ = steady_clock::now();
  return totals;
}

}  // namespace cabled
