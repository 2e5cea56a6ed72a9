#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
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

/// `text` with each of the 26 letters from `first` on put into the other case. Blocks of a length
/// that is known: the compiler makes vectors of them.
inline std::string in_other_case(std::string_view text, char first) {
  constexpr std::size_t kStep = 16;
  constexpr unsigned char kCaseBit = 0x20;
  const auto turned = [first](char c) {
    const auto letter = static_cast<unsigned char>(static_cast<unsigned char>(c) - first);
    return static_cast<char>(c ^ (letter < 26 ? kCaseBit : 0));
  };
  std::string out(text);
  char* at = out.data();
  char* const end = at + out.size();
  for (; end - at >= static_cast<std::ptrdiff_t>(kStep); at += kStep) {
    for (std::size_t i = 0; i < kStep; ++i) at[i] = turned(at[i]);
  }
  for (; at < end; ++at) *at = turned(*at);
  return out;
}

inline std::string upper(std::string_view text) { return in_other_case(text, 'a'); }

inline std::string lower(std::string_view text) { return in_other_case(text, 'A'); }

/// `text` without white space at either end; a view into the same bytes.
constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
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

/// Bytes that any_byte() and find_pair() judge at once.
inline constexpr std::size_t kBlockBytes = 16;

/// Whether `is_sought` holds for any byte of `text`, by blocks of a length that is known: of an
/// `is_sought` without branches the compiler makes vectors.
template <typename IsSought>
constexpr bool any_byte(std::string_view text, IsSought is_sought) noexcept {
  if (text.size() < kBlockBytes) return std::ranges::any_of(text, is_sought);
  const auto is_in = [&is_sought](const char* block) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      found |= static_cast<unsigned char>(is_sought(block[i]));
    }
    return found != 0;
  };
  const char* const last = text.data() + (text.size() - kBlockBytes);
  for (const char* at = text.data(); at < last; at += kBlockBytes) {
    if (is_in(at)) return true;
  }
  return is_in(last);  // some bytes of it once more
}

/// The first place at or after `from` where `is_sought` holds; the size of `text` if nowhere.
/// Blocks without such a byte are passed over as a whole.
template <typename IsSought>
constexpr std::size_t find_byte(std::string_view text, std::size_t from,
                                IsSought is_sought) noexcept {
  std::size_t at = from;
  while (at < text.size()) {
    if (text.size() - at >= kBlockBytes) {
      unsigned char found = 0;
      for (std::size_t i = 0; i < kBlockBytes; ++i) {
        found |= static_cast<unsigned char>(is_sought(text.data()[at + i]));
      }
      if (found == 0) {
        at += kBlockBytes;
        continue;
      }
    }
    const std::size_t end = std::min(at + kBlockBytes, text.size());
    for (; at < end; ++at) {
      if (is_sought(text[at])) return at;
    }
  }
  return text.size();
}

/// The first place from `from` on where `is_pair` holds of a byte and the one behind it; npos if
/// nowhere. Most blocks are passed over as a whole.
template <typename IsPair>
constexpr std::size_t find_pair_by(std::string_view text, std::size_t from,
                                   IsPair is_pair) noexcept {
  const auto is_at = [is_pair](const char* at) {
    return static_cast<unsigned char>(is_pair(at[0], at[1]));
  };
  std::size_t at = from;
  while (at + 1 < text.size()) {
    if (text.size() > kBlockBytes) {
      const std::size_t block = std::min(at, text.size() - kBlockBytes - 1);
      unsigned char found = 0;
      for (std::size_t i = 0; i < kBlockBytes; ++i) found |= is_at(text.data() + block + i);
      if (found == 0) {
        at = block + kBlockBytes;
        continue;
      }
    }
    const std::size_t end = std::min(at + kBlockBytes, text.size() - 1);
    for (; at < end; ++at) {
      if (is_at(text.data() + at) != 0) return at;
    }
  }
  return std::string_view::npos;
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
