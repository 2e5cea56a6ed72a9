#pragma once

#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/store/segment_reader.h"
#include "db/corpus/stored_captures.h"

namespace cabled {

/// Reads a stored page as today's parser does: from its record in the archive to its rows. Fails
/// when its raw bytes are not there any more, or are not those that were stored. Any thread.
Result<WriteJob> read_again(const db::StoredCapture& capture, const SegmentReader& archive,
                            const CrawlRules& rules);

}  // namespace cabled
