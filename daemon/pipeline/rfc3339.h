#pragma once

#include <string>

#include "db/frontier/frontier_rows.h"

namespace cabled {

/// Now, by the system's clock.
db::Timestamp now_utc();

/// "2010-11-28T18:00:00Z"; whole seconds.
std::string rfc3339(db::Timestamp time);

}  // namespace cabled
