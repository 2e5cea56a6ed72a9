#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "parsers/model/error.h"

namespace cabled::serve {

/// An answer that is dear to make and may be some age. For any number of threads: one makes it
/// anew, the others are given the one before, and wait only where there is none yet. Where it
/// cannot be made, the one before counts on.
template <typename T>
class Kept {
 public:
  explicit Kept(std::chrono::seconds age) : age_(age) {}

  /// `make` gives a Result<T>; a failure is not kept.
  template <typename Make>
  Result<T> get(Make&& make) {
    using std::chrono::steady_clock;
    std::unique_lock making(making_, std::defer_lock);
    {
      const std::lock_guard lock(mutex_);
      const bool is_fresh = kept_ && steady_clock::now() - made_ < age_;
      if (is_fresh || (kept_ && !making.try_lock())) return *kept_;
    }
    if (!making) {
      making.lock();
      const std::lock_guard lock(mutex_);
      if (kept_) return *kept_;
    }
    Result<T> made = std::forward<Make>(make)();
    const std::lock_guard lock(mutex_);
    if (!made) return kept_ ? Result<T>(*kept_) : made;
    kept_ = *made;
    made_ = steady_clock::now();
    return made;
  }

 private:
  std::chrono::seconds age_;
  std::mutex making_;
  std::mutex mutex_;
  std::optional<T> kept_;                         // guarded by mutex_
  std::chrono::steady_clock::time_point made_{};  // guarded by mutex_
};

}  // namespace cabled::serve
