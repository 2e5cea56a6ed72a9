#include "daemon/cli/watch.h"

#include <chrono>
#include <utility>

#include "daemon/system/log.h"
#include "daemon/system/service_notify.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

// How often progress is drawn and the watchdog's turn looked at.
constexpr std::chrono::milliseconds kGlance{100};

}  // namespace

Progress::Looks progress_looks() {
  return log::is_enabled(log::Level::kWarning) ? Progress::standard_looks()
                                               : Progress::Looks::kSilent;
}

Watch::Watch(StopSignal& signals, const Session& session, std::function<ProgressCounts()> counts,
             std::function<bool()> reload)
    : signals_(signals),
      counts_(std::move(counts)),
      reload_(std::move(reload)),
      pulse_(session),
      keeper_(session),
      progress_("pages", progress_looks(), steady_clock::now()) {}

Watch::~Watch() { progress_.finish(counts_(), steady_clock::now()); }

void Watch::until_woken(std::stop_source stop, std::stop_source cut) {
  service::notify_ready();
  keeper_.tend();
  while (true) {
    const Wish wish = signals_.wait(kGlance);
    if (wish == Wish::kWake) return;
    take_wish(wish, stop, cut);
    const ProgressCounts now = counts_();
    progress_.update(now, steady_clock::now());
    pulse_.feed(now);
    keeper_.tend();
  }
}

void Watch::take_wish(Wish wish, std::stop_source& stop, std::stop_source& cut) {
  // A reload comes too late for work that is about to end.
  if (wish == Wish::kReload && !stop.stop_requested()) {
    service::notify_reloading();
    if (reload_()) {
      stop.request_stop();
    } else {
      service::notify_ready();
    }
  }
  if (wish == Wish::kStop) {
    log::info("stop requested");
    service::notify_stopping();
    stop.request_stop();
  }
  if (wish == Wish::kCut) cut.request_stop();
}

}  // namespace cabled::cli
