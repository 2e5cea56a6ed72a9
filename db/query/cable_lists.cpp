#include "db/query/cable_lists.h"

#include <fmt/format.h>

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kListed = R"sql(
  c.id, c.subject, utc_text(c.sent_at) AS sent_at, c.station, c.classification,
  utc_text(c.first_seen_at) AS first_seen_at, utc_text(c.changed_at) AS changed_at)sql";

// {}: kListed. A cable's first text comes in the transaction of its own row. Of the last thousand
// texts most bring a cable; where all are copies, none is new.
constexpr const char* kNewest = R"sql(
  SELECT {}
    FROM (SELECT id, cable_id, first_seen_at FROM rendition ORDER BY id DESC LIMIT 1000) AS r
    JOIN cable c ON c.id = r.cable_id AND c.first_seen_at = r.first_seen_at
   WHERE c.twin_of IS NULL
   GROUP BY c.id
   ORDER BY max(r.id) DESC
   LIMIT $1
)sql";

// {0}: kListed, {1}: < or >, {2}: the direction. One step in the index: joined and then sorted, all
// later cables of the station would be read.
constexpr const char* kNeighbour = R"sql(
  SELECT {0}
    FROM cable o
   CROSS JOIN LATERAL (
      SELECT *
        FROM cable n
       WHERE n.station = o.station AND (n.sent_at, n.id) {1} (o.sent_at, o.id)
         AND n.twin_of IS NULL
       ORDER BY n.sent_at {2}, n.id {2}
       LIMIT 1) AS c
   WHERE o.id = $1
)sql";

constexpr const char* kTimesAround = R"sql(
  SELECT utc_text((SELECT max(sent_at) FROM cable
                    WHERE sent_at < $1::timestamptz AND twin_of IS NULL)) AS before,
         utc_text((SELECT min(sent_at) FROM cable
                    WHERE sent_at >= $2::timestamptz AND twin_of IS NULL)) AS after
)sql";

constexpr const char* kCiting = R"sql(
  SELECT {}
    FROM cable_link l
    JOIN cable c ON c.id = l.from_id
   WHERE l.to_id = $1 AND l.kind = 'reference' AND c.twin_of IS NULL
   ORDER BY c.sent_at, c.id
   LIMIT $2
)sql";

ListedCable listed(const pqxx::row& row) {
  return {get<std::string>(row, "id"),
          get<OptionalText>(row, "subject"),
          get<OptionalText>(row, "sent_at"),
          get<OptionalText>(row, "station"),
          get<OptionalText>(row, "classification"),
          get<std::string>(row, "first_seen_at"),
          get<std::string>(row, "changed_at")};
}

std::vector<ListedCable> all_listed(const pqxx::result& rows) {
  std::vector<ListedCable> cables;
  for (const auto& row : rows) cables.push_back(listed(row));
  return cables;
}

std::optional<ListedCable> neighbour(pqxx::work& tx, const std::string& id, const char* side,
                                     const char* direction) {
  const pqxx::result rows = execute(tx, fmt::format(kNeighbour, kListed, side, direction), id);
  return rows.empty() ? std::nullopt : std::optional(listed(rows[0]));
}

}  // namespace

std::vector<ListedCable> newest_cables(pqxx::work& tx, int most) {
  return all_listed(execute(tx, fmt::format(kNewest, kListed), most));
}

Neighbours neighbours(pqxx::work& tx, const std::string& id) {
  return {neighbour(tx, id, "<", "DESC"), neighbour(tx, id, ">", "ASC")};
}

TimesAround times_around(pqxx::work& tx, const std::string& from, const std::string& to) {
  const pqxx::row row = execute_one(tx, kTimesAround, from, to);
  return {get<OptionalText>(row, "before"), get<OptionalText>(row, "after")};
}

std::vector<ListedCable> citing_cables(pqxx::work& tx, const std::string& id, int most) {
  return all_listed(execute(tx, fmt::format(kCiting, kListed), id, most));
}

}  // namespace cabled::db
