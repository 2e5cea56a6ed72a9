#include "daemon/answers/needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "daemon/answers/drift.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/raw_pages_check.h"
#include "daemon/system/words.h"
#include "db/corpus/raw_pages.h"
#include "db/feed/feed_lag.h"
#include "db/frontier/late_sources.h"

namespace cabled {
namespace {

// A follower that is started once a day is behind by a day and some hours each time.
constexpr std::int64_t kLagging = std::int64_t{2} * 24 * 3600;  // seconds
// A run of a source that is due starts within a second; a machine may be off for a night.
constexpr std::chrono::hours kLate{24};

void add_drift(std::vector<Need>& needs, const db::SourceHealth& source) {
  for (const std::string& alarm : drift_alarms(source)) {
    needs.push_back({"drift", fmt::format("source '{}': {}", source.name, alarm)});
  }
}

Need never_visited(const std::string& source) {
  return {"visit", fmt::format("source '{}' was never visited; hint: does `cabled run` run with "
                               "this configuration?",
                               source)};
}

void add_late(std::vector<Need>& needs, const db::LateSource& source) {
  if (!source.due_at) return needs.push_back(never_visited(source.name));
  const std::string why = source.host_error
                              ? fmt::format("its host's last error: {}", *source.host_error)
                              : "hint: does `cabled run` run with this configuration?";
  needs.push_back(
      {"visit", fmt::format("a list of source '{}' was due at {} and was not visited; {}",
                            source.name, *source.due_at, why)});
}

void add_lag(std::vector<Need>& needs, const db::FeedLag& lag) {
  if (lag.seconds < kLagging) return;
  needs.push_back({"lag", fmt::format("'{}' is {} behind, the oldest {} old; hint: does its "
                                      "`cabled feed` run? `cabled feed --forget` removes it",
                                      lag.consumer, counted(lag.changes, "change", "changes"),
                                      counted(static_cast<std::int64_t>(lag.seconds) / 3600, "hour",
                                              "hours"))});
}

void add_lost(std::vector<Need>& needs, const db::LostPages& lost) {
  const std::int64_t for_good = lost.captures - lost.due;
  if (for_good <= 0) return;
  needs.push_back({"lost_pages", fmt::format("the raw bytes of {} are lost and cannot be fetched "
                                             "anew; hint: restore the archive, then `cabled "
                                             "archive verify`",
                                             counted(for_good, "page", "pages"))});
}

}  // namespace

std::vector<Need> needs_of(const StatusAnswer& status, const std::vector<std::string>& configured) {
  std::vector<Need> needs;
  for (const Pause& pause : status.paused) needs.push_back({"paused", pause.text});
  for (const std::string& name : configured) {
    const auto source = std::ranges::find(status.sources, name, &db::SourceHealth::name);
    if (source != status.sources.end()) {
      add_drift(needs, *source);
    } else {
      needs.push_back(never_visited(name));
    }
  }
  for (const db::DeadLetterState& letters : status.set_aside) {
    needs.push_back(
        {"set_aside",
         fmt::format("{} for '{}' since {}: {}; hint: `cabled feed --redeliver`",
                     counted(letters.batches, "batch is set aside", "batches are set aside"),
                     letters.consumer, letters.first_at, letters.last_error)});
  }
  return needs;
}

CommandResult<std::vector<Need>> read_needs(const Session& session, db::Connection& connection,
                                            const StatusAnswer& status) {
  const std::vector<std::string> configured = source_names(session.config().sources);
  std::vector<Need> needs = needs_of(status, configured);
  const auto read = db::transact(connection, [&](pqxx::work& tx) {
    for (const db::LateSource& source : db::late_sources(tx, configured, kLate)) {
      add_late(needs, source);
    }
    for (const db::FeedLag& lag : db::feed_lags(tx)) add_lag(needs, lag);
    add_lost(needs, db::lost_pages(tx));
    return db::captures_of_segments(tx);
  });
  if (!read) return tl::unexpected(command_error(read.error()));
  const auto missing = missing_segments(session.archive_folder(), *read);
  if (!missing) return tl::unexpected(command_error(missing.error()));
  if (missing->segments > 0) {
    needs.push_back(
        {"lost_pages",
         fmt::format("{} missing from '{}', with {}; hint: restore it, or `cabled archive verify` "
                     "has the pages fetched anew",
                     counted(missing->segments, "file of raw pages is", "files of raw pages are"),
                     session.archive_folder(), counted(missing->captures, "page", "pages"))});
  }
  return needs;
}

nlohmann::ordered_json needs_json(const std::vector<Need>& needs) {
  auto out = nlohmann::ordered_json::array();
  for (const Need& need : needs) out.push_back({{"cause", need.cause}, {"text", need.text}});
  return out;
}

}  // namespace cabled
