#pragma once

#include <string>
#include <string_view>

namespace cabled::db {

/// `target`, a libpq keyword string or URI, with limits on how long a server may take to let us in
/// and how long a dead one is waited for. What the target says itself has precedence; one that
/// names a service is left as it is, since the service file may say so.
std::string with_timeouts(std::string_view target);

}  // namespace cabled::db
