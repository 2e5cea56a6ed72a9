#pragma once

#include <thread>

#include "daemon/pipeline/stage_sign.h"

namespace cabled {

/// Feeds systemd's watchdog, on a thread of its own, unless a stage stands still: a daemon that
/// hangs is started again. One whose database is away, or that waits for its turn, for a site or
/// for room on the disk does not hang.
class WatchdogPulse {
 public:
  explicit WatchdogPulse(const StageSigns& stages);

 private:
  std::jthread thread_;
};

}  // namespace cabled
