#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/health_watch.h"
#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"
#include "daemon/metrics/metric_family.h"

namespace cabled {

/// Answers /healthz, /readyz and /metrics, at once: nothing is asked of database or disk.
class HealthPages {
 public:
  using Figures = std::function<std::vector<MetricFamily>()>;

  /// The pages stand at the root and below `base_path`. Keeps a reference to `watch`.
  HealthPages(std::string base_path, const HealthWatch& watch, Figures figures);

  /// Nothing when the request is for another page.
  std::optional<HttpResponse> operator()(const HttpRequest& request) const;

 private:
  HttpResponse metrics(const HttpRequest& request) const;

  std::string base_path_;
  const HealthWatch& watch_;
  Figures figures_;
};

}  // namespace cabled
