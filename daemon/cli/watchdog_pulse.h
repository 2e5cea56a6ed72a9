#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "daemon/cli/session.h"
#include "daemon/system/progress.h"
#include "db/connection.h"

namespace cabled::cli {

/// Feeds systemd's watchdog only while there is nothing to do or something is getting done, and the
/// database answers: a daemon that hangs is started again. One that waits for room on the disk does
/// not hang.
class WatchdogPulse {
 public:
  explicit WatchdogPulse(const Session& session);

  /// To be called often; gives the sign of life when its time has come and it is deserved.
  void feed(const ProgressCounts& counts);

 private:
  bool has_room() const;

  const Session& session_;
  db::Connection connection_;
  std::optional<std::chrono::microseconds> interval_;
  std::chrono::steady_clock::time_point next_{};
  std::chrono::steady_clock::time_point moved_at_ = std::chrono::steady_clock::now();
  std::uint64_t last_done_ = 0;
};

}  // namespace cabled::cli
