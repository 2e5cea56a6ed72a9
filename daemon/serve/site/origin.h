#pragma once

#include <string>

#include "daemon/formats/cited_cable.h"
#include "daemon/serve/html/address.h"
#include "daemon/serve/site/route.h"

namespace cabled::serve {

/// An address as others than this site's pages have it, for feeds and the like: by the name that
/// the client asked for, and with https where a proxy says that it did.
std::string absolute(const Visit& visit, const Address& to);

/// What citations say of a cable. Where it was seen nowhere on the web, its address is the one
/// here.
CitedCable cited_here(const Visit& visit, const db::StoredCable& cable);

}  // namespace cabled::serve
