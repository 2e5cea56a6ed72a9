#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "daemon/http/http_request.h"
#include "daemon/http/response_writer.h"

namespace cabled {

/// A request that waits for a worker.
struct WaitingRequest {
  std::uint64_t connection = 0;
  HttpRequest request;
  AnswerForm form;
  bool is_abandoned = false;  ///< the client sends no more, and mostly it is gone
};

/// Requests between the thread that takes them in and the workers. Who comes when it is full is
/// sent away rather than let wait, unless somebody who waits is gone. Any thread.
class RequestQueue {
 public:
  explicit RequestQueue(std::size_t capacity) : capacity_(capacity) {}

  /// False when it is full or closed.
  bool push(WaitingRequest request) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || waiting_.size() >= capacity_) return false;
      waiting_.push_back(std::move(request));
    }
    filled_.notify_one();
    return true;
  }

  /// Whoever waits on `connection` gives way when there is no room.
  void abandon(std::uint64_t connection) {
    const std::lock_guard lock(mutex_);
    for (WaitingRequest& request : waiting_) {
      if (request.connection == connection) request.is_abandoned = true;
    }
  }

  /// Makes room for one more, where there is none, at the cost of an abandoned request. Returns
  /// whose it was.
  std::optional<std::uint64_t> displace() {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < capacity_) return std::nullopt;
    const auto gone = std::ranges::find_if(waiting_, &WaitingRequest::is_abandoned);
    if (gone == waiting_.end()) return std::nullopt;
    const std::uint64_t connection = gone->connection;
    waiting_.erase(gone);
    return connection;
  }

  /// Waits for the next; nothing once it is closed.
  std::optional<WaitingRequest> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (closed_) return std::nullopt;
    std::optional<WaitingRequest> next(std::move(waiting_.front()));
    waiting_.pop_front();
    return next;
  }

  /// What waits is let go.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable filled_;      // waits with mutex_
  std::deque<WaitingRequest> waiting_;  // guarded by mutex_
  bool closed_ = false;                 // guarded by mutex_
};

}  // namespace cabled
