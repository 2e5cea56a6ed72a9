#include "daemon/follow/feed_runner.h"

#include <utility>

#include "daemon/answers/change_lines.h"
#include "daemon/app/output.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/watch.h"
#include "daemon/follow/feed_pace.h"
#include "daemon/follow/feeder.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/feed/dead_letters.h"
#include "db/feed/feed_consumers.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::minutes kPruneEvery{1};

/// What a webhook's command ends with: batches that are set aside are not where they belong.
int code_of_webhook(const std::string& consumer, const Session& session) {
  db::Connection connection = session.connect("feed");
  const auto count =
      db::transact(connection, [&](pqxx::work& tx) { return db::dead_letters_of(tx, consumer); });
  if (!count) return report(command_error(count.error()));
  if (*count == 0) return kDone;
  return report({kFailed, fmt::format("{} batches are set aside for '{}'; hint: `cabled feed "
                                      "--redeliver` sends them again",
                                      *count, consumer)});
}

// Pruning is housekeeping: that it may not or cannot be done now stops no feed.
void prune_now_and_then(Feeder& feeder, steady_clock::time_point& next) {
  if (steady_clock::now() < next) return;
  next = steady_clock::now() + kPruneEvery;
  const auto gone = feeder.prune();
  if (!gone) {
    log::warn("changes not pruned", {{"error", gone.error().message}});
  } else if (*gone > 0) {
    log::info("changes pruned", {{"count", *gone}});
  }
}

}  // namespace

int print_changes(const FeedOptions& options, const Session& session, StopOrder& order) {
  Result<db::ChangeCursor> cursor = db::ChangeCursor::parse(options.since);
  if (!cursor) return report({kUsage, "--since " + cursor.error().message});
  FeedPace pace(options.follow, session, order);
  db::Connection connection = session.connect("feed");
  if (!options.consumer.empty()) {
    // Who asks for what comes after a place has all before it.
    const auto told = db::transact(connection, [&](pqxx::work& tx) -> Result<void> {
      const Result<db::ChangeCursor> place = db::check_cursor(tx, *cursor);
      if (!place) return tl::unexpected(place.error());
      db::set_consumer(tx, options.consumer, *place);
      return {};
    });
    if (!told) return report(command_error(told.error()));
    if (!*told) return report(command_error(told->error()));
  }
  while (!pace.stopped()) {
    const Result<ChangeLines> read =
        read_changes(connection, *cursor, options.batch, options.match);
    if (!read) {
      if (!pace.retry(read.error())) return report(command_error(read.error()));
      continue;
    }
    pace.worked();
    for (const auto& line : read->lines) output().json(to_line(line));
    output().flush();
    if (!output().works()) return kFailed;
    cursor = read->cursor;
    const auto held = [&] { return look_at_held_changes(connection); };
    if (read->looked_at == 0 && !pace.rest(held)) break;
  }
  return pace.code();
}

int feed_target(const FeedOptions& options, const Session& session, StopOrder& order) {
  Result<std::unique_ptr<FeedTarget>> target = make_target(options, session, order.cut());
  if (!target) return report({kUsage, target.error().message});
  if (options.copy_anew && !(*target)->wants_first_copy()) {
    return report({kUsage, fmt::format("'{}' keeps no copy", (*target)->name())});
  }
  if (options.match && (*target)->wants_first_copy()) {
    return report({kUsage,
                   "--match, --station and --tag go with --since and with webhooks; hint: a "
                   "database that follows has the whole corpus, and queries of its own"});
  }
  FeedPace pace(options.follow, session, order);
  FeederOptions settings{options.consumer, options.batch, options.keep, options.copy_anew,
                         options.match};
  if (settings.consumer.empty()) settings.consumer = (*target)->name();
  Feeder feeder(session.connect("feed"), **target, std::move(settings));
  Progress progress("changes", progress_style(), steady_clock::now());
  steady_clock::time_point next_prune{};
  while (!pace.stopped()) {
    const Result<Feeder::Step> step = feeder.step();
    progress.update(feeder.counts(), steady_clock::now());
    if (!step) {
      if (!pace.retry(step.error(), (*target)->rest())) return report(command_error(step.error()));
      continue;
    }
    pace.worked();
    if (*step == Feeder::Step::kMoved) continue;
    prune_now_and_then(feeder, next_prune);
    if (!pace.rest([&] { return feeder.held(); })) break;
  }
  progress.finish(feeder.counts(), steady_clock::now());
  if (pace.stopped()) {
    log::info("feed stopped", {{"changes", feeder.counts().done}});
    if (!options.follow) {
      complain(stopped_words(feeder.counts().done, "changes", "the same command goes on there"));
    }
  }
  const int code = pace.code();
  const bool ends_by_itself = code == kDone && !options.follow;
  return ends_by_itself && is_webhook(options.to) ? code_of_webhook((*target)->name(), session)
                                                  : code;
}

CommandResult<WebhookTarget::Redelivered> redeliver(const FeedOptions& options,
                                                    const Session& session, StopOrder& order) {
  if (!is_webhook(options.to)) {
    return tl::unexpected(CommandError{kUsage, "--redeliver goes with a webhook as --to"});
  }
  const auto webhook = make_webhook(options, session, order.cut());
  if (!webhook) return tl::unexpected(CommandError{kUsage, webhook.error().message});
  const auto sent = (*webhook)->redeliver();
  if (!sent) return tl::unexpected(command_error(sent.error()));
  return *sent;
}

}  // namespace cabled
