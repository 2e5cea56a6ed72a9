#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cabled::words {

/// Distinct strings, numbered in the order in which they came. Their bytes lie one behind the
/// other: a text has some hundred words, and a map with a node for each costs as much as all else.
/// A slot has hash and size beside the number, so that a string that is not meant is not looked at.
class StringTable {
 public:
  struct Found {
    std::uint32_t number = 0;
    bool is_new = false;
  };

  StringTable() : slots_(kFirstSlots) {}

  /// The number of `text`, which is entered if it is new. Behind a new one, others lie elsewhere.
  Found enter(std::string_view text);

  std::string_view operator[](std::uint32_t number) const {
    const Entry& entry = entries_[number];
    return {bytes_.data() + entry.begin, entry.size};
  }
  /// That all of them take, one behind the other.
  std::size_t bytes() const { return bytes_.size(); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

 private:
  struct Entry {
    std::uint32_t begin;
    std::uint32_t size;
  };

  struct Slot {
    std::uint64_t hash;
    std::uint32_t number;  ///< plus one; 0 is free
    std::uint32_t size;
  };

  static constexpr std::size_t kFirstSlots = 1024;

  void grow();

  std::string bytes_;
  std::vector<Entry> entries_;
  std::vector<Slot> slots_;
};

}  // namespace cabled::words
