#include "db/query/daily_counts.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr int kDays = 30;

constexpr const char* kDayNames = R"sql(
  SELECT to_char(d, 'YYYY-MM-DD') AS day
    FROM generate_series((now() AT TIME ZONE 'UTC')::date - ($1::int - 1),
                         (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS d
   ORDER BY d
)sql";

// A page of a day that is still to come, by the clock of another machine, is of today.
constexpr const char* kPages = R"sql(
  SELECT coalesce(s.name, '') AS name,
         greatest((now() AT TIME ZONE 'UTC')::date - (c.fetched_at AT TIME ZONE 'UTC')::date, 0)
           AS days_ago,
         count(*) AS pages, count(*) FILTER (WHERE c.outcome = 'cable') AS cables
    FROM capture c
    LEFT JOIN source s ON s.id = c.source_id
   WHERE c.fetched_at >= ((now() AT TIME ZONE 'UTC')::date - ($1::int - 1)) AT TIME ZONE 'UTC'
     AND ($2::int IS NULL OR c.source_id = $2)
   GROUP BY 1, 2
)sql";

constexpr const char* kFailures = R"sql(
  SELECT coalesce(u.reason, '') AS name,
         greatest((now() AT TIME ZONE 'UTC')::date - (u.fetched_at AT TIME ZONE 'UTC')::date, 0)
           AS days_ago,
         count(*) AS urls
    FROM url u
   WHERE u.verdict = 'failed'
     AND u.fetched_at >= ((now() AT TIME ZONE 'UTC')::date - ($1::int - 1)) AT TIME ZONE 'UTC'
     AND ($2::int IS NULL OR u.source_id = $2)
   GROUP BY 1, 2
)sql";

using ByName = std::map<std::string, std::vector<std::int64_t>>;

void add(ByName& to, const std::string& name, int days_ago, std::int64_t count) {
  std::vector<std::int64_t>& counts = to[name];
  counts.resize(kDays);
  counts.at(static_cast<std::size_t>(kDays - 1 - days_ago)) += count;
}

std::int64_t sum_of(const DailyCounts& row) {
  return std::accumulate(row.counts.begin(), row.counts.end(), std::int64_t{0});
}

std::vector<DailyCounts> busiest_first(const ByName& by_name) {
  std::vector<DailyCounts> rows;
  rows.reserve(by_name.size());
  for (const auto& [name, counts] : by_name) rows.push_back({name, counts});
  std::ranges::stable_sort(rows, std::greater(), sum_of);
  return rows;
}

}  // namespace

DailyHistory daily_history(pqxx::work& tx, std::optional<int> source_id) {
  DailyHistory history;
  for (const auto& row : execute(tx, kDayNames, kDays)) {
    history.days.push_back(get<std::string>(row, "day"));
  }
  ByName pages;
  ByName cables;
  for (const auto& row : execute(tx, kPages, kDays, source_id)) {
    const auto name = get<std::string>(row, "name");
    const int days_ago = get<int>(row, "days_ago");
    add(pages, name, days_ago, get<std::int64_t>(row, "pages"));
    add(cables, name, days_ago, get<std::int64_t>(row, "cables"));
  }
  ByName failures;
  for (const auto& row : execute(tx, kFailures, kDays, source_id)) {
    add(failures, get<std::string>(row, "name"), get<int>(row, "days_ago"),
        get<std::int64_t>(row, "urls"));
  }
  history.pages = busiest_first(pages);
  history.cables = busiest_first(cables);
  history.failures = busiest_first(failures);
  return history;
}

}  // namespace cabled::db
