#include "daemon/reparse/reparse_run.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/wait_out.h"
#include "daemon/app/watch.h"
#include "daemon/json/cable_json.h"
#include "daemon/pipeline/reader_options.h"
#include "daemon/reparse/reading_change.h"
#include "daemon/reparse/stored_page.h"
#include "daemon/system/log.h"
#include "db/corpus/misplaced_cables.h"
#include "db/corpus/reparse_store.h"
#include "db/corpus/words_index.h"
#include "parsers/page/read_page.h"

namespace cabled {
namespace {

// A group is read by all threads, then stored in one transaction, which is what a kill costs.
constexpr int kGroupPages = 256;
constexpr std::string_view kReparseDelayed = "reparse delayed";

/// Reads stored pages, group after group. The calling thread owns it.
class StoredPages {
 public:
  StoredPages(const Session& session, std::shared_ptr<const CrawlRules> rules,
              const db::CaptureSelection& selection, std::stop_token stop)
      : connection_(session.connect("reparse")),
        archive_(session.archive_folder()),
        rules_(std::move(rules)),
        selection_(selection),
        stop_(std::move(stop)),
        threads_(parse_threads(session.config())) {}

  db::Connection& connection() noexcept { return connection_; }

  /// The next group after `after_id`; none at the end. A stop lets go of the group at hand.
  Result<std::vector<ReadPage>> next(std::int64_t after_id, std::int64_t until_id) {
    auto captures = wait_out(kReparseDelayed, stop_, [&] {
      return db::transact(connection_, [&](pqxx::work& tx) {
        return db::captures_after(tx, selection_, after_id, until_id, kGroupPages);
      });
    });
    if (!captures) return tl::unexpected(captures.error());
    return read_all(std::move(*captures));
  }

 private:
  Result<std::vector<ReadPage>> read_all(std::vector<db::StoredCapture> captures) {
    std::vector<ReadPage> pages;
    pages.reserve(captures.size());
    for (db::StoredCapture& capture : captures) pages.push_back({std::move(capture), WriteJob{}});
    std::atomic<std::size_t> taken = 0;
    const auto work = [&] {
      for (std::size_t i = taken++; i < pages.size() && !stop_.stop_requested(); i = taken++) {
        pages[i].today = read_again(pages[i].capture, archive_, *rules_);
      }
    };
    std::vector<std::thread> workers;
    for (std::size_t i = 1; i < threads_; ++i) workers.emplace_back(work);
    work();
    for (std::thread& worker : workers) worker.join();
    if (stop_.stop_requested()) {
      return fail(ErrorKind::kTransient, "reparse stopped; hint: the same command goes on");
    }
    return pages;
  }

  db::Connection connection_;
  SegmentReader archive_;
  std::shared_ptr<const CrawlRules> rules_;
  const db::CaptureSelection& selection_;
  std::stop_token stop_;
  std::size_t threads_;
};

void tell_unreadable(const std::vector<ReadPage>& pages) {
  for (const ReadPage& page : pages) {
    if (page.today) continue;
    log::warn("raw page not to be had", {{"url", page.capture.url},
                                         {"segment", page.capture.where.segment},
                                         {"error", page.today.error().message}});
  }
}

db::Rereading rereading_of(const ReadPage& page, const ReadingDiff& diff) {
  using Change = db::Rereading::Change;
  db::Rereading reading;
  reading.capture_id = page.capture.id;
  reading.change = diff.change == ReadingChange::kSame        ? Change::kNone
                   : diff.change == ReadingChange::kCorrected ? Change::kFields
                                                              : Change::kOther;
  reading.kept = diff.kept;
  reading.write = &page.today->write;
  return reading;
}

/// Stores groups of pages and keeps the run's place.
class Reparser {
 public:
  Reparser(db::Connection& connection, db::ReparseRun run, std::stop_token stop)
      : connection_(connection),
        stop_(std::move(stop)),
        run_(std::move(run)),
        summary_(ReparseSummary::from_json(run_.summary)) {}

  const db::ReparseRun& run() const noexcept { return run_; }
  const ReparseSummary& summary() const noexcept { return summary_; }

  /// A page that the database refuses is found by halving its group, and left as it was.
  Result<void> store(std::vector<ReadPage> pages) {
    Result<void> stored = wait_out(kReparseDelayed, stop_, [&] { return try_store(pages); });
    if (stored || stored.error().kind != ErrorKind::kInvalid) return stored;
    if (pages.size() == 1) {
      if (!pages.front().today) return stored;
      pages.front().today = tl::unexpected(stored.error());
      return store(std::move(pages));
    }
    const auto middle = pages.begin() + static_cast<std::ptrdiff_t>(pages.size() / 2);
    std::vector<ReadPage> rest(std::make_move_iterator(middle),
                               std::make_move_iterator(pages.end()));
    pages.erase(middle, pages.end());
    if (Result<void> first = store(std::move(pages)); !first) return first;
    return store(std::move(rest));
  }

 private:
  Result<void> try_store(const std::vector<ReadPage>& pages) {
    ReparseSummary summary = summary_;
    std::vector<db::Rereading> readings;
    const std::vector<ReadingDiff> diffs = compare_readings(pages);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      summary.add(pages[i], diffs[i]);
      if (pages[i].today) readings.push_back(rereading_of(pages[i], diffs[i]));
    }
    db::ReparseRun next = run_;
    next.last_capture_id = pages.back().capture.id;
    next.summary = to_line(summary.to_json());
    const auto stored = db::transact(connection_, [&](pqxx::work& tx) {
      return db::store_rereadings(tx, next, run_.last_capture_id, readings);
    });
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) {
      return fail(ErrorKind::kRefused, "another process reads these captures again");
    }
    tell_unreadable(pages);
    run_ = std::move(next);
    summary_ = std::move(summary);
    return {};
  }

  db::Connection& connection_;
  std::stop_token stop_;
  db::ReparseRun run_;
  ReparseSummary summary_;
};

class ReparseProgress {
 public:
  explicit ReparseProgress(std::uint64_t total) : total_(total) {}

  void show(const ReparseSummary& summary) {
    progress_.update({.done = summary.captures(),
                      .total = total_,
                      .failures = summary.count(ReadingChange::kUnreadable)},
                     std::chrono::steady_clock::now());
  }

 private:
  std::uint64_t total_;
  Progress progress_{"pages", progress_style(), std::chrono::steady_clock::now()};
};

/// How many pages a run will have read in all; 0 where nobody is shown.
std::uint64_t pages_in_all(db::Connection& connection, const db::CaptureSelection& selection,
                           std::int64_t after, std::int64_t until, std::uint64_t done) {
  if (progress_style() == Progress::Style::kSilent) return 0;
  const auto left = db::transact(
      connection, [&](pqxx::work& tx) { return db::count_captures(tx, selection, after, until); });
  return left ? done + static_cast<std::uint64_t>(*left) : 0;
}

/// A last word when it was stopped, instead of the error's own.
CommandError told_of_stop(CommandError error, const StopOrder& stop, std::uint64_t done,
                          std::string_view next) {
  if (stop.signal() != 0) error.message = stopped_words(done, "pages", next);
  return error;
}

CommandError reparse_error(const Error& error) {
  // The other process's doing, and not the server's.
  const bool is_taken = error.kind == ErrorKind::kRefused && db::sqlstate_of(error).empty();
  if (is_taken) return {kTryAgainLater, error.message};
  return command_error(error);
}

}  // namespace

CommandResult<ReparseSummary> compare_stored_pages(const Session& session,
                                                   const ReparseOrder& order,
                                                   const StopOrder& stop) {
  const auto rules = register_sources(session);
  if (!rules) return tl::unexpected(rules.error());
  StoredPages stored(session, *rules, order.selection, stop.stop());
  const auto until = wait_out(kReparseDelayed, stop.stop(), [&] {
    return db::transact(stored.connection(),
                        [](pqxx::work& tx) { return db::last_capture_id(tx); });
  });
  if (!until) return tl::unexpected(command_error(until.error()));
  ReparseSummary summary;
  ReparseProgress progress(pages_in_all(stored.connection(), order.selection, 0, *until, 0));
  std::int64_t after = 0;
  while (true) {
    const auto pages = stored.next(after, *until);
    if (!pages) {
      return tl::unexpected(told_of_stop(command_error(pages.error()), stop, summary.captures(),
                                         "nothing was written, the same command begins anew"));
    }
    if (pages->empty()) return summary;
    const std::vector<ReadingDiff> diffs = compare_readings(*pages);
    for (std::size_t i = 0; i < pages->size(); ++i) summary.add((*pages)[i], diffs[i]);
    tell_unreadable(*pages);
    progress.show(summary);
    after = pages->back().capture.id;
  }
}

CommandResult<ReparseSummary> reparse_stored_pages(const Session& session,
                                                   const ReparseOrder& order,
                                                   const StopOrder& stop) {
  const auto rules = register_sources(session);
  if (!rules) return tl::unexpected(rules.error());
  StoredPages stored(session, *rules, order.selection, stop.stop());
  db::Connection& connection = stored.connection();
  auto run = wait_out(kReparseDelayed, stop.stop(), [&] {
    return db::transact(connection, [&](pqxx::work& tx) {
      return db::begin_reparse(tx, order.name, kParserVersion);
    });
  });
  if (!run) return tl::unexpected(command_error(run.error()));
  if (run->last_capture_id > 0) log::info("reparse resumed", {{"capture", run->last_capture_id}});
  Reparser reparser(connection, std::move(*run), stop.stop());
  ReparseProgress progress(pages_in_all(connection, order.selection, reparser.run().last_capture_id,
                                        reparser.run().until_id, reparser.summary().captures()));
  const auto stopped = [&](CommandError error) {
    return tl::unexpected(told_of_stop(std::move(error), stop, reparser.summary().captures(),
                                       "the same command goes on there"));
  };
  while (true) {
    auto pages = stored.next(reparser.run().last_capture_id, reparser.run().until_id);
    if (!pages) return stopped(command_error(pages.error()));
    if (pages->empty()) break;
    const Result<void> kept = reparser.store(std::move(*pages));
    if (!kept) return stopped(reparse_error(kept.error()));
    progress.show(reparser.summary());
  }
  const auto finished = wait_out(kReparseDelayed, stop.stop(), [&] {
    return db::transact(connection, [&](pqxx::work& tx) {
      db::put_in_place(tx);
      db::finish_reparse(tx, reparser.run());
      db::enter_waiting_words(tx);
    });
  });
  if (!finished) return tl::unexpected(command_error(finished.error()));
  return reparser.summary();
}

}  // namespace cabled
