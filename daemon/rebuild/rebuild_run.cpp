#include "daemon/rebuild/rebuild_run.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/watch.h"
#include "daemon/rebuild/rebuilder.h"
#include "daemon/rebuild/visit_reader.h"
#include "daemon/store/retention.h"
#include "daemon/store/segment_repair.h"
#include "daemon/system/log.h"
#include "db/frontier/source_runs.h"
#include "db/sql/server_fault.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

/// The names of all segments, by age, and how much they hold.
struct Segments {
  std::vector<std::string> names;
  std::uint64_t bytes = 0;
};

Result<Segments> segments_of(const std::string& folder) {
  if (const auto repaired = repair_segments(folder); !repaired) {
    return tl::unexpected(repaired.error());
  }
  const auto listed = list_segments(folder);
  if (!listed) return tl::unexpected(listed.error());
  Segments segments;
  for (const SegmentInfo& segment : *listed) {
    segments.names.push_back(segment.name);
    segments.bytes += segment.bytes;
  }
  std::ranges::sort(segments.names);
  return segments;
}

CommandError holds_already() {
  return {kFailed,
          "the database holds pages already; hint: a rebuild fills an empty one: move the old one "
          "away, or name another with --database"};
}

CommandResult<db::RebuildRun> begin(const Session& session, const CrawlRules& rules) {
  std::optional<db::RebuildRun> run;
  const auto begun = db::transact(session.start_connection(), [&](pqxx::work& tx) {
    run = db::unfinished_rebuild(tx);
    if (run || db::holds_pages(tx)) return;
    run = db::begin_rebuild(tx);
    // The lists of the archive are read by the patterns of today.
    for (const auto& [id, source] : rules.sources()) {
      db::keep_list_rules(tx, id, source.list_rules());
    }
  });
  if (!begun) return tl::unexpected(command_error(begun.error()));
  if (!run) return tl::unexpected(holds_already());
  return *run;
}

CommandError rebuild_error(const Error& error) {
  // The other process's doing, and not the server's.
  const bool is_taken = error.kind == ErrorKind::kRefused && db::sqlstate_of(error).empty();
  if (is_taken) return {kTryAgainLater, error.message};
  return command_error(error);
}

ProgressCounts counts_of(const db::RebuildRun& run, std::uint64_t bytes, std::uint64_t total) {
  return {.done = static_cast<std::uint64_t>(run.pages + run.unchanged),
          .failures = static_cast<std::uint64_t>(run.damaged),
          .bytes = bytes,
          .total_bytes = total};
}

Result<void> store_all(VisitReader& reader, Rebuilder& rebuilder, const StopOrder& order,
                       std::uint64_t total) {
  Progress progress("pages", progress_style(), steady_clock::now());
  while (true) {
    const VisitGroup group = reader.next(order.stop());
    if (order.stop().stop_requested()) return fail(ErrorKind::kTransient, "rebuild stopped");
    if (auto stored = rebuilder.store(group); !stored) return stored;
    const ProgressCounts counts = counts_of(rebuilder.run(), reader.bytes(), total);
    progress.update(counts, steady_clock::now());
    if (!group.is_last) continue;
    progress.finish(counts, steady_clock::now());
    return rebuilder.finish();
  }
}

}  // namespace

CommandResult<db::RebuildRun> rebuild_database(const Session& session, const StopOrder& order) {
  const auto rules = register_sources(session);
  if (!rules) return tl::unexpected(rules.error());
  const auto segments = segments_of(session.archive_folder());
  if (!segments) return tl::unexpected(command_error(segments.error()));
  auto run = begin(session, **rules);
  if (!run) return tl::unexpected(run.error());
  if (!run->segment.empty()) {
    log::info("rebuild resumed", {{"segment", run->segment}, {"offset", run->offset}});
  }
  VisitReader reader(session.archive_folder(), segments->names, {run->segment, run->offset});
  Rebuilder rebuilder(session, *rules, std::move(*run), order.stop());
  const Result<void> stored = store_all(reader, rebuilder, order, segments->bytes);
  if (stored) return rebuilder.run();
  CommandError error = rebuild_error(stored.error());
  if (order.signal() != 0) {
    error.message = stopped_words(static_cast<std::uint64_t>(rebuilder.run().pages), "pages",
                                  "the same command goes on there");
  }
  return tl::unexpected(std::move(error));
}

}  // namespace cabled
