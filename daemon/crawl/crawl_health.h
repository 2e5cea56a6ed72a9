#pragma once

#include <memory>
#include <thread>

#include "daemon/app/corpus_figures.h"
#include "daemon/app/health_pages.h"
#include "daemon/app/health_watch.h"
#include "daemon/app/session.h"
#include "daemon/crawl/crawl.h"
#include "daemon/crawl/crawl_figures.h"
#include "daemon/http/http_server.h"
#include "daemon/pipeline/stage_sign.h"

namespace cabled {

/// What the daemon tells of itself at `metrics.listen` while a crawl runs: that it lives, whether
/// it is ready, and its figures.
class CrawlHealth {
 public:
  /// Nothing when no address is configured. Keeps references to all three.
  static CommandResult<std::unique_ptr<CrawlHealth>> start(const Session& session,
                                                           const StageSigns& stages,
                                                           const Crawl& crawl);

 private:
  CrawlHealth(const Session& session, const StageSigns& stages, const Crawl& crawl);

  CorpusFigures corpus_;
  CrawlFigures crawl_;
  HealthWatch watch_;
  HealthPages pages_;
  std::unique_ptr<HttpServer> server_;
  std::jthread serving_;
};

}  // namespace cabled
