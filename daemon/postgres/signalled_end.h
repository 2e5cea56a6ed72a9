#pragma once

#include <csignal>
#include <filesystem>

#include "daemon/system/file_lock.h"

namespace cabled {

/// Keeps the signals that end a command from being delivered to this thread, for its own lifetime.
class SignalsHeld {
 public:
  SignalsHeld() noexcept;
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  SignalsHeld(SignalsHeld&&) = delete;
  SignalsHeld& operator=(SignalsHeld&&) = delete;
  ~SignalsHeld();

 private:
  sigset_t before_{};
};

/// The same without an end, for a process that hears its signals in another way.
void hold_signals_to_the_end() noexcept;

/// For its own lifetime, a signal that ends the process (SIGINT, SIGTERM, SIGHUP) first
/// stops the server, if this process is its last user; then the process ends by it as ever. A
/// second signal ends it at once. Signals that are ignored or handled already, and those that a
/// StopSignal waits for, stay as they are. Of several in one process the first counts.
class SignalledEnd {
 public:
  /// `users` is this process's shared lock, `state_dir` has the lock that serialises starts, and
  /// `base` holds the cluster.
  SignalledEnd(const std::filesystem::path& state_dir, const std::filesystem::path& base,
               const FileLock& users);
  SignalledEnd(const SignalledEnd&) = delete;
  SignalledEnd& operator=(const SignalledEnd&) = delete;
  SignalledEnd(SignalledEnd&&) = delete;
  SignalledEnd& operator=(SignalledEnd&&) = delete;
  ~SignalledEnd();

 private:
  bool in_force_ = false;
};

/// The same for a process that is about to end by _exit(): within 0.3 s, by when the server may
/// still be shutting down.
void stop_server_before_exit() noexcept;

}  // namespace cabled
