#include "daemon/pipeline/rfc3339.h"

#include <fmt/chrono.h>

#include <chrono>

namespace cabled {

db::Timestamp now_utc() {
  return std::chrono::duration_cast<db::Timestamp>(
      std::chrono::system_clock::now().time_since_epoch());
}

std::string rfc3339(db::Timestamp time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(static_cast<std::time_t>(seconds.count())));
}

}  // namespace cabled
