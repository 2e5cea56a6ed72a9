#include "daemon/fetch/address_guard.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "parsers/web/address_range.h"

namespace cabled {
namespace {

// Below 1024 only the web's own ports pass; above it, those where databases, caches, X11 and IRC
// wait for whoever speaks to them: an HTTP request is a command to some of them.
constexpr int kFirstFreePort = 1024;
constexpr int kWebPorts[] = {80, 81, 443};
constexpr int kServicePorts[] = {1433,  1521,  1719, 1720, 1723,  2049, 2375, 2376,  2379,
                                 3306,  3389,  3659, 4045, 5060,  5061, 5432, 5984,  6000,
                                 6379,  6566,  6665, 6666, 6667,  6668, 6669, 6697,  9092,
                                 10080, 10250, 9200, 9300, 11211, 2181, 5672, 27017, 50000};

bool is_forbidden_port(int port) {
  if (port < kFirstFreePort) return std::ranges::count(kWebPorts, port) == 0;
  return std::ranges::count(kServicePorts, port) != 0;
}

std::string shown(const Endpoint& endpoint) {
  char text[INET6_ADDRSTRLEN] = {};
  const unsigned char* bytes = endpoint.address.data();
  const Endpoint v4{{}, mapped_ipv4({bytes[12], bytes[13], bytes[14], bytes[15]}), 0};
  if (v4.address == endpoint.address) {
    inet_ntop(AF_INET, bytes + 12, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, bytes, text, sizeof text);
  }
  return text;
}

}  // namespace

std::optional<std::string> refuse_endpoint(const Endpoint& endpoint,
                                           std::span<const AddressAllowance> allowed) {
  bool address_allowed = false;
  bool port_allowed = !is_forbidden_port(endpoint.port);
  for (const AddressAllowance& allowance : allowed) {
    if (!allowance.covers(endpoint)) continue;
    address_allowed = true;
    port_allowed = port_allowed || allowance.names_port();
  }
  const AddressRange range = judge_ipv6(endpoint.address);
  if (range != AddressRange::kPublic && !address_allowed) {
    return fmt::format("address {} of '{}' is {}", shown(endpoint), endpoint.host,
                       to_string(range));
  }
  if (!port_allowed) {
    return fmt::format("port {} of '{}' is not one for web servers", endpoint.port, endpoint.host);
  }
  return std::nullopt;
}

std::optional<std::string> refuse_url(const Url& url, std::span<const AddressAllowance> allowed,
                                      Resolver resolver) {
  std::string_view literal = url.host();
  if (literal.starts_with('[')) literal = literal.substr(1, literal.size() - 2);
  if (const auto endpoint = endpoint_of(url.host(), literal, url.port())) {
    return refuse_endpoint(*endpoint, allowed);
  }
  // A local name may be what an allowance is for; its address is judged when connecting.
  if (!allowed.empty() && resolver == Resolver::kOurs) return std::nullopt;
  const bool named = std::ranges::any_of(allowed, [&](const AddressAllowance& allowance) {
    return allowance.names_port() && allowance.covers({url.host(), {}, url.port()});
  });
  if (named) return std::nullopt;
  if (const auto range = judge_host(url.host()); range && *range != AddressRange::kPublic) {
    return fmt::format("host '{}' is {}", url.host(), to_string(*range));
  }
  if (is_forbidden_port(url.port())) {
    return fmt::format("port {} of '{}' is not one for web servers", url.port(), url.host());
  }
  return std::nullopt;
}

std::optional<Endpoint> endpoint_of(std::string_view host, const sockaddr& address,
                                    std::size_t length) {
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    std::array<unsigned char, 4> bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
    return Endpoint{host, mapped_ipv4(bytes), ntohs(in.sin_port)};
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Endpoint endpoint{host, {}, ntohs(in.sin6_port)};
    std::memcpy(endpoint.address.data(), &in.sin6_addr, endpoint.address.size());
    return endpoint;
  }
  return std::nullopt;
}

std::optional<Endpoint> endpoint_of(std::string_view host, std::string_view address, int port) {
  const std::string text(address);
  std::array<unsigned char, 4> v4{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) {
    return Endpoint{host, mapped_ipv4(v4), port};
  }
  Endpoint endpoint{host, {}, port};
  if (inet_pton(AF_INET6, text.c_str(), endpoint.address.data()) == 1) return endpoint;
  return std::nullopt;
}

}  // namespace cabled
