#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "daemon/pipeline/archive_stage.h"
#include "daemon/pipeline/parse_stage.h"
#include "daemon/pipeline/pipeline_fault.h"
#include "daemon/pipeline/write_stage.h"
#include "daemon/store/page_archive.h"

namespace cabled {

/// The way of every page, fetched or imported: archive, parse, write; a thread for each, several
/// for parsing, and for writing when no board is served. Started whole, drained from the front.
class Pipeline {
 public:
  /// `committed` is called on the writing threads: on several at once when there is no `board`.
  Pipeline(PageArchive archive, const std::string& database,
           const std::shared_ptr<const CrawlRules>& rules, HostBoard* board, StageSigns& signs,
           const WriteStage::Observer& committed);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  Pipeline(Pipeline&&) = delete;
  Pipeline& operator=(Pipeline&&) = delete;
  ~Pipeline();

  const std::shared_ptr<Credits>& credits() const noexcept { return credits_; }
  /// Where pages go in. Whoever feeds it closes it.
  BoundedQueue<FetchedPage>& entrance() noexcept { return pages_; }
  /// Where rows that need no parsing go in.
  BoundedQueue<WriteJob>& rows() noexcept { return rows_; }

  /// How many pages wait for each stage.
  struct Queued {
    std::size_t archive = 0;
    std::size_t parse = 0;
    std::size_t write = 0;
  };
  Queued queued() const { return {pages_.size(), archived_.size(), rows_.size()}; }

  /// Waits until all that went in is written; the entrance must be closed. cut() lets go of what
  /// is not archived or read yet, and of what cannot be written.
  void drain();
  void cut() { cut_.request_stop(); }

  /// What made the pipeline end before its time, if anything did. It then takes no page any more
  /// and has let go of those that were in it.
  const PipelineFault& fault() const noexcept { return fault_; }

 private:
  std::shared_ptr<Credits> credits_;
  PipelineFault fault_;
  BoundedQueue<FetchedPage> pages_;
  BoundedQueue<ArchivedPage> archived_;
  BoundedQueue<WriteJob> rows_;
  ArchiveStage archive_stage_;
  ParseStage parse_stage_;
  std::deque<WriteStage> write_stages_;
  std::stop_source cut_;
  std::stop_callback<std::function<void()>> end_at_fault_;
  std::thread archiver_;
  std::vector<std::thread> parsers_;
  std::vector<std::thread> writers_;
};

}  // namespace cabled
