#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The ASCII character classes. <cctype> asks the locale, and takes negative char as undefined.
namespace cabled::ascii {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) noexcept { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) noexcept { return is_alpha(c) || is_digit(c); }
constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char to_upper(char c) noexcept {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr char to_lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Puts `turned(c)` for each byte c of `text`, by blocks of a length that is known: of a `turned`
/// without branches the compiler makes vectors.
template <typename Turned>
void turn_bytes(std::string& text, Turned turned) noexcept {
  constexpr std::size_t kStep = 16;
  char* at = text.data();
  char* const end = at + text.size();
  for (; end - at >= static_cast<std::ptrdiff_t>(kStep); at += kStep) {
    for (std::size_t i = 0; i < kStep; ++i) at[i] = turned(at[i]);
  }
  for (; at < end; ++at) *at = turned(*at);
}

/// `text` with each of the 26 letters from `first` on put into the other case.
inline std::string in_other_case(std::string_view text, char first) {
  constexpr unsigned char kCaseBit = 0x20;
  std::string out(text);
  turn_bytes(out, [first](char c) {
    const auto letter = static_cast<unsigned char>(static_cast<unsigned char>(c) - first);
    return static_cast<char>(c ^ (letter < 26 ? kCaseBit : 0));
  });
  return out;
}

inline std::string upper(std::string_view text) { return in_other_case(text, 'a'); }

inline std::string lower(std::string_view text) { return in_other_case(text, 'A'); }

/// `text` without white space at either end; a view into the same bytes.
constexpr std::string_view trim(std::string_view text) noexcept {
  const char* begin = text.data();
  const char* end = begin + text.size();
  while (begin < end && is_space(*begin)) ++begin;
  while (begin < end && is_space(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// Equal when ASCII case is ignored.
constexpr bool iequals(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

/// Whether `text` begins with `prefix` when ASCII case is ignored.
constexpr bool istarts_with(std::string_view text, std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

/// A set of bytes, asked by a look-up.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }

  constexpr bool contains(char c) const noexcept { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

/// Bytes that are judged at once: the compiler makes vectors of loops of a length that is known.
inline constexpr std::size_t kBlockBytes = 16;

/// The first place of a block where `holds`, which has no branches, is true; kBlockBytes if
/// nowhere.
template <typename Holds>
constexpr std::size_t first_in_block(Holds holds) noexcept {
  std::array<unsigned char, kBlockBytes> found{};
  for (std::size_t i = 0; i < kBlockBytes; ++i) {
    found.data()[i] = static_cast<unsigned char>(holds(i));
  }
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(found);
  if ((halves.front() | halves.back()) == 0) return kBlockBytes;
  const auto place_in = [](std::uint64_t half) {
    const int bits = std::endian::native == std::endian::little ? std::countr_zero(half)
                                                                : std::countl_zero(half);
    return static_cast<std::size_t>(bits) / 8;
  };
  return halves.front() != 0 ? place_in(halves.front()) : 8 + place_in(halves.back());
}

/// The first place from `from` on, below `count`, where `holds` is true; `count` if nowhere.
template <typename Holds>
constexpr std::size_t find_place(std::size_t from, std::size_t count, Holds holds) noexcept {
  std::size_t at = from;
  const auto first_from = [holds](std::size_t begin) {
    return first_in_block([holds, begin](std::size_t i) { return holds(begin + i); });
  };
  for (; at + kBlockBytes <= count; at += kBlockBytes) {
    const std::size_t first = first_from(at);
    if (first < kBlockBytes) return at + first;
  }
  if (at < count && from + kBlockBytes <= count) {  // some places of the last block once more
    const std::size_t last = count - kBlockBytes;
    return last + first_from(last);
  }
  while (at < count && !holds(at)) ++at;
  return std::min(at, count);
}

/// The first place at or after `from` where `is_sought` holds; the size of `text` if nowhere.
template <typename IsSought>
constexpr std::size_t find_byte(std::string_view text, std::size_t from,
                                IsSought is_sought) noexcept {
  return find_place(from, text.size(), [bytes = text.data(), is_sought](std::size_t at) {
    return is_sought(bytes[at]);
  });
}

/// The same of bytes that most texts have none of: more are judged at a time.
template <typename IsSought>
constexpr std::size_t find_rare_byte(std::string_view text, std::size_t from,
                                     IsSought is_sought) noexcept {
  constexpr std::size_t kManyBytes = 64;
  std::size_t at = from;
  for (; at + kManyBytes <= text.size(); at += kManyBytes) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < kManyBytes; ++i) {
      found |= static_cast<unsigned char>(is_sought(text.data()[at + i]));
    }
    if (found != 0) break;
  }
  // A block that is whole is judged faster than the bytes that are left, some of them once more.
  if (text.size() < at + kBlockBytes && text.size() >= from + kBlockBytes) {
    at = text.size() - kBlockBytes;
  }
  return find_byte(text, at, is_sought);
}

/// Whether `is_sought` holds for any byte of `text`.
template <typename IsSought>
constexpr bool any_byte(std::string_view text, IsSought is_sought) noexcept {
  return find_rare_byte(text, 0, is_sought) != text.size();
}

/// The first place from `from` on where `is_pair` holds of a byte and the one behind it; npos if
/// nowhere.
template <typename IsPair>
constexpr std::size_t find_pair_by(std::string_view text, std::size_t from,
                                   IsPair is_pair) noexcept {
  const std::size_t pairs = text.empty() ? 0 : text.size() - 1;
  const std::size_t at = find_place(from, pairs, [bytes = text.data(), is_pair](std::size_t place) {
    return is_pair(bytes[place], bytes[place + 1]);
  });
  return at < pairs ? at : std::string_view::npos;
}

/// Where the lower-case letters `first` and `second` next stand side by side, in any case, from
/// `from` on; npos if nowhere.
constexpr std::size_t find_pair(std::string_view text, char first, char second,
                                std::size_t from) noexcept {
  constexpr int kCaseBit = 0x20;  // which turns a few signs into others, but no sign into a letter
  return find_pair_by(text, from, [first, second](char a, char b) {
    return ((a | kCaseBit) == first) & ((b | kCaseBit) == second);
  });
}

/// Where `part`, of two bytes at least, first stands in `text` from `from` on; npos if nowhere.
/// string_view::find() stops at each of its first bytes, which in a telegram's lines are many: it
/// takes four times as long to tell that three blanks stand nowhere.
constexpr std::size_t find_part(std::string_view text, std::string_view part,
                                std::size_t from = 0) noexcept {
  const auto begins = [first = part[0], second = part[1]](char a, char b) {
    return (a == first) & (b == second);
  };
  std::size_t at = find_pair_by(text, from, begins);
  while (at != std::string_view::npos && text.substr(at, part.size()) != part) {
    at = find_pair_by(text, at + 1, begins);
  }
  return at;
}

/// Whether `text` has `lower`, which is in lower case and of two bytes at least, in it.
constexpr bool icontains(std::string_view text, std::string_view lower) noexcept {
  constexpr int kCaseBit = 0x20;
  const auto may_begin = [first = lower[0] | kCaseBit, second = lower[1] | kCaseBit](char a,
                                                                                     char b) {
    return ((a | kCaseBit) == first) & ((b | kCaseBit) == second);
  };
  std::size_t at = find_pair_by(text, 0, may_begin);
  while (at != std::string_view::npos && !istarts_with(text.substr(at), lower)) {
    at = find_pair_by(text, at + 1, may_begin);
  }
  return at != std::string_view::npos;
}

constexpr bool has_part(std::string_view text, std::string_view part) noexcept {
  return find_part(text, part) != std::string_view::npos;
}

}  // namespace cabled::ascii
