#include "daemon/cli/crawl_runner.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "daemon/cli/watch.h"
#include "daemon/schedule/crawl.h"
#include "daemon/system/log.h"
#include "daemon/system/progress.h"
#include "daemon/system/service_notify.h"
#include "daemon/system/stop_signal.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

/// Counts for the progress bar, filled on the write thread and read on the main thread.
class CrawlTally {
 public:
  void count(std::span<const PageNote> notes) {
    for (const PageNote& note : notes) {
      ++done_;
      if (note.verdict == db::Verdict::kFailed) ++failures_;
      if (note.verdict != db::Verdict::kStored) continue;
      const bool fresh =
          note.stored == db::Stored::kNewCable || note.stored == db::Stored::kNewRendition;
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

}  // namespace

CommandResult<void> run_crawl(const Session& session, std::shared_ptr<const CrawlRules> rules,
                              ScheduleOptions options, WriteStage::Observer committed) {
  CommandResult<PageArchive> archive = session.open_archive();
  if (!archive) return tl::unexpected(archive.error());
  // Before any thread starts, so that all of them leave the signals to this one.
  StopSignal signals;
  CrawlTally tally;
  Crawl crawl(session.database(), std::move(rules), session.make_fetcher(), std::move(*archive),
              options, [&](std::span<const PageNote> notes) {
                tally.count(notes);
                committed(notes);
              });
  std::stop_source stop;
  std::stop_source cut;
  std::thread running([&] {
    crawl.run(stop.get_token(), cut.get_token());
    signals.wake();
  });
  watch(
      signals, stop, cut, [&] { return tally.counts(); }, session);
  running.join();
  return {};
}

}  // namespace cabled::cli
