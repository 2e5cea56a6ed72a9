#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "daemon/app/session.h"

namespace cabled {

/// Looks twice a second, on a thread of its own, whether all that the program needs is there, so
/// that whoever asks is answered at once, and also when the look itself hangs.
class HealthWatch {
 public:
  /// Says what is wrong, in a sentence; "" when nothing is. Called on the watch's thread alone.
  using Check = std::function<std::string()>;

  explicit HealthWatch(std::vector<Check> checks);

  /// What is wrong now; "" when nothing is. Any thread.
  std::string trouble() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  void look_until(const std::stop_token& stop);

  const std::vector<Check> checks_;
  mutable std::mutex mutex_;
  std::optional<std::string>
      found_;  // this and below guarded by mutex_; nothing before a first look
  Time looked_at_;
  std::jthread thread_;
};

/// Whether the database answers and its schema fits this program.
HealthWatch::Check database_check(const Session& session);

}  // namespace cabled
