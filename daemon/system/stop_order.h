#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "daemon/system/stop_signal.h"

namespace cabled {

/// What the main thread has heard, for those who do the work. Any thread may ask; the main thread
/// alone gives.
class StopOrder {
 public:
  /// The work is to end in order.
  std::stop_token stop() const { return stop_.get_token(); }
  /// What is still under way is to be let go: a second signal came, or time is up.
  std::stop_token cut() const { return cut_.get_token(); }
  /// The signal that asked for the stop; 0 while there was none.
  int signal() const noexcept { return signal_; }

  /// Waits for what the main thread hears next, at most `patience`: kStop once, then kCut once;
  /// kReload as often as it came. For one thread.
  SignalRequest wait(std::chrono::milliseconds patience);
  /// Makes a wait() that runs or comes return kWake.
  void wake();

  void give_stop(int signal);
  void give_cut();
  void give_reload();

 private:
  SignalRequest take_request();

  std::stop_source stop_;
  std::stop_source cut_;
  std::atomic<int> signal_{0};
  std::mutex mutex_;
  std::condition_variable told_;  // waits with mutex_
  bool stop_waits_ = false;       // this and all below guarded by mutex_
  bool cut_waits_ = false;
  bool reload_waits_ = false;
  bool wake_waits_ = false;
};

/// Sleeps for `time`, or until `stop`.
void nap(const std::stop_token& stop, std::chrono::milliseconds time);

}  // namespace cabled
