#include "daemon/crawl/crawl_runner.h"

#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "daemon/app/archive_keeper.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/watch.h"
#include "daemon/crawl/crawl.h"
#include "daemon/crawl/crawl_health.h"
#include "daemon/metrics/crawl_metrics.h"
#include "daemon/system/descriptors.h"
#include "daemon/system/log.h"
#include "daemon/system/progress.h"

namespace cabled {
namespace {

PageOutcome outcome_of(db::Verdict verdict) {
  switch (verdict) {
    case db::Verdict::kStored:
      return PageOutcome::kStored;
    case db::Verdict::kDuplicate:
      return PageOutcome::kDuplicate;
    case db::Verdict::kRefused:
      return PageOutcome::kRefused;
    case db::Verdict::kFailed:
      return PageOutcome::kFailed;
    case db::Verdict::kRead:
      return PageOutcome::kRead;
    case db::Verdict::kPending:
      break;
  }
  return PageOutcome::kAgain;
}

/// Counts for the progress bar, filled on the write thread and read on the main thread, and for the
/// metrics.
class CrawlTally {
 public:
  void count(std::span<const PageNote> notes) {
    for (const PageNote& note : notes) {
      ++done_;
      crawl_metrics().count_page(outcome_of(note.ruling.verdict));
      if (note.ruling.verdict == db::Verdict::kFailed) ++failures_;
      if (note.ruling.verdict != db::Verdict::kStored) continue;
      const bool fresh =
          note.stored.as == db::Stored::kNewCable || note.stored.as == db::Stored::kNewRendition;
      ++(fresh ? stored_ : duplicates_);
    }
  }

  ProgressCounts counts() const { return {done_, 0, stored_, duplicates_, failures_}; }

 private:
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> stored_{0};
  std::atomic<std::uint64_t> duplicates_{0};
  std::atomic<std::uint64_t> failures_{0};
};

/// What a reload leads to: the next crawl.
struct NextRound {
  Config config;
  std::shared_ptr<const CrawlRules> rules;
  std::unique_ptr<Fetcher> fetcher;
};

/// Nothing when the new configuration is of no use; the log says why.
std::optional<NextRound> read_next_round(const Session& session, const RulesMaker& make_rules) {
  auto config = session.reread();
  if (!config) {
    log::error("configuration kept", {{"error", config.error().message}});
    return std::nullopt;
  }
  auto rules = make_rules(session, *config);
  if (!rules) {
    log::error("configuration kept", {{"error", rules.error().message}});
    return std::nullopt;
  }
  auto fetcher = make_fetcher(*config);
  if (!fetcher) {
    log::error("configuration kept", {{"error", fetcher.error().message}});
    return std::nullopt;
  }
  log::info("configuration read", {{"file", config->file.string()}});
  return NextRound{std::move(*config), std::move(*rules), std::move(*fetcher)};
}

/// One crawl, from its start to the end of its threads.
CommandResult<void> run_round(Crawl& crawl, const Session& session, const StageSigns& stages,
                              Watch& watch, StopOrder& order) {
  const auto health = CrawlHealth::start(session, stages, crawl);
  if (!health) return tl::unexpected(health.error());
  ArchiveKeeper keeper(session);
  const std::jthread keeping([&](const std::stop_token& over) { keeper.run(over); });
  std::stop_source round;
  const std::stop_callback stopped(order.stop(), [&] { round.request_stop(); });
  Result<void> crawled;
  std::thread running([&] {
    crawled = crawl.run(round.get_token(), order.cut());
    order.wake();
  });
  watch.until_woken(round);
  running.join();
  if (!crawled) return tl::unexpected(command_error(crawled.error()));
  return {};
}

}  // namespace

CommandResult<int> run_crawl(Session& session, StopOrder& order, const RulesMaker& make_rules,
                             ScheduleOptions options, const WriteStage::Observer& committed) {
  take_descriptors();
  auto rules = make_rules(session, session.config());
  if (!rules) return tl::unexpected(rules.error());
  auto fetcher = make_fetcher(session.config());
  if (!fetcher) return tl::unexpected(fetcher.error());
  CrawlTally tally;
  StageSigns stages;
  std::optional<NextRound> next;
  Watch watch(
      order, stages, [&] { return tally.counts(); },
      [&] {
        next = read_next_round(session, make_rules);
        return next.has_value();
      },
      options.end == CrawlEnd::kNever ? endless_progress_style() : progress_style());
  const SegmentUse segments =
      options.end == CrawlEnd::kNever ? SegmentUse::kOwn : SegmentUse::kOfTheDay;
  while (true) {
    // Nobody asks on it for long now, and a restart of the server would leave it dead.
    session.start_connection().drop();
    CommandResult<PageArchive> archive =
        open_archive(session, segments, about_crawl(session.config()));
    if (!archive) return tl::unexpected(archive.error());
    Crawl crawl(session.database(), *rules, std::move(*fetcher), std::move(*archive), options,
                stages, [&](std::span<const PageNote> notes) {
                  tally.count(notes);
                  committed(notes);
                });
    const CommandResult<void> crawled = run_round(crawl, session, stages, watch, order);
    if (!crawled) return tl::unexpected(crawled.error());
    if (!next || order.signal() != 0) return order.signal();
    session.adopt(std::move(next->config));
    rules = std::move(next->rules);
    fetcher = std::move(next->fetcher);
    next.reset();
  }
}

}  // namespace cabled
