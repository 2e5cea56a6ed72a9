#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/pipeline/bounded_queue.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/store/page_archive.h"

namespace cabled {

/// Puts pages on disk before anybody parses them: takes a group, appends its records, makes the
/// group durable with one sync, hands it on. While the disk is full it waits and says so; what
/// waits keeps its credits, so fetching stops by itself.
class ArchiveStage {
 public:
  ArchiveStage(PageArchive archive, std::shared_ptr<const CrawlRules> rules,
               BoundedQueue<FetchedPage>& in, BoundedQueue<ArchivedPage>& out)
      : archive_(std::move(archive)), rules_(std::move(rules)), in_(in), out_(out) {}

  /// The stage's life: ends when `in` is closed and empty, and closes `out`. After `cut`, pages
  /// are let go; the frontier still has their URLs.
  void run(const std::stop_token& cut, StageSign& sign);

 private:
  /// Where a page's bytes went.
  struct Place {
    Digest payload;
    ArchiveRef where;
    bool unchanged = false;
  };
  /// One a page; none for a failure, which has no bytes.
  using Places = std::vector<std::optional<Place>>;
  Result<Places> store(const std::vector<FetchedPage>& group);
  Result<std::optional<Place>> store_page(const FetchedPage& page);
  std::string_view source_name(const PageErrand& errand) const;
  std::optional<Places> store_patiently(const std::vector<FetchedPage>& group,
                                        const std::stop_token& cut, StageSign& sign);
  static ArchivedPage archived(FetchedPage page, std::optional<Place> place);

  PageArchive archive_;
  std::shared_ptr<const CrawlRules> rules_;
  BoundedQueue<FetchedPage>& in_;
  BoundedQueue<ArchivedPage>& out_;
};

}  // namespace cabled
