#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "db/frontier/frontier_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What the clock on a wall of some time zone shows, as if it were UTC.
using WallTime = std::chrono::sys_time<std::chrono::minutes>;

/// The database's clock.
Timestamp database_time(pqxx::work& tx);
/// What a wall there shows at an instant. Throws pqxx::sql_error for an unknown zone.
WallTime wall_time(pqxx::work& tx, const std::string& zone, Timestamp instant);
/// When the wall shows `time`: the second instant of two; one as long after the clocks went forward
/// as `time` is after that, when they skip it.
Timestamp instant_of(pqxx::work& tx, WallTime time, const std::string& zone);
/// The first instant after `now` at which the wall shows one of `times`; nothing when none comes.
std::optional<Timestamp> soonest_instant(pqxx::work& tx, std::span<const WallTime> times,
                                         const std::string& zone, Timestamp now);

/// The schedule that a source's next run was reckoned from; "" for none.
std::string run_schedule(pqxx::work& tx, int source_id);
/// Of these sources those whose run is due, locked for the transaction; paused ones wait. Those
/// that another daemon is starting are left to it.
std::vector<int> due_runs(pqxx::work& tx, std::span<const int> configured);
/// Makes all lists of a source due: index pages, sitemaps, feeds, archive queries.
void start_run(pqxx::work& tx, int source_id);
/// When the next run is: at `time`, and up to `jitter` later.
void set_next_run(pqxx::work& tx, int source_id, const std::string& schedule, Timestamp time,
                  std::chrono::milliseconds jitter);
/// The source goes without a schedule: lists that waited for a run are due one by one again.
void end_schedule(pqxx::work& tx, int source_id);

/// Has all lists of a source read anew, unchanged or not, when `rules` are not those that they were
/// last read by.
void keep_list_rules(pqxx::work& tx, int source_id, const std::string& rules);

/// Paused sources.
std::vector<int> paused_sources(pqxx::work& tx);

/// How far a template is written out; nothing when it is done, paused, or in the hands of another
/// daemon. Locked for the transaction; made when it is new.
std::optional<std::int64_t> template_position(pqxx::work& tx, int source_id,
                                              const std::string& text);
void set_template_position(pqxx::work& tx, int source_id, const std::string& text,
                           std::int64_t next_index);
void end_template(pqxx::work& tx, int source_id, const std::string& text);

/// What became of URLs, as (verdict, reason and detail); those not in the frontier are left out.
struct UrlFate {
  std::string url;
  Ruling ruling;
};
std::vector<UrlFate> fates(pqxx::work& tx, std::span<const std::string> urls);

}  // namespace cabled::db
