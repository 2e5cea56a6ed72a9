#include "parsers/words/string_table.h"

#include <cstring>
#include <utility>

namespace cabled::words {
namespace {

std::uint64_t bytes_at(const char* at, std::size_t count) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, count);
  return bytes;
}

// Eight bytes a step, as words are short: byte by byte, a third of a look-up went into the hash.
// Who chooses texts so that they meet makes each look-up as long as the words that he has, of which
// a text has 200 kB.
std::uint32_t hash_of(std::string_view text) {
  static constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
  std::uint64_t hash = text.size() * kFactor;
  const auto mix = [&hash](std::uint64_t bytes) {
    hash = (hash ^ bytes) * kFactor;
    hash ^= hash >> 32U;
  };
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, at += 8) mix(bytes_at(at, 8));
  if (left >= 4) {
    mix(bytes_at(at, 4) << 32U | bytes_at(at + left - 4, 4));
  } else if (left > 0) {
    const auto byte = [at](std::size_t i) {
      return std::uint64_t{static_cast<unsigned char>(at[i])};
    };
    mix(byte(0) << 16U | byte(left / 2) << 8U | byte(left - 1));
  }
  return static_cast<std::uint32_t>(hash);
}

}  // namespace

StringTable::Found StringTable::enter(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot].number != 0; slot = (slot + 1) & mask) {
    const std::uint32_t number = slots_[slot].number - 1;
    if (slots_[slot].hash == hash && (*this)[number] == text) return {number, false};
  }
  entries_.push_back(
      {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())});
  bytes_ += text;
  slots_[slot] = {hash, size()};
  if (2 * entries_.size() > slots_.size()) grow();
  return {size() - 1, true};
}

void StringTable::grow() {
  std::vector<Slot> larger(2 * slots_.size());
  const std::size_t mask = larger.size() - 1;
  for (const Slot& taken : slots_) {
    if (taken.number == 0) continue;
    std::size_t slot = taken.hash & mask;
    while (larger[slot].number != 0) slot = (slot + 1) & mask;
    larger[slot] = taken;
  }
  slots_ = std::move(larger);
}

}  // namespace cabled::words
