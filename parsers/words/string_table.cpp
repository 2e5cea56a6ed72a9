#include "parsers/words/string_table.h"

#include <cstring>
#include <utility>

namespace cabled::words {
namespace {

// Of words so long the hash has all bytes: those of one length that have the same hash are the
// same.
constexpr std::size_t kWholeInHash = 8;

std::uint64_t bytes_at(const char* at, std::size_t count) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, count);
  return bytes;
}

// Eight bytes a step, as words are short: byte by byte, a third of a look-up went into the hash.
// Who chooses texts so that they meet makes each look-up as long as the words that he has, of which
// a text has 200 kB. Of two words of one length, eight bytes at most, no step makes the same.
std::uint64_t hash_of(std::string_view text) {
  static constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15ULL;
  std::uint64_t hash = text.size() * kFactor;
  const auto mix = [&hash](std::uint64_t bytes) {
    hash = (hash ^ bytes) * kFactor;
    hash ^= hash >> 32U;
  };
  const char* const end = text.data() + text.size();
  if (text.size() >= 8) {
    for (const char* at = text.data(); at < end - 8; at += 8) mix(bytes_at(at, 8));
    mix(bytes_at(end - 8, 8));  // some of them once more
  } else if (text.size() >= 4) {
    mix(bytes_at(text.data(), 4) << 32U | bytes_at(end - 4, 4));
  } else if (!text.empty()) {
    const auto byte = [text](std::size_t i) {
      return std::uint64_t{static_cast<unsigned char>(text[i])};
    };
    mix(byte(0) << 16U | byte(text.size() / 2) << 8U | byte(text.size() - 1));
  }
  return hash;
}

}  // namespace

StringTable::Found StringTable::enter(std::string_view text) {
  const std::uint64_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot].number != 0; slot = (slot + 1) & mask) {
    if (slots_[slot].hash != hash || slots_[slot].size != text.size()) continue;
    const std::uint32_t number = slots_[slot].number - 1;
    if (text.size() <= kWholeInHash || (*this)[number] == text) return {number, false};
  }
  const auto text_size = static_cast<std::uint32_t>(text.size());
  entries_.push_back({static_cast<std::uint32_t>(bytes_.size()), text_size});
  bytes_ += text;
  slots_[slot] = {hash, size(), text_size};
  if (4 * entries_.size() > 3 * slots_.size()) grow();
  return {size() - 1, true};
}

void StringTable::grow() {
  std::vector<Slot> larger(4 * slots_.size());
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
