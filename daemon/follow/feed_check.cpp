#include "daemon/follow/feed_check.h"

#include <utility>

#include "db/feed/change_reader.h"
#include "db/sql/transaction_modes.h"

namespace cabled {
namespace {

// Each range looks at the changes still to come.
constexpr std::int64_t kMostToCome = 100'000;

/// What is to be compared with a downstream that stands at some place.
struct Expected {
  db::CableSums sums;
  std::vector<std::string> pending;
};

std::string difference(const db::CableSum* here, const db::CableSum* there) {
  constexpr auto kCables = static_cast<std::size_t>(db::FeedTableName::kCable);
  if (there == nullptr || (here != nullptr && (*there)[kCables].rows < (*here)[kCables].rows)) {
    return "missing";
  }
  if (here == nullptr || (*there)[kCables].rows > (*here)[kCables].rows) return "too many";
  std::string tables;
  for (std::size_t i = 0; i < db::kFeedTables; ++i) {
    if ((*here)[i] == (*there)[i]) continue;
    if (!tables.empty()) tables += ", ";
    tables += db::feed_tables()[i].name;
  }
  return tables;
}

void compare(const db::CableSums& here, const db::CableSums& there, ComparedRange& out) {
  const auto note = [&](const std::string& id, const db::CableSum* ours,
                        const db::CableSum* theirs) {
    ++out.cables;
    std::string what = difference(ours, theirs);
    if (!what.empty()) out.differences.push_back({id, std::move(what)});
  };
  auto ours = here.begin();
  auto theirs = there.begin();
  while (ours != here.end() || theirs != there.end()) {
    const bool is_missing =
        theirs == there.end() || (ours != here.end() && ours->first < theirs->first);
    if (is_missing) {
      note(ours->first, &ours->second, nullptr);
      ++ours;
    } else if (ours == here.end() || theirs->first < ours->first) {
      note(theirs->first, nullptr, &theirs->second);
      ++theirs;
    } else {
      note(ours->first, &ours->second, &theirs->second);
      ++ours;
      ++theirs;
    }
  }
}

}  // namespace

Result<db::ChangeCursor> FeedCheck::place_of(
    const std::optional<db::FeedPosition>& position) const {
  if (!position || position->filled_to) {
    return fail(ErrorKind::kRefused,
                "the copy in '{}' is not whole yet; hint: `feed --to` without --check goes on",
                target_.name());
  }
  return position->cursor;
}

Result<std::optional<ComparedRange>> FeedCheck::next() {
  here_ = last_;
  if (!last_) return std::optional<ComparedRange>();
  const auto range =
      db::transact(upstream_, [&](pqxx::work& tx) { return db::next_range(tx, *last_, batch_); });
  if (!range) return tl::unexpected(range.error());
  Result<FeedSums> there = target_.sums(*range);
  if (!there) return tl::unexpected(there.error());
  const Result<db::ChangeCursor> place = place_of(there->position);
  if (!place) return tl::unexpected(place.error());
  const auto read = db::transact(upstream_, [&](pqxx::work& tx) -> Result<Expected> {
    db::read_one_snapshot(tx);
    const Result<db::ChangeCursor> cursor = db::check_cursor(tx, *place);
    if (!cursor) return tl::unexpected(cursor.error());
    if (db::changes_behind(tx, *cursor, kMostToCome) == kMostToCome) {
      return fail(ErrorKind::kRefused,
                  "'{}' is {} changes behind or more; hint: bring it up to date first",
                  target_.name(), kMostToCome);
    }
    Expected out;
    out.pending = db::cables_changed_after(tx, *cursor, *range);
    out.sums = db::sums_of_range(tx, *range, out.pending, *target_.form());
    return out;
  });
  if (!read) return tl::unexpected(read.error());
  if (!*read) return tl::unexpected(read->error());
  ComparedRange out{*range, 0, std::ssize((*read)->pending), {}};
  for (const std::string& id : (*read)->pending) there->sums.erase(id);
  compare((*read)->sums, there->sums, out);
  position_ = std::move(there->position);
  last_ = range->upto;
  return std::optional(std::move(out));
}

Result<void> FeedCheck::heal(const ComparedRange& compared) {
  const auto rows = db::transact(upstream_, [&](pqxx::work& tx) {
    db::read_one_snapshot(tx);
    return db::rows_of_range(tx, compared.range);
  });
  if (!rows) return tl::unexpected(rows.error());
  return target_.apply({{}, *rows}, position_, *position_);
}

}  // namespace cabled
