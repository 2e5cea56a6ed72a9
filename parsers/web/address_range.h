#pragma once

#include <optional>
#include <string_view>

#include "parsers/web/address_text.h"

namespace cabled {

/// What an address is for. Only kPublic may ever be connected to: a page that could make us fetch
/// from our own network would read what its author cannot.
enum class AddressRange {
  kPublic,
  kUnspecified,
  kLoopback,
  kPrivate,
  kLinkLocal,
  kCarrierGrade,  ///< 100.64.0.0/10
  kMulticast,
  kDocumentation,
  kBenchmark,
  kReserved,
  kUniqueLocal,  ///< fc00::/7
  kLocalNat64,   ///< 64:ff9b:1::/48
  kLocalName,    ///< a name that means this machine or this network, whatever DNS says
  kMalformed,    ///< looks like an address and is none
};
/// "public", "loopback", …
std::string_view to_string(AddressRange range) noexcept;

AddressRange judge_ipv4(const Ipv4Bytes& address) noexcept;
/// Forms that carry an IPv4 address (mapped, translated, compatible, NAT64, 6to4, Teredo) are
/// judged by the one inside, as that is where the packets go.
AddressRange judge_ipv6(const Ipv6Bytes& address) noexcept;

/// An address in text, with or without a zone; kMalformed for what is none.
AddressRange judge_address(std::string_view text) noexcept;

/// What can be said of a URL's host (IPv6 in brackets) without asking DNS; nullopt: it is a name,
/// and each address that it resolves to has to be judged when connecting.
std::optional<AddressRange> judge_host(std::string_view host);

}  // namespace cabled
