#include "daemon/cli/watchdog_pulse.h"

#include <algorithm>

#include "daemon/store/disk_room.h"
#include "daemon/system/log.h"
#include "daemon/system/service_notify.h"
#include "db/frontier.h"
#include "db/sources.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

// How long due work may lie without a page getting through before the daemon counts as hung. Longer
// than any transfer or back-off of a healthy one.
constexpr std::chrono::minutes kPatience{10};

}  // namespace

WatchdogPulse::WatchdogPulse(const Session& session)
    : session_(session),
      connection_(session.connect("watchdog")),
      interval_(service::watchdog_interval()) {}

void WatchdogPulse::feed(const ProgressCounts& counts) {
  if (!interval_ || steady_clock::now() < next_) return;
  next_ = steady_clock::now() + *interval_;
  // What waits for room on the disk has its patience anew once there is some.
  if (counts.done != last_done_ || !has_room()) {
    last_done_ = counts.done;
    moved_at_ = steady_clock::now();
  }
  const std::vector<std::string> names = source_names(session_.config().sources);
  const auto due = db::transact(connection_, [&](pqxx::work& tx) {
    return db::anything_due(tx, {.sources = db::source_ids(tx, names)});
  });
  if (!due) {
    log::warn("watchdog not fed", {{"error", due.error().message}});
  } else if (*due && steady_clock::now() - moved_at_ > kPatience) {
    log::warn("watchdog not fed", {{"error", "work is due and no page gets through"}});
  } else {
    service::notify_watchdog();
  }
}

bool WatchdogPulse::has_room() const {
  // A disk with less than this is full, even when no floor is configured.
  static constexpr std::uint64_t kLeast = std::uint64_t{1} << 20U;
  const std::uint64_t floor = std::max(session_.config().archive.disk_floor.count, kLeast);
  return disk_room(session_.archive_folder(), floor).has_value();
}

}  // namespace cabled::cli
