#pragma once

#include <functional>
#include <stop_token>

#include "daemon/app/watchdog_pulse.h"
#include "daemon/system/progress.h"
#include "daemon/system/stop_order.h"

namespace cabled {

/// How a command shows its progress: not at all when it is to be quiet.
Progress::Style progress_style();
/// The same of one that ends only when it is stopped.
Progress::Style endless_progress_style();
/// The same of a command that is silent where nobody watches.
Progress::Style live_progress_style();
/// The same of one that prints its results as it goes.
Progress::Style progress_style_beside_results();

/// The command's thread while the stages work: draws progress, tells systemd how it goes, and reads
/// the configuration again when it is asked to.
class Watch {
 public:
  /// `reload` is called after a SIGHUP and says whether the work is to end and begin anew.
  Watch(StopOrder& order, const StageSigns& stages, std::function<ProgressCounts()> counts,
        std::function<bool()> reload, Progress::Style style);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  Watch(Watch&&) = delete;
  Watch& operator=(Watch&&) = delete;
  /// Ends the progress bar.
  ~Watch();

  /// Tells systemd that the work has begun and returns when the order is woken, which the end of
  /// the work does. A reload asks `round` to stop. One that is asked for while the work ends for
  /// another follows as soon as the next work has begun.
  void until_woken(std::stop_source round);

 private:
  void reload_if_asked(std::stop_source& round);

  StopOrder& order_;
  const std::function<ProgressCounts()> counts_;
  const std::function<bool()> reload_;
  bool reload_asked_ = false;
  WatchdogPulse pulse_;
  Progress progress_;
};

}  // namespace cabled
