#include "daemon/import/import_removal.h"

#include <algorithm>
#include <chrono>

#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

constexpr int kPagesAtOnce = 200;
// Deadlocks and lost connections: some half a minute.
constexpr int kTries = 30;
constexpr milliseconds kFirstWait{100};
constexpr milliseconds kLongestWait{1000};

}  // namespace

Result<void> ImportRemoval::run(const std::stop_token& stop) {
  if (auto counted = count(); !counted) return counted;
  milliseconds pause = kFirstWait;
  int failures = 0;
  while (!stop.stop_requested()) {
    const auto step = db::transact(
        connection_, [&](pqxx::work& tx) { return db::undo_some(tx, import_, kPagesAtOnce); });
    if (!step) {
      if (step.error().kind != ErrorKind::kTransient || ++failures == kTries) {
        return tl::unexpected(step.error());
      }
      if (failures == 1) log::warn("undo delayed", {{"error", step.error().message}});
      nap(stop, pause);
      pause = std::min(pause * 2, kLongestWait);
      continue;
    }
    failures = 0;
    pause = kFirstWait;
    if (step->looked_at == 0) return {};
    counts_.looked_at += static_cast<std::uint64_t>(step->looked_at);
    counts_.removed += step->removed;
    told_(counts_);
  }
  return fail(ErrorKind::kTransient, "undo stopped");
}

Result<void> ImportRemoval::count() {
  const auto left =
      db::transact(connection_, [&](pqxx::work& tx) { return db::captures_to_undo(tx, import_); });
  if (!left) return tl::unexpected(left.error());
  counts_.total = counts_.looked_at + static_cast<std::uint64_t>(*left);
  return {};
}

}  // namespace cabled
