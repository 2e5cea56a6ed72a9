#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace cabled {

/// The only way between two stages: a first-in, first-out queue with room for `capacity` items.
///
/// Any thread may call anything. push() waits for room, pop() for an item; close() wakes both: what
/// is in the queue is still handed out, then pop() answers nothing.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  /// False, with `item` untouched, when the queue is closed.
  bool push(T&& item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    lock.unlock();
    filled_.notify_one();
    return true;
  }

  /// Nothing once the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    room_.notify_one();
    return item;
  }

  /// Appends what is there to `out`, at most `most` items in all, waiting until `deadline` for the
  /// first. False once the queue is closed and empty.
  template <typename TimePoint>
  bool pop_into(std::vector<T>& out, std::size_t most, TimePoint deadline) {
    std::unique_lock lock(mutex_);
    filled_.wait_until(lock, deadline, [this] { return closed_ || !items_.empty(); });
    while (!items_.empty() && out.size() < most) {
      out.push_back(std::move(items_.front()));
      items_.pop_front();
    }
    const bool more = !closed_ || !items_.empty();
    lock.unlock();
    room_.notify_all();
    return more;
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
    room_.notify_all();
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;  // waits with mutex_
  std::condition_variable room_;    // waits with mutex_
  std::deque<T> items_;             // guarded by mutex_
  bool closed_ = false;             // guarded by mutex_
};

}  // namespace cabled
