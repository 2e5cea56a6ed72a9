#include "daemon/schedule/next_run.h"

#include <optional>
#include <vector>

namespace cabled {
namespace {

// No zone of today puts its clocks back by more.
constexpr std::chrono::hours kMostPutBack{1};

/// The times of the schedule that the wall may show next: those up to `next`, and those of an hour
/// ago, to which it may be put back.
std::vector<db::WallTime> possible_times(const Cron& schedule, db::WallTime wall,
                                         db::WallTime next) {
  std::vector<db::WallTime> times;
  for (auto time = schedule.next(wall - kMostPutBack); time <= next; time = schedule.next(time)) {
    times.push_back(time);
  }
  return times;
}

}  // namespace

db::Timestamp next_run(pqxx::work& tx, const Cron& schedule, const std::string& zone,
                       db::Timestamp now) {
  const db::WallTime wall = db::wall_time(tx, zone, now);
  const db::WallTime next = schedule.next(wall);
  if (schedule.repeats()) {
    const auto soonest = db::soonest_instant(tx, possible_times(schedule, wall, next), zone, now);
    if (soonest) return *soonest;
  }
  const db::Timestamp instant = db::instant_of(tx, next, zone);
  // What has been already, in the first of two hours, is not done again.
  return instant > now ? instant : db::instant_of(tx, schedule.next(next), zone);
}

}  // namespace cabled
