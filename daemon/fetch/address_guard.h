#pragma once

#include <sys/socket.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "daemon/fetch/address_allowance.h"
#include "parsers/model/url.h"

namespace cabled {

/// Why a connection to `endpoint` is refused; nothing when it may be made.
///
/// Judged is the address that the socket is about to be connected to, after DNS: an answer that
/// changes between a check and its use cannot slip through, as there is only this one use.
/// Refused are addresses that are not public and ports where services other than web servers
/// listen; an allowance lifts the first, one with that very port also the second.
std::optional<std::string> refuse_endpoint(const Endpoint& endpoint,
                                           std::span<const AddressAllowance> allowed);

/// Who looks a name up, and so who can judge its address.
enum class Resolver { kOurs, kProxy };

/// The same for what can be told from the URL alone, before any name is looked up. Behind a proxy
/// nothing judges the address later, so that a name of the own network passes only where an
/// allowance names it with its port.
std::optional<std::string> refuse_url(const Url& url, std::span<const AddressAllowance> allowed,
                                      Resolver resolver);

/// The endpoint of an Internet socket address; nothing for other families.
std::optional<Endpoint> endpoint_of(std::string_view host, const sockaddr& address,
                                    std::size_t length);
/// The endpoint of an address in text form, without brackets.
std::optional<Endpoint> endpoint_of(std::string_view host, std::string_view address, int port);

}  // namespace cabled
