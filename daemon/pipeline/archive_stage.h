#pragma once

#include <stop_token>
#include <vector>

#include "daemon/archive/page_archive.h"
#include "daemon/pipeline/bounded_queue.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/stage_sign.h"

namespace cabled {

/// Puts pages on disk before anybody parses them: takes a group, appends its records, makes the
/// group durable with one sync, hands it on. While the disk is full it waits and says so; what
/// waits keeps its credits, so fetching stops by itself.
class ArchiveStage {
 public:
  ArchiveStage(PageArchive archive, BoundedQueue<PageJob>& in, BoundedQueue<PageJob>& out)
      : archive_(std::move(archive)), in_(in), out_(out) {}

  /// The stage's life: ends when `in` is closed and empty, and closes `out`. After `cut`, pages
  /// are let go; the frontier still has their URLs.
  void run(const std::stop_token& cut, StageSign& sign);

 private:
  Result<void> store(std::vector<PageJob>& group);
  Result<void> store_page(PageJob& job);
  bool store_patiently(std::vector<PageJob>& group, const std::stop_token& cut, StageSign& sign);

  PageArchive archive_;
  BoundedQueue<PageJob>& in_;
  BoundedQueue<PageJob>& out_;
};

}  // namespace cabled
