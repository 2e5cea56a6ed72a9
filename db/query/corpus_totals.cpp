#include "db/query/corpus_totals.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

// Indexes used: those of primary keys, cable_twin, rendition_superseded.
constexpr const char* kTotals = R"sql(
  SELECT (SELECT count(*) FROM cable) - (SELECT count(*) FROM cable WHERE twin_of IS NOT NULL)
           AS cables,
         (SELECT count(*) FROM rendition)
           - (SELECT count(*) FROM rendition WHERE superseded_at IS NOT NULL) AS copies,
         utc_text(now()) AS counted_at
)sql";

// Index used: cable_sent, from end to end. Twins are few, and taken off by cable_twin.
constexpr const char* kYears = R"sql(
  SELECT name, sum(n)::bigint AS cables
    FROM (SELECT extract(year FROM sent_at AT TIME ZONE 'UTC')::int::text AS name, count(*) AS n
            FROM cable GROUP BY 1
          UNION ALL
          SELECT extract(year FROM sent_at AT TIME ZONE 'UTC')::int::text, -count(*)
            FROM cable WHERE twin_of IS NOT NULL GROUP BY 1) AS counted
   GROUP BY name
  HAVING sum(n) > 0
   ORDER BY name COLLATE "C"
)sql";

// Index used: sighting_site.
constexpr const char* kSites = R"sql(
  SELECT site AS name, count(DISTINCT rendition_id) AS cables
    FROM sighting GROUP BY site ORDER BY 2 DESC, site COLLATE "C" LIMIT 1000
)sql";

// Index used: cable_station.
constexpr const char* kStations = R"sql(
  SELECT name, sum(n)::bigint AS cables
    FROM (SELECT station AS name, count(*) AS n FROM cable GROUP BY 1
          UNION ALL
          SELECT station, -count(*) FROM cable WHERE twin_of IS NOT NULL GROUP BY 1) AS counted
   WHERE name IS NOT NULL
   GROUP BY name
  HAVING sum(n) > 0
   ORDER BY 2 DESC, name COLLATE "C"
)sql";

constexpr const char* kTags = R"sql(
  SELECT tag AS name, count(*) AS cables
    FROM cable, unnest(tags) AS tag
   WHERE twin_of IS NULL
   GROUP BY tag
   ORDER BY 2 DESC, tag COLLATE "C"
)sql";

std::vector<NamedCount> named_counts(const pqxx::result& rows) {
  std::vector<NamedCount> counts;
  for (const auto& row : rows) {
    counts.push_back(
        {get<OptionalText>(row, "name").value_or(""), get<std::int64_t>(row, "cables")});
  }
  return counts;
}

}  // namespace

CorpusTotals corpus_totals(pqxx::work& tx) {
  without_jit(tx);
  const pqxx::row row = execute_one(tx, kTotals);
  CorpusTotals totals{.cables = get<std::int64_t>(row, "cables"),
                      .copies = get<std::int64_t>(row, "copies"),
                      .sites = named_counts(tx.exec(kSites)),
                      .counted_at = get<std::string>(row, "counted_at")};
  for (NamedCount& year : named_counts(tx.exec(kYears))) {
    if (year.name.empty()) {
      totals.undated = year.count;
    } else {
      totals.years.push_back(std::move(year));
    }
  }
  return totals;
}

std::vector<NamedCount> station_counts(pqxx::work& tx) {
  without_jit(tx);
  return named_counts(tx.exec(kStations));
}

std::vector<NamedCount> tag_counts(pqxx::work& tx) {
  without_jit(tx);
  return named_counts(tx.exec(kTags));
}

}  // namespace cabled::db
