#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "daemon/app/corpus_figures.h"
#include "daemon/app/health_pages.h"
#include "daemon/app/health_watch.h"
#include "daemon/app/session.h"
#include "daemon/http/http_server.h"
#include "daemon/metrics/instruments.h"

namespace cabled::serve {

/// What the web reader tells of itself: that it lives, whether it is ready, and its figures.
class ServeHealth {
 public:
  /// `routes` are the names of its kinds of page; a request is timed by their index.
  ServeHealth(const Session& session, std::span<const std::string_view> routes);

  /// Answers the pages of health, also when everything else has to wait.
  std::optional<HttpResponse> answer(const HttpRequest& request) const { return pages_(request); }
  void observe(std::size_t route, DurationFamily::Duration took) {
    durations_.observe(route, took);
  }

 private:
  std::vector<MetricFamily> figures() const;

  DurationFamily durations_;
  CorpusFigures corpus_;
  HealthWatch watch_;
  HealthPages pages_;
};

}  // namespace cabled::serve
