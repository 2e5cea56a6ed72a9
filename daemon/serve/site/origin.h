#pragma once

#include <string>

#include "daemon/serve/html/address.h"
#include "daemon/serve/site/route.h"

namespace cabled::serve {

/// An address as others than this site's pages have it, for feeds and the like: by the name that
/// the client asked for, and with https where a proxy says that it did.
std::string absolute(const Visit& visit, const Address& to);

}  // namespace cabled::serve
