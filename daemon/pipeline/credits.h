#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace cabled {

class Credits;

/// Leave for one page to be in the pipeline; given back when it is destroyed.
class Credit {
 public:
  Credit() = default;
  Credit(Credit&& other) noexcept;
  Credit& operator=(Credit&& other) noexcept;
  Credit(const Credit&) = delete;
  Credit& operator=(const Credit&) = delete;
  ~Credit();

  /// Corrects the size once it is known: a page was let in by an estimate.
  void resize(std::uint64_t bytes);

 private:
  friend class Credits;
  Credit(std::shared_ptr<Credits> pool, std::uint64_t bytes);
  void give_back() noexcept;

  std::shared_ptr<Credits> pool_;
  std::uint64_t bytes_ = 0;
};

/// Bounds the pages between the start of their transfer and the commit of their rows, by number
/// and by bytes. This is what makes a slow database slow the fetching down: the fetch thread itself
/// never waits on a full queue, it starts no transfer without a credit. Any thread.
class Credits : public std::enable_shared_from_this<Credits> {
 public:
  Credits(std::size_t pages, std::uint64_t bytes) : pages_(pages), bytes_(bytes) {}

  /// Nothing when the pipeline is full. One page always gets in, whatever its size.
  std::optional<Credit> try_take(std::uint64_t bytes);
  /// Waits for room; nothing after close().
  std::optional<Credit> take(std::uint64_t bytes);
  void close();

  std::size_t pages_out() const;

 private:
  friend class Credit;
  bool has_room(std::uint64_t bytes) const;
  Credit issue(std::uint64_t bytes);
  void give_back(std::uint64_t bytes);
  void change(std::uint64_t from, std::uint64_t to);

  const std::size_t pages_;
  const std::uint64_t bytes_;
  mutable std::mutex mutex_;
  std::condition_variable room_;  // waits with mutex_
  std::size_t pages_out_ = 0;     // guarded by mutex_
  std::uint64_t bytes_out_ = 0;   // guarded by mutex_
  bool closed_ = false;           // guarded by mutex_
};

}  // namespace cabled
