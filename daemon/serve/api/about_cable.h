#pragma once

#include <functional>

#include "daemon/serve/site/route.h"
#include "db/query/cable_queries.h"

namespace cabled::serve {

/// Answers with what `tell` makes of the cable that the address names first, in any spelling of its
/// number; a problem where there is none.
HttpResponse about_cable(const Visit& visit,
                         const std::function<HttpResponse(const db::StoredCable&)>& tell);

}  // namespace cabled::serve
