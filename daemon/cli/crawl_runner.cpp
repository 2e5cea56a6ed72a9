#include "daemon/cli/crawl_runner.h"

#include <utility>

#include "daemon/schedule/crawl.h"

namespace cabled::cli {

CommandResult<void> run_crawl(const Session& session, std::shared_ptr<const CrawlRules> rules,
                              ScheduleOptions options, WriteStage::Observer committed) {
  CommandResult<PageArchive> archive = session.open_archive();
  if (!archive) return tl::unexpected(archive.error());
  const std::stop_source stop;
  const std::stop_source cut;
  Crawl crawl(session.database(), std::move(rules), session.make_fetcher(), std::move(*archive),
              options, std::move(committed));
  crawl.run(stop.get_token(), cut.get_token());
  return {};
}

}  // namespace cabled::cli
