#include "daemon/cli/watch.h"

#include <chrono>
#include <utility>

#include "daemon/config/load_config.h"
#include "daemon/system/log.h"
#include "daemon/system/service_notify.h"
#include "db/frontier.h"

namespace cabled::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How long due work may lie without a page getting through before the daemon counts as hung. Longer
// than any transfer or back-off of a healthy one.
constexpr std::chrono::minutes kPatience{10};

/// Whether the daemon deserves its sign of life.
class Pulse {
 public:
  explicit Pulse(const Session& session)
      : connection_(session.connect("watchdog")), interval_(service::watchdog_interval()) {}

  void feed(const ProgressCounts& counts) {
    if (!interval_ || steady_clock::now() < next_) return;
    next_ = steady_clock::now() + *interval_;
    if (counts.done != last_done_) {
      last_done_ = counts.done;
      moved_at_ = steady_clock::now();
    }
    const auto due = db::transact(
        connection_, [](pqxx::work& tx) { return db::anything_due(tx, db::kAnyPriority); });
    if (!due) {
      log::warn("watchdog not fed", {{"error", due.error().message}});
    } else if (*due && steady_clock::now() - moved_at_ > kPatience) {
      log::warn("watchdog not fed", {{"error", "work is due and no page gets through"}});
    } else {
      service::notify_watchdog();
    }
  }

 private:
  db::Connection connection_;
  std::optional<std::chrono::microseconds> interval_;
  steady_clock::time_point next_{};
  steady_clock::time_point moved_at_ = steady_clock::now();
  std::uint64_t last_done_ = 0;
};

void reload(const Session& session) {
  service::notify_reloading();
  const auto config = load_config(
      session.config().file.empty() ? std::nullopt : std::optional(session.config().file));
  if (!config) {
    log::error("configuration kept", {{"error", config.error().message}});
  } else if (const auto level = log::parse_level(config->log.level)) {
    log::configure(*level, log::default_format());
    log::info("configuration read", {{"file", config->file.string()}});
  }
  service::notify_ready();
}

}  // namespace

void watch(StopSignal& signals, std::stop_source stop, std::stop_source cut,
           const std::function<ProgressCounts()>& counts, const Session& session) {
  Pulse pulse(session);
  const Progress::Looks looks =
      log::is_enabled(log::Level::kWarning) ? Progress::standard_looks() : Progress::Looks::kSilent;
  Progress progress("pages", looks, steady_clock::now());
  service::notify_ready();
  while (true) {
    const Wish wish = signals.wait(milliseconds(100));
    if (wish == Wish::kWake) break;
    if (wish == Wish::kReload) reload(session);
    if (wish == Wish::kStop) {
      log::info("stop requested");
      service::notify_stopping();
      stop.request_stop();
    }
    if (wish == Wish::kCut) cut.request_stop();
    const ProgressCounts now = counts();
    progress.update(now, steady_clock::now());
    pulse.feed(now);
  }
  progress.finish(counts(), steady_clock::now());
}

}  // namespace cabled::cli
