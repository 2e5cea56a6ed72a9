#include "daemon/follow/held_changes_watch.h"

#include "daemon/system/log.h"

namespace cabled {
namespace {

constexpr std::chrono::seconds kLookEvery{10};
constexpr std::chrono::hours kTellEvery{1};

std::string where_of(const db::OldestTransaction& holder) {
  std::string where = fmt::format("database {}, user {}", holder.database, holder.user);
  if (!holder.application.empty()) where = holder.application + ", " + where;
  if (holder.state) where += ", " + *holder.state;
  where += holder.age_seconds ? fmt::format(", for {} s", *holder.age_seconds)
                              : ", age visible to pg_read_all_stats alone";
  return where;
}

std::string holder_words(const db::OldestTransaction& holder) {
  const std::string where = where_of(holder);
  if (holder.gid) {
    return fmt::format(
        "the prepared transaction '{}' ({}); hint: in that database, COMMIT PREPARED or ROLLBACK "
        "PREPARED it",
        *holder.gid, where);
  }
  const int pid = holder.pid.value_or(0);
  return fmt::format(
      "the transaction of pid {} ({}); hint: end it there, or by SELECT pg_terminate_backend({})",
      pid, where, pid);
}

}  // namespace

Result<std::optional<db::HeldChanges>> look_at_held_changes(db::Connection& connection) {
  return db::transact(connection,
                      [](pqxx::work& tx) { return db::held_changes(tx, kHeldCountedUpTo); });
}

std::string held_words(const db::HeldChanges& held) {
  const bool many = held.count >= kHeldCountedUpTo;
  return fmt::format("{}{} changes wait, the first for {} s, until an older transaction ends: {}",
                     many ? "at least " : "", held.count, held.waited_seconds,
                     held.holder ? holder_words(*held.holder) : "one that has just ended");
}

void HeldChangesWatch::saw(const Result<std::optional<db::HeldChanges>>& held,
                           Clock::time_point now) {
  next_look_ = now + kLookEvery;
  if (!held) {
    log::debug("held changes unknown", {{"error", held.error().message}});
    return;
  }
  const bool lasting = *held && (*held)->holder && (*held)->waited_seconds >= kHeldForLong;
  if (!lasting) {
    if (told_) log::info("feed no longer held back", {});
    told_ = false;
    return;
  }
  if (told_ && now < next_word_) return;
  log::warn("feed held back", {{"reason", held_words(**held)}});
  told_ = true;
  next_word_ = now + kTellEvery;
}

}  // namespace cabled
