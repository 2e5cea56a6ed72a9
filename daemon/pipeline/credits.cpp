#include "daemon/pipeline/credits.h"

#include <utility>

namespace cabled {

Credit::Credit(std::shared_ptr<Credits> pool, std::uint64_t bytes)
    : pool_(std::move(pool)), bytes_(bytes) {}

Credit::Credit(Credit&& other) noexcept
    : pool_(std::move(other.pool_)), bytes_(std::exchange(other.bytes_, 0)) {}

Credit& Credit::operator=(Credit&& other) noexcept {
  if (this != &other) {
    give_back();
    pool_ = std::move(other.pool_);
    bytes_ = std::exchange(other.bytes_, 0);
  }
  return *this;
}

Credit::~Credit() { give_back(); }

void Credit::give_back() noexcept {
  if (pool_) pool_->give_back(bytes_);
  pool_.reset();
}

void Credit::resize(std::uint64_t bytes) {
  if (pool_) pool_->change(std::exchange(bytes_, bytes), bytes);
}

bool Credits::has_room(std::uint64_t bytes) const {
  return pages_out_ == 0 || (pages_out_ < pages_ && bytes_out_ + bytes <= bytes_);
}

Credit Credits::issue(std::uint64_t bytes) {
  ++pages_out_;
  bytes_out_ += bytes;
  return {shared_from_this(), bytes};
}

std::optional<Credit> Credits::try_take(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (closed_ || !has_room(bytes)) return std::nullopt;
  return issue(bytes);
}

std::optional<Credit> Credits::take(std::uint64_t bytes) {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return closed_ || has_room(bytes); });
  if (closed_) return std::nullopt;
  return issue(bytes);
}

void Credits::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  room_.notify_all();
}

std::size_t Credits::pages_out() const {
  const std::lock_guard lock(mutex_);
  return pages_out_;
}

void Credits::give_back(std::uint64_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    --pages_out_;
    bytes_out_ -= bytes;
  }
  room_.notify_all();
}

void Credits::change(std::uint64_t from, std::uint64_t to) {
  {
    const std::lock_guard lock(mutex_);
    bytes_out_ = bytes_out_ - from + to;
  }
  room_.notify_all();
}

}  // namespace cabled
