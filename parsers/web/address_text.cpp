#include "parsers/web/address_text.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

// One number of an IPv4 address. Saturates, so that any length is safe.
std::optional<std::uint64_t> read_number(std::string_view text) noexcept {
  int base = 10;
  if (text.size() >= 2 && text[0] == '0') {
    const bool hexadecimal = ascii::to_lower(text[1]) == 'x';
    base = hexadecimal ? 16 : 8;
    text.remove_prefix(hexadecimal ? 2 : 1);
  } else if (text.empty()) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= base) return std::nullopt;
    value =
        std::min<std::uint64_t>(value * static_cast<unsigned>(base) + static_cast<unsigned>(digit),
                                std::uint64_t{1} << 40U);
  }
  return value;
}

std::optional<std::uint16_t> read_group(std::string_view text) noexcept {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return static_cast<std::uint16_t>(value);
}

bool is_strict_quad(std::string_view text) noexcept {
  return std::ranges::count(text, '.') == 3 &&
         std::ranges::all_of(text, [](char c) { return ascii::is_digit(c) || c == '.'; });
}

// The bytes of groups joined by ':', the last of which may be a dotted quad.
struct Groups {
  Ipv6Bytes bytes{};
  std::size_t used = 0;
};

std::optional<Groups> read_groups(std::string_view text) noexcept {
  Groups groups;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    if (colon == std::string_view::npos && is_strict_quad(part)) {
      const std::optional<Ipv4Bytes> inner = read_ipv4(part);
      if (!inner || groups.used > 12) return std::nullopt;
      std::ranges::copy(*inner, groups.bytes.begin() + static_cast<std::ptrdiff_t>(groups.used));
      groups.used += 4;
      return groups;
    }
    const std::optional<std::uint16_t> value = read_group(part);
    if (!value || groups.used > 14) return std::nullopt;
    groups.bytes[groups.used++] = static_cast<std::uint8_t>(*value >> 8U);
    groups.bytes[groups.used++] = static_cast<std::uint8_t>(*value & 0xFFU);
    if (colon == std::string_view::npos) return groups;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;  // a colon at the end
  }
  return groups;
}

}  // namespace

std::optional<Ipv4Bytes> read_ipv4(std::string_view text) noexcept {
  std::array<std::uint64_t, 4> numbers{};
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    const std::size_t dot = text.find('.');
    const std::optional<std::uint64_t> number = read_number(text.substr(0, dot));
    if (!number || count == numbers.size()) return std::nullopt;
    numbers[count] = *number;
    more = dot != std::string_view::npos;
    if (more) text.remove_prefix(dot + 1);
  }
  // All but the last number are one byte; the last fills what is left.
  std::uint64_t value = numbers[count - 1];
  if (value >= std::uint64_t{1} << (8 * (5 - count))) return std::nullopt;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (numbers[i] > 255) return std::nullopt;
    value |= numbers[i] << (24 - 8 * i);
  }
  return Ipv4Bytes{static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
                   static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
}

std::optional<Ipv6Bytes> read_ipv6(std::string_view text) noexcept {
  const std::size_t gap = text.find("::");
  const std::optional<Groups> head = read_groups(text.substr(0, gap));
  const bool quad_before_gap =
      gap != std::string_view::npos && text.substr(0, gap).find('.') != std::string_view::npos;
  if (!head || quad_before_gap) return std::nullopt;
  if (gap == std::string_view::npos) {
    return head->used == 16 ? std::optional(head->bytes) : std::nullopt;
  }
  const std::optional<Groups> tail = read_groups(text.substr(gap + 2));
  if (!tail || head->used + tail->used > 14) return std::nullopt;
  Ipv6Bytes address = head->bytes;
  std::copy_n(tail->bytes.begin(), tail->used,
              address.end() - static_cast<std::ptrdiff_t>(tail->used));
  return address;
}

}  // namespace cabled
