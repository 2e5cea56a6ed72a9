#pragma once

#include <functional>
#include <stop_token>

#include "daemon/cli/archive_keeper.h"
#include "daemon/cli/session.h"
#include "daemon/cli/watchdog_pulse.h"
#include "daemon/system/progress.h"
#include "daemon/system/stop_signal.h"

namespace cabled::cli {

/// How a command shows its progress: not at all when it is to be quiet.
Progress::Looks progress_looks();

/// The main thread while the stages work: turns signals into stop requests, draws progress, tells
/// systemd how it goes, and keeps the archive within its bounds.
class Watch {
 public:
  /// `reload` is called at SIGHUP and says whether the work is to end and begin anew.
  Watch(StopSignal& signals, const Session& session, std::function<ProgressCounts()> counts,
        std::function<bool()> reload);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  Watch(Watch&&) = delete;
  Watch& operator=(Watch&&) = delete;
  /// Ends the progress bar.
  ~Watch();

  /// Tells systemd that the work has begun and returns when the signals are woken, which the end of
  /// the work does.
  void until_woken(std::stop_source stop, std::stop_source cut);

 private:
  void take_wish(Wish wish, std::stop_source& stop, std::stop_source& cut);

  StopSignal& signals_;
  const std::function<ProgressCounts()> counts_;
  const std::function<bool()> reload_;
  WatchdogPulse pulse_;
  ArchiveKeeper keeper_;
  Progress progress_;
};

}  // namespace cabled::cli
