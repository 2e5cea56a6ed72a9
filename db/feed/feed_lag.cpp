#include "db/feed/feed_lag.h"

#include "db/sql/columns.h"

namespace cabled::db {
namespace {

// Index used: change_order, from each consumer's place on.
constexpr const char* kLags = R"sql(
  SELECT f.name,
         (SELECT coalesce(sum(unread.lines), 0)::bigint
            FROM (SELECT CASE WHEN c.xid = f.xid THEN least(c.lines, c.seq - f.seq)
                              ELSE c.lines END AS lines
                    FROM change c
                   WHERE (c.xid, c.seq) > (f.xid, f.seq)
                   LIMIT 1000000) AS unread) AS changes,
         coalesce(extract(epoch FROM now() - (
           SELECT c.at FROM change c
            WHERE (c.xid, c.seq) > (f.xid, f.seq)
            ORDER BY c.xid, c.seq
            LIMIT 1)), 0)::float8 AS seconds
    FROM feed_consumer f
   ORDER BY f.name COLLATE "C"
)sql";

}  // namespace

std::vector<FeedLag> feed_lags(pqxx::work& tx) {
  std::vector<FeedLag> lags;
  for (const auto& row : tx.exec(kLags)) {
    lags.push_back({get<std::string>(row, "name"), get<std::int64_t>(row, "changes"),
                    get<double>(row, "seconds")});
  }
  return lags;
}

}  // namespace cabled::db
