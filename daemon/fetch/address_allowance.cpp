#include "daemon/fetch/address_allowance.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "parsers/model/ascii.h"
#include "parsers/web/address_range.h"

namespace cabled {
namespace {

struct Address {
  std::array<unsigned char, 16> bytes;
  int bits;  // of the form as written: a prefix counts in it
};

std::optional<Address> read_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (const auto v6 = read_ipv6(text)) return Address{*v6, 128};
  // read_ipv4() takes "10" for 0.0.0.10, which nobody means in a configuration.
  if (std::ranges::count(text, '.') != 3) return std::nullopt;
  if (const auto v4 = read_ipv4(text)) return Address{mapped_ipv4(*v4), 32};
  return std::nullopt;
}

std::optional<int> read_number(std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = error == std::errc() && end == text.data() + text.size();
  if (!good || value < least || value > most) return std::nullopt;
  return value;
}

bool is_host_character(char c) { return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_'; }

bool is_host(std::string_view text) {
  return !text.empty() && (read_address(text) || std::ranges::all_of(text, is_host_character));
}

bool same_prefix(const std::array<unsigned char, 16>& a, const std::array<unsigned char, 16>& b,
                 int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<unsigned char>(0xFF00U >> static_cast<unsigned>(rest));
  return (a[whole] & mask) == (b[whole] & mask);
}

}  // namespace

std::array<unsigned char, 16> mapped_ipv4(const std::array<unsigned char, 4>& address) noexcept {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, address[0], address[1], address[2], address[3]};
}

Result<AddressAllowance> AddressAllowance::parse(std::string_view text) {
  const auto refuse = [&] {
    return fail(ErrorKind::kInvalid,
                "'{}' is neither a range nor host:port; hint: '10.0.0.0/8' or '127.0.0.1:8080'",
                text);
  };
  AddressAllowance out;
  out.text_ = ascii::lower(text);
  const std::string_view lowered = out.text_;
  const std::size_t slash = lowered.find('/');
  if (const auto address = read_address(lowered.substr(0, slash))) {
    const int bits = address->bits;
    const auto prefix = slash == std::string_view::npos
                            ? std::optional<int>(bits)
                            : read_number(lowered.substr(slash + 1), 0, bits);
    if (!prefix) return refuse();
    out.network_ = address->bytes;
    out.prefix_bits_ = 128 - bits + *prefix;
    return out;
  }
  const std::size_t colon = lowered.rfind(':');
  if (colon == std::string_view::npos) return refuse();
  const auto port = read_number(lowered.substr(colon + 1), 1, 65535);
  if (!port || !is_host(lowered.substr(0, colon))) return refuse();
  out.host_ = lowered.substr(0, colon);
  out.port_ = *port;
  return out;
}

bool AddressAllowance::covers(const Endpoint& endpoint) const noexcept {
  if (!host_.empty()) return port_ == endpoint.port && host_ == endpoint.host;
  return same_prefix(network_, endpoint.address, prefix_bits_);
}

}  // namespace cabled
