#pragma once

#include <chrono>
#include <csignal>

#include "daemon/system/file_descriptor.h"

namespace cabled {

/// What the outside, or one of our threads, wants of the main thread.
enum class SignalRequest {
  kNothing,  ///< time ran out
  kStop,     ///< first SIGTERM or SIGINT, or a SIGHUP that stops: stop in order
  kCut,      ///< a second one: cut at once
  kReload,   ///< a SIGHUP that reloads
  kWake,     ///< wake() was called: a stage has something to say
};

/// What SIGHUP means to a command.
enum class HangUp {
  kReloads,  ///< a daemon's: read the configuration again
  kStops,    ///< of a command that works for a terminal: it is gone; nohup is respected
};

/// Turns SIGTERM, SIGINT and SIGHUP into values for the main thread to wait for; no code ever runs
/// in a signal handler. Make it before any other thread starts: they inherit the blocked signals.
class StopSignal {
 public:
  explicit StopSignal(HangUp hang_up);
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  StopSignal(StopSignal&&) = delete;
  StopSignal& operator=(StopSignal&&) = delete;
  ~StopSignal();

  /// Waits for the next request, at most `patience`. For the main thread alone.
  SignalRequest wait(std::chrono::milliseconds patience);

  /// The signal that kStop stood for; 0 while there was none. For the main thread alone.
  int stopped_by() const noexcept { return stopped_by_; }

  /// Makes a wait() that runs or comes return kWake; from any thread.
  void wake() noexcept;

 private:
  SignalRequest next_signal();

  HangUp hang_up_;
  sigset_t before_{};
  FileDescriptor signals_;
  FileDescriptor wakes_;
  int stopped_by_ = 0;
};

}  // namespace cabled
