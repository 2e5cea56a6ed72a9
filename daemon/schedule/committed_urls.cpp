#include "daemon/schedule/committed_urls.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace cabled {
namespace {

constexpr std::uint64_t kFirstPrime = 0x9E3779B185EBCA87ULL;
constexpr std::uint64_t kSecondPrime = 0xC2B2AE3D27D4EB4FULL;

// Both halves of the product: each bit of the one reaches each of the other.
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t drawn_key() {
  std::random_device source;
  return (std::uint64_t{source()} << 32U | source()) | 1U;
}

}  // namespace

CommittedUrls::CommittedUrls() : key_(drawn_key()), places_(kPlaces) {}

std::uint64_t CommittedUrls::hash_of(std::string_view text) const {
  std::uint64_t hash = key_ ^ (text.size() * kFirstPrime);
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t bytes = std::min(sizeof(word), text.size());
    std::memcpy(&word, text.data(), bytes);
    text.remove_prefix(bytes);
    hash = folded_product(hash ^ word ^ kSecondPrime, key_ ^ kFirstPrime) + (hash << 1U);
  }
  hash = folded_product(hash ^ key_, kSecondPrime);
  return hash == 0 ? 1 : hash;
}

}  // namespace cabled
