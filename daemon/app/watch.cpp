#include "daemon/app/watch.h"

#include <chrono>
#include <utility>

#include "daemon/system/log.h"
#include "daemon/system/service_notify.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

// How often progress is drawn.
constexpr std::chrono::milliseconds kGlance{100};

}  // namespace

Progress::Style progress_style() {
  return log::is_enabled(log::Level::kWarning) ? Progress::standard_style()
                                               : Progress::Style::kSilent;
}

Progress::Style endless_progress_style() {
  return log::is_enabled(log::Level::kWarning) ? Progress::endless_style()
                                               : Progress::Style::kSilent;
}

Progress::Style live_progress_style() {
  return log::is_enabled(log::Level::kWarning) ? Progress::live_style() : Progress::Style::kSilent;
}

Progress::Style progress_style_beside_results() {
  return log::is_enabled(log::Level::kWarning) ? Progress::style_beside_results()
                                               : Progress::Style::kSilent;
}

Watch::Watch(StopOrder& order, const StageSigns& stages, std::function<ProgressCounts()> counts,
             std::function<bool()> reload, Progress::Style style)
    : order_(order),
      counts_(std::move(counts)),
      reload_(std::move(reload)),
      pulse_(stages),
      progress_("pages", style, steady_clock::now()) {}

Watch::~Watch() { progress_.finish(counts_(), steady_clock::now()); }

void Watch::until_woken(std::stop_source round) {
  service::notify_ready();
  while (true) {
    reload_if_asked(round);
    const SignalRequest request = order_.wait(kGlance);
    if (request == SignalRequest::kWake) return;
    if (request == SignalRequest::kReload) reload_asked_ = true;
    if (request == SignalRequest::kStop) {
      log::info("stop requested");
      service::notify_stopping();
    }
    progress_.update(counts_(), steady_clock::now());
  }
}

void Watch::reload_if_asked(std::stop_source& round) {
  // Work that is about to end has no use for it; the next one has.
  if (!reload_asked_ || round.stop_requested() || order_.signal() != 0) return;
  reload_asked_ = false;
  service::notify_reloading();
  if (reload_()) {
    round.request_stop();
  } else {
    service::notify_ready();
  }
}

}  // namespace cabled
