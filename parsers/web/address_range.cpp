#include "parsers/web/address_range.h"

#include <algorithm>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

using enum AddressRange;

struct Ipv4Block {
  std::uint32_t network;
  unsigned bits;
  AddressRange range;
};

constexpr std::uint32_t quad(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24U | b << 16U | c << 8U | d;
}

// IANA's special-purpose registry (RFC 6890) less what is globally reachable.
constexpr Ipv4Block kIpv4Blocks[] = {
    {quad(0, 0, 0, 0), 8, kUnspecified},         {quad(10, 0, 0, 0), 8, kPrivate},
    {quad(100, 64, 0, 0), 10, kCarrierGrade},    {quad(127, 0, 0, 0), 8, kLoopback},
    {quad(169, 254, 0, 0), 16, kLinkLocal},      {quad(172, 16, 0, 0), 12, kPrivate},
    {quad(192, 0, 0, 0), 24, kReserved},         {quad(192, 0, 2, 0), 24, kDocumentation},
    {quad(192, 88, 99, 0), 24, kReserved},  // 6to4 relays, RFC 7526
    {quad(192, 168, 0, 0), 16, kPrivate},        {quad(198, 18, 0, 0), 15, kBenchmark},
    {quad(198, 51, 100, 0), 24, kDocumentation}, {quad(203, 0, 113, 0), 24, kDocumentation},
    {quad(224, 0, 0, 0), 4, kMulticast},         {quad(240, 0, 0, 0), 4, kReserved},
};

struct Ipv6Block {
  Ipv6Bytes network;
  unsigned bits;
  AddressRange range;
};

// The first that fits is the answer. What no block names is not handed out to anybody.
constexpr Ipv6Block kIpv6Blocks[] = {
    {{0x01, 0x00}, 64, kReserved},                            // discard, RFC 6666
    {{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, kLocalNat64},  // RFC 8215
    {{0x20, 0x01, 0x0D, 0xB8}, 32, kDocumentation},
    {{0x20, 0x01, 0x00, 0x02}, 48, kBenchmark},
    {{0x20, 0x01}, 23, kReserved},  // IETF protocols, RFC 2928
    {{0x3F, 0xFF}, 20, kDocumentation},
    {{0x20}, 3, kPublic},
    {{0xFC}, 7, kUniqueLocal},
    {{0xFE, 0x80}, 10, kLinkLocal},
    {{0xFE, 0xC0}, 10, kPrivate},  // site-local, RFC 3879
    {{0xFF}, 8, kMulticast},
};

// Where an IPv4 address stands inside an IPv6 address; Teredo's clients stand inverted.
struct Embedding {
  Ipv6Bytes network;
  unsigned bits;
  std::uint8_t offset;
  std::uint8_t mask;
};

constexpr Embedding kEmbeddings[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, 12, 0},  // mapped, RFC 4291
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, 12, 0},        // translated, RFC 2765
    {{}, 96, 12, 0},                                          // compatible, RFC 4291
    {{0x00, 0x64, 0xFF, 0x9B}, 96, 12, 0},                    // NAT64, RFC 6052
    {{0x20, 0x02}, 16, 2, 0},                                 // 6to4, RFC 3056
    {{0x20, 0x01, 0x00, 0x00}, 32, 4, 0},                     // Teredo's server, RFC 4380
    {{0x20, 0x01, 0x00, 0x00}, 32, 12, 0xFF},                 // Teredo's client
};

bool is_within(const Ipv6Bytes& address, const Ipv6Bytes& network, unsigned bits) noexcept {
  const std::size_t whole = bits / 8;
  if (!std::equal(network.begin(), network.begin() + whole, address.begin())) return false;
  if (bits % 8 == 0) return true;
  const unsigned mask = 0xFF00U >> (bits % 8);
  return ((address[whole] ^ network[whole]) & mask & 0xFFU) == 0;
}

bool is_or_ends_with_label(std::string_view host, std::string_view suffix) noexcept {
  return host == suffix || (host.size() > suffix.size() && host.ends_with(suffix) &&
                            host[host.size() - suffix.size() - 1] == '.');
}

// Names that a resolver answers from the machine or the local network, or must never be asked for
// (RFC 6761, 6762, 7686, 8375, 9476; /etc/hosts of Debian; the name cloud metadata services have).
bool is_local_name(std::string_view host) noexcept {
  static constexpr std::string_view kSuffixes[] = {
      "localhost", "localdomain", "local", "internal", "intranet", "lan",     "home.arpa",
      "invalid",   "onion",       "alt",   "corp",     "home",     "private",
  };
  // A name of one label is looked up in the machine's own search domains.
  if (host.find('.') == std::string_view::npos) return true;
  return std::ranges::any_of(
      kSuffixes, [&](std::string_view suffix) { return is_or_ends_with_label(host, suffix); });
}

bool ends_in_a_number(std::string_view host) noexcept {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool hexadecimal =
      ascii::istarts_with(last, "0x") &&
      std::ranges::all_of(last.substr(2), [](char c) { return hex_value(c) >= 0; });
  return !last.empty() && (hexadecimal || std::ranges::all_of(last, ascii::is_digit));
}

}  // namespace

std::string_view to_string(AddressRange range) noexcept {
  switch (range) {
    case kPublic:
      return "public";
    case kUnspecified:
      return "unspecified";
    case kLoopback:
      return "loopback";
    case kPrivate:
      return "private";
    case kLinkLocal:
      return "link-local";
    case kCarrierGrade:
      return "carrier-grade NAT";
    case kMulticast:
      return "multicast";
    case kDocumentation:
      return "documentation";
    case kBenchmark:
      return "benchmark";
    case kReserved:
      return "reserved";
    case kUniqueLocal:
      return "unique-local";
    case kLocalNat64:
      return "local NAT64";
    case kLocalName:
      return "local name";
    case kMalformed:
      return "malformed address";
  }
  return "malformed address";
}

AddressRange judge_ipv4(const Ipv4Bytes& address) noexcept {
  const std::uint32_t value = quad(address[0], address[1], address[2], address[3]);
  for (const Ipv4Block& block : kIpv4Blocks) {
    if (((value ^ block.network) >> (32 - block.bits)) == 0) return block.range;
  }
  return kPublic;
}

AddressRange judge_ipv6(const Ipv6Bytes& address) noexcept {
  if (address == Ipv6Bytes{}) return kUnspecified;
  if (address == Ipv6Bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) return kLoopback;

  bool embedded = false;
  for (const Embedding& embedding : kEmbeddings) {
    if (!is_within(address, embedding.network, embedding.bits)) continue;
    Ipv4Bytes inner{};
    std::transform(
        address.begin() + embedding.offset, address.begin() + embedding.offset + 4, inner.begin(),
        [&](std::uint8_t byte) { return static_cast<std::uint8_t>(byte ^ embedding.mask); });
    const AddressRange range = judge_ipv4(inner);
    if (range != kPublic) return range;
    embedded = true;
  }
  if (embedded) return kPublic;

  const auto* block = std::ranges::find_if(kIpv6Blocks, [&](const Ipv6Block& candidate) {
    return is_within(address, candidate.network, candidate.bits);
  });
  return block == std::end(kIpv6Blocks) ? kReserved : block->range;
}

AddressRange judge_address(std::string_view text) noexcept {
  if (text.find(':') == std::string_view::npos) {
    const std::optional<Ipv4Bytes> address = read_ipv4(text);
    return address ? judge_ipv4(*address) : kMalformed;
  }
  const std::optional<Ipv6Bytes> address = read_ipv6(text.substr(0, text.find('%')));
  return address ? judge_ipv6(*address) : kMalformed;
}

std::optional<AddressRange> judge_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    const std::optional<Ipv6Bytes> address = read_ipv6(host.substr(1, host.size() - 2));
    return address ? judge_ipv6(*address) : kMalformed;
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.find(':') != std::string_view::npos) return kMalformed;
  if (ends_in_a_number(host)) return judge_address(host);
  if (is_local_name(ascii::lower(host))) return kLocalName;
  return std::nullopt;
}

}  // namespace cabled
