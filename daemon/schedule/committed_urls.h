#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cabled {

/// URLs that are in the frontier for certain, because a transaction of ours that added them was
/// committed: pages of a site name the same ones again and again, and adding one that is there
/// changes nothing. URLs are never taken out of the frontier.
///
/// It holds at most so many as it has places, and the latest: one that is not found here is sent
/// once more. Any thread may ask and enter.
class CommittedUrls {
 public:
  CommittedUrls();

  bool contains(std::string_view url) const { return contains_hash(hash_of(url)); }
  bool contains_hash(std::uint64_t hash) const {
    return places_[hash % kPlaces].load(std::memory_order_relaxed) == hash;
  }
  void enter(std::string_view url) {
    const std::uint64_t hash = hash_of(url);
    places_[hash % kPlaces].store(hash, std::memory_order_relaxed);
  }

  /// Never 0. Its key is drawn at the start: nobody can make up a URL that hides another.
  std::uint64_t hash_of(std::string_view text) const;

 private:
  static constexpr std::size_t kPlaces = std::size_t{1} << 17U;  // 1 MB

  std::uint64_t key_;
  std::vector<std::atomic<std::uint64_t>> places_;
};

}  // namespace cabled
