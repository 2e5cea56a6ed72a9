#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

#include "parsers/model/error.h"

namespace cabled {

/// What ends a pipeline before its time: a fault of the database that no waiting cures, such as a
/// table that is gone. The first one counts. Any thread.
class PipelineFault {
 public:
  void report(Error error) {
    {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::move(error);
    }
    raised_.request_stop();
  }

  std::optional<Error> error() const {
    const std::lock_guard lock(mutex_);
    return error_;
  }

  std::stop_token raised() const { return raised_.get_token(); }

 private:
  mutable std::mutex mutex_;
  std::optional<Error> error_;  // guarded by mutex_
  std::stop_source raised_;
};

}  // namespace cabled
