#include "daemon/schedule/due_task.h"

#include <utility>

namespace cabled {

CrawlTask due_task(db::DueUrl row, Url url, const db::HostLease& lease) {
  CrawlTask task(row.id, std::move(url), lease);
  task.source_id = row.source_id;
  task.kind = row.kind;
  task.depth = row.depth;
  task.hops = row.hops;
  task.attempts = row.attempts;
  task.verdict = row.verdict;
  task.etag = std::move(row.etag);
  task.last_modified = std::move(row.last_modified);
  task.last_payload = row.payload;
  task.last_read_by = row.read_by;
  task.last_captured_at = row.captured_at;
  task.last_segment = std::move(row.segment);
  task.revisit = row.revisit;
  return task;
}

}  // namespace cabled
