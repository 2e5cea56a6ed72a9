#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/app/session.h"
#include "daemon/fetch/chain_cookies.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/rebuild/visit_reader.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/store/segment_reader.h"
#include "db/corpus/rebuild_progress.h"
#include "db/frontier/frontier.h"

namespace cabled {

/// Stores visits of the archive as they were stored when they were made: what they gave, and what
/// the frontier learnt from them at their time. One thread owns it; pages are read by several.
class Rebuilder {
 public:
  Rebuilder(const Session& session, std::shared_ptr<const CrawlRules> rules, db::RebuildRun run,
            std::stop_token stop);

  const db::RebuildRun& run() const noexcept { return run_; }

  /// Stores a group and the run's place behind it. A page that cannot be read, or that the database
  /// refuses, is counted as damaged and left out.
  Result<void> store(const VisitGroup& group);
  /// After the last group.
  Result<void> finish();

 private:
  struct Page {
    const StoredVisit* visit;
    std::optional<PageErrand> errand;  ///< nothing where its URL is none
    std::optional<WriteJob> job;       ///< nothing where it could not be read
  };

  Result<void> know_sources(const std::vector<StoredVisit>& visits);
  db::NewUrl row_of(const StoredVisit& visit, const Url& url) const;
  Result<std::vector<Page>> errands_of(const std::vector<StoredVisit>& visits);
  void read(std::vector<Page>& pages, std::size_t begin) const;
  void read_one(Page& page) const;
  void follow_seeds(std::vector<Page>& pages);
  Result<void> commit(std::span<const db::PageWrite> rows, db::RebuildRun next);
  Result<std::int64_t> store_parts(std::span<const db::PageWrite> rows);

  db::Connection connection_;
  SegmentReader archive_;
  std::shared_ptr<const CrawlRules> rules_;
  db::RebuildRun run_;
  std::stop_token stop_;
  std::size_t threads_;
  RedirectChains chains_;
  std::map<std::string, int> sources_;  ///< ids by name
};

}  // namespace cabled
