#include "daemon/crawl/crawl_health.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/app/standstill.h"
#include "daemon/metrics/crawl_metrics.h"
#include "daemon/store/disk_room.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

HealthWatch::Check archive_check(const Session& session) {
  return [folder = session.archive_folder(),
          floor = session.config().archive.disk_floor.count]() -> std::string {
    const auto room = disk_room(folder, floor);
    if (!room) return "the archive: " + room.error().message;
    if (::access(folder.c_str(), W_OK) == 0) return "";
    return fmt::format("the archive: '{}' cannot be written to", folder);
  };
}

HealthWatch::Check stage_check(const StageSigns& stages) {
  return [&stages, standstill = std::make_shared<Standstill>(
                       std::chrono::steady_clock::now())]() -> std::string {
    const auto readings = stages.read();
    const auto stuck = standstill->find(readings, std::chrono::steady_clock::now());
    if (stuck) return fmt::format("stage {} stands still", *stuck);
    const bool archive_waits = std::ranges::any_of(readings, [](const StageReading& reading) {
      return reading.stage == "archive" && reading.state == StageState::kWaits;
    });
    return archive_waits ? "the archive takes no pages; the log says why" : "";
  };
}

std::vector<MetricFamily> all_of(std::vector<MetricFamily> families,
                                 std::vector<MetricFamily> more) {
  std::ranges::move(more, std::back_inserter(families));
  return families;
}

}  // namespace

CrawlHealth::CrawlHealth(const Session& session, const StageSigns& stages, const Crawl& crawl)
    : corpus_(session),
      crawl_(session, crawl),
      watch_({database_check(session), archive_check(session), stage_check(stages)}),
      pages_("", watch_, [this] { return all_of(crawl_metrics().read(), corpus_.read()); }) {}

CommandResult<std::unique_ptr<CrawlHealth>> CrawlHealth::start(const Session& session,
                                                               const StageSigns& stages,
                                                               const Crawl& crawl) {
  const std::string& listen = session.config().metrics.listen;
  std::unique_ptr<CrawlHealth> health;
  if (listen.empty()) return health;
  health.reset(new CrawlHealth(session, stages, crawl));
  // Prometheus names a machine as it likes, and figures are no secret.
  HttpServerOptions options{.listen = listen, .workers = 1, .hosts = {"*"}};
  options.at_once = [pages = &health->pages_](const HttpRequest& request) {
    return (*pages)(request);
  };
  auto server = HttpServer::listen(std::move(options), [](const HttpRequest&) {
    return plain_response(404, "there are /metrics, /healthz and /readyz");
  });
  if (!server) return tl::unexpected(command_error(server.error()));
  health->server_ = std::move(*server);
  health->serving_ = std::jthread(
      [listening = health->server_.get()](const std::stop_token& stop) { listening->serve(stop); });
  log::info("metrics served", {{"at", health->server_->address()}});
  return health;
}

}  // namespace cabled
