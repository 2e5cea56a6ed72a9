#include "daemon/serve/serve_health.h"

#include <utility>

namespace cabled::serve {

ServeHealth::ServeHealth(const Session& session, std::span<const std::string_view> routes)
    : durations_({"cabled_http_request_duration_seconds",
                  "Time that answers took to make, by the kind of page", "route"},
                 routes),
      corpus_(session),
      watch_({database_check(session)}),
      pages_(session.config().serve.base_path, watch_, [this] { return figures(); }) {}

std::vector<MetricFamily> ServeHealth::figures() const {
  std::vector<MetricFamily> families = corpus_.read();
  families.push_back(durations_.read());
  return families;
}

}  // namespace cabled::serve
