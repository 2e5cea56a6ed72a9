#include "daemon/app/health_pages.h"

#include <string_view>
#include <utility>

#include "daemon/metrics/exposition.h"
#include "daemon/system/terminal.h"

namespace cabled {
namespace {

HttpResponse uncached(HttpResponse response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

MetricFamily build_info() {
  return {{"cabled_build_info", "1, with the version of this program", "version"},
          MetricKind::kGauge,
          {{CABLED_VERSION, 1, {}}}};
}

}  // namespace

HealthPages::HealthPages(std::string base_path, const HealthWatch& watch, Figures figures)
    : base_path_(std::move(base_path)), watch_(watch), figures_(std::move(figures)) {}

std::optional<HttpResponse> HealthPages::operator()(const HttpRequest& request) const {
  std::string_view path = request.path;
  if (path.starts_with(base_path_)) path.remove_prefix(base_path_.size());
  if (path == "/healthz") return uncached(plain_response(200, "alive"));
  if (path == "/metrics") return uncached(metrics(request));
  if (path != "/readyz") return std::nullopt;
  const std::string trouble = watch_.trouble();
  if (trouble.empty()) return uncached(plain_response(200, "ready"));
  return uncached(plain_response(503, "not ready: " + printable_line(trouble)));
}

HttpResponse HealthPages::metrics(const HttpRequest& request) const {
  std::vector<MetricFamily> families = figures_();
  families.push_back(build_info());
  const MetricFormat format = metric_format(request.header("accept").value_or(""));
  HttpResponse response;
  response.content_type = content_type(format);
  response.headers.emplace_back("Vary", "Accept");
  response.body = exposition(families, format);
  return response;
}

}  // namespace cabled
