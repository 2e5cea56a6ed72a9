#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace cabled {

/// A 64-bit similarity fingerprint (Charikar's simhash over shingles of three words, case and
/// punctuation aside): texts that differ in a few words differ in a few bits.
std::uint64_t fingerprint(std::string_view text);

/// In how many bits two fingerprints differ, 0 to 64.
constexpr int fingerprint_distance(std::uint64_t a, std::uint64_t b) noexcept {
  return std::popcount(a ^ b);
}

}  // namespace cabled
