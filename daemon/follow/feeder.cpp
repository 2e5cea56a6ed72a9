#include "daemon/follow/feeder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "daemon/follow/held_changes_watch.h"
#include "daemon/system/log.h"
#include "db/query/matching_changes.h"
#include "db/sql/transaction_modes.h"

namespace cabled {
namespace {

// A delete of this many rows takes well under a second.
constexpr int kPrunedAtOnce = 20'000;
// Counting these takes half a second.
constexpr std::int64_t kMostCounted = 5'000'000;

struct News {
  db::ChangeCursor cursor;
  std::size_t looked_at = 0;  ///< changes, with those that do not match
  db::ChangeCursor last;      ///< of these
  std::vector<db::Change> changes;
  db::FeedRows rows;
};

}  // namespace

Feeder::Feeder(db::Connection upstream, FeedTarget& target, FeederOptions options)
    : upstream_(std::move(upstream)), target_(target), options_(std::move(options)) {}

Result<Feeder::Step> Feeder::step() {
  if (!known_) {
    auto position = target_.position();
    if (!position) return tl::unexpected(position.error());
    position_ = std::move(*position);
    known_ = true;
  }
  Result<Step> done = !position_             ? begin()
                      : options_.copy_anew   ? copy_anew()
                      : position_->filled_to ? fill()
                                             : follow();
  if (!done) known_ = false;
  return done;
}

// A target that has nothing yet, or has fallen behind what is kept, gets everything again, range by
// range in the place of what it has.
Result<void> Feeder::start_over(const std::optional<db::FeedPosition>& from) {
  const auto start = db::transact(upstream_, [&](pqxx::work& tx) {
    db::FeedPosition position{db::feed_origin(tx), db::settled_cursor(tx), {}};
    // From here on nothing is pruned that the target will need once its copy is whole.
    db::set_consumer(tx, options_.consumer, position.cursor);
    return position;
  });
  if (!start) return tl::unexpected(start.error());
  db::FeedPosition next = *start;
  if (target_.wants_first_copy()) next.filled_to = "";
  const db::FeedRows nothing;
  auto moved = target_.apply({{}, nothing}, from, next);
  if (moved) position_ = std::move(next);
  return moved;
}

Result<Feeder::Step> Feeder::begin() {
  if (auto started = start_over(std::nullopt); !started) return tl::unexpected(started.error());
  options_.copy_anew = false;
  log::info("new consumer", {{"consumer", options_.consumer}});
  return Step::kMoved;
}

Result<Feeder::Step> Feeder::copy_anew() {
  if (auto started = start_over(position_); !started) return tl::unexpected(started.error());
  options_.copy_anew = false;
  log::info("copied anew", {{"consumer", options_.consumer}});
  return Step::kMoved;
}

Result<void> Feeder::move_to(const FeedBatch& batch, db::FeedPosition next) {
  if (auto applied = target_.apply(batch, position_, next); !applied) {
    counts_.done += target_.taken();
    return applied;
  }
  counts_.done += batch.changes.size();
  position_ = std::move(next);
  return {};
}

Result<Feeder::Step> Feeder::fill() {
  const auto rows = db::transact(upstream_, [&](pqxx::work& tx) {
    db::read_one_snapshot(tx);
    return db::rows_of_cables_after(tx, *position_->filled_to, options_.batch);
  });
  if (!rows) return tl::unexpected(rows.error());
  const auto& cables = rows->of(db::FeedTableName::kCable);
  db::FeedPosition next = *position_;
  next.filled_to.reset();
  if (!cables.empty()) next.filled_to = cables.back().key;
  if (auto moved = move_to({{}, *rows}, std::move(next)); !moved) {
    return tl::unexpected(moved.error());
  }
  counts_.done += cables.size();
  return Step::kMoved;
}

void Feeder::count_changes(pqxx::work& tx) {
  const std::int64_t behind = db::changes_behind(tx, position_->cursor, kMostCounted);
  // More than that is not counted, and nothing is said of a total.
  counts_.total = behind < kMostCounted ? counts_.done + static_cast<std::uint64_t>(behind) : 0;
}

Result<Feeder::Step> Feeder::follow() {
  const auto news = db::transact(upstream_, [&](pqxx::work& tx) -> Result<News> {
    // Changes and the rows that they name are to agree.
    db::read_one_snapshot(tx);
    Result<db::ChangeCursor> cursor = db::check_cursor(tx, position_->cursor);
    if (!cursor) return tl::unexpected(cursor.error());
    News out{*cursor, 0, *cursor, {}, {}};
    if (!counted_) count_changes(tx);
    out.changes = db::changes_after(tx, out.cursor, options_.batch);
    out.looked_at = out.changes.size();
    if (!out.changes.empty()) out.last = out.changes.back().cursor;
    if (options_.match) {
      out.changes = db::matching_changes(tx, *options_.match, std::move(out.changes));
    }
    out.rows = db::rows_of_changes(tx, out.changes);
    return out;
  });
  if (!news) return tl::unexpected(news.error());
  if (!*news) {
    if (news->error().kind != ErrorKind::kRefused) return tl::unexpected(news->error());
    log::warn("copied anew", {{"consumer", options_.consumer}, {"error", news->error().message}});
    if (auto begun = start_over(position_); !begun) return tl::unexpected(begun.error());
    return Step::kMoved;
  }
  const News& found = **news;
  counted_ = found.looked_at > 0;
  if (found.looked_at == 0) return Step::kNothingNew;
  db::FeedPosition next{position_->origin, found.last, {}};
  counts_.total = std::max(counts_.total, counts_.done + found.looked_at);
  if (auto moved = move_to({found.changes, found.rows}, std::move(next)); !moved) {
    return tl::unexpected(moved.error());
  }
  counts_.done += found.looked_at - found.changes.size();
  // Told after the fact: should we die in between, the next feeder tells it.
  const Result<void> told = db::transact(upstream_, [&](pqxx::work& tx) {
    db::set_consumer(tx, options_.consumer, position_->cursor);
  });
  if (!told) return tl::unexpected(told.error());
  return Step::kMoved;
}

Result<std::optional<db::HeldChanges>> Feeder::held() { return look_at_held_changes(upstream_); }

Result<std::int64_t> Feeder::prune() {
  std::int64_t total = 0;
  while (true) {
    const auto gone = db::transact(upstream_, [&](pqxx::work& tx) {
      return db::prune_changes(tx, options_.keep, kPrunedAtOnce);
    });
    if (!gone) return tl::unexpected(gone.error());
    total += *gone;
    if (*gone < kPrunedAtOnce) return total;
  }
}

}  // namespace cabled
