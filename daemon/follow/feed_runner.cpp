#include "daemon/follow/feed_runner.h"

#include <algorithm>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/watch.h"
#include "daemon/config/database_url.h"
#include "daemon/follow/change_json.h"
#include "daemon/follow/feeder.h"
#include "daemon/follow/held_changes_watch.h"
#include "daemon/follow/postgres_target.h"
#include "daemon/follow/sqlite_target.h"
#include "daemon/follow/webhook_target.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/feed/change_listener.h"
#include "db/feed/feed_consumers.h"
#include "db/sql/transaction_modes.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The base of following; notices only make it quicker.
constexpr milliseconds kPollEvery{1000};
constexpr milliseconds kFirstRetry{100};
constexpr milliseconds kLongestRetry{5000};
// A command that is not to follow gives up after so many failures in a row: some half a minute.
constexpr int kMostFailures = 10;
constexpr std::chrono::minutes kPruneEvery{1};

/// Decides after each step whether there is another, and waits where waiting is due.
class FeedPace {
 public:
  FeedPace(bool follow, const Session& session, StopOrder& order)
      : follow_(follow), order_(order), listener_(session.connect("feed listener")) {}

  bool stopped() const { return order_.signal() != 0; }

  /// The code of a feed that `stopped()` ended: one that follows has no other end.
  int code() const { return stopped() && !follow_ ? stopped_by(order_.signal()) : kDone; }

  /// Nothing new: false when the command is done. `look` tells what is held back.
  template <typename Look>
  bool rest(Look look) {
    if (!follow_) {
      const Result<std::optional<db::HeldChanges>> held = look();
      if (held && *held) log::warn("feed held back", {{"reason", held_words(**held)}});
      return false;
    }
    const auto now = steady_clock::now();
    if (watch_.is_due(now)) watch_.saw(look(), now);
    if (!listener_.wait(kPollEvery)) nap(order_.stop(), kPollEvery);
    return !stopped();
  }

  /// False when it is of no use to try again.
  bool retry(const Error& error) {
    if (error.kind != ErrorKind::kTransient || (!follow_ && ++failures_ >= kMostFailures)) {
      return false;
    }
    if (pause_ == kFirstRetry) log::warn("feed delayed", {{"error", error.message}});
    nap(order_.stop(), pause_);
    pause_ = std::min(pause_ * 2, kLongestRetry);
    return true;
  }

  void worked() {
    pause_ = kFirstRetry;
    failures_ = 0;
  }

 private:
  bool follow_;
  StopOrder& order_;
  db::ChangeListener listener_;
  HeldChangesWatch watch_;
  milliseconds pause_ = kFirstRetry;
  int failures_ = 0;
};

struct ChangeLines {
  std::vector<nlohmann::ordered_json> lines;
  db::ChangeCursor cursor;
};

Result<ChangeLines> next_lines(db::Connection& connection, const db::ChangeCursor& after,
                               int limit) {
  auto read = db::transact(connection, [&](pqxx::work& tx) -> Result<ChangeLines> {
    db::read_one_snapshot(tx);
    const Result<db::ChangeCursor> cursor = db::check_cursor(tx, after);
    if (!cursor) return tl::unexpected(cursor.error());
    const auto changes = db::changes_after(tx, *cursor, limit);
    return ChangeLines{changes_to_json(changes, db::rows_of_changes(tx, changes)),
                       changes.empty() ? *cursor : changes.back().cursor};
  });
  if (!read) return tl::unexpected(read.error());
  return std::move(*read);
}

Result<std::unique_ptr<FeedTarget>> make_target(const FeedOptions& options, const Session& session,
                                                std::stop_token cut) {
  const std::string& to = options.to;
  if (to.starts_with("sqlite:")) return std::make_unique<SqliteTarget>(to.substr(7));
  if (to.starts_with("postgres://") || to.starts_with("postgresql://")) {
    if (auto checked = check_database_url(to); !checked) return tl::unexpected(checked.error());
    return std::make_unique<PostgresTarget>(to);
  }
  if (to.starts_with("http://") || to.starts_with("https://")) {
    if (options.secret_file.empty()) {
      return fail(ErrorKind::kInvalid, "a webhook needs --secret-file");
    }
    Result<std::string> secret = read_secret(options.secret_file);
    if (!secret) return tl::unexpected(secret.error());
    WebhookOptions webhook{to, std::move(*secret), options.consumer, options.attempts};
    if (webhook.consumer.empty()) webhook.consumer = to;
    return std::make_unique<WebhookTarget>(session.connect("webhook"), std::move(webhook),
                                           std::move(cut));
  }
  return fail(ErrorKind::kInvalid,
              "'{}' is no place to feed; hint: postgres://…, sqlite:FILE or https://…",
              without_password(to));
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
  if (!cursor) return report({kUsage, cursor.error().message});
  FeedPace pace(options.follow, session, order);
  db::Connection connection = session.connect("feed");
  if (!options.consumer.empty()) {
    // Who asks for what comes after a place has all before it.
    const auto told = db::transact(
        connection, [&](pqxx::work& tx) { db::set_consumer(tx, options.consumer, *cursor); });
    if (!told) return report(command_error(told.error()));
  }
  while (!pace.stopped()) {
    const Result<ChangeLines> read = next_lines(connection, *cursor, options.batch);
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
    if (read->lines.empty() && !pace.rest(held)) break;
  }
  return pace.code();
}

int feed_target(const FeedOptions& options, const Session& session, StopOrder& order) {
  Result<std::unique_ptr<FeedTarget>> target = make_target(options, session, order.cut());
  if (!target) return report({kUsage, target.error().message});
  FeedPace pace(options.follow, session, order);
  FeederOptions settings{options.consumer, options.batch, options.keep};
  if (settings.consumer.empty()) settings.consumer = (*target)->name();
  Feeder feeder(session.connect("feed"), **target, std::move(settings));
  Progress progress("changes", progress_style(), steady_clock::now());
  steady_clock::time_point next_prune{};
  while (!pace.stopped()) {
    const Result<Feeder::Step> step = feeder.step();
    progress.update(feeder.counts(), steady_clock::now());
    if (!step) {
      if (!pace.retry(step.error())) return report(command_error(step.error()));
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
  return pace.code();
}

}  // namespace cabled
