#include "db/query/cable_export.h"

#include <fmt/format.h>

#include "db/feed/change_reader.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

// {0}: the condition of the filter; $13: the id to go on after, in the order of the primary key.
constexpr const char* kDeclare = R"sql(
  DECLARE cables NO SCROLL CURSOR FOR
  SELECT c.id, c.fields::text AS fields, coalesce(c.assembled, r.text) AS text
    FROM cable c
    JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
   WHERE {0} AND ($13::text IS NULL OR c.id > $13)
   ORDER BY c.id
)sql";

// Whoever reads the export may take a break; no lock of ours hinders anybody meanwhile.
constexpr const char* kWaitForTheReader = R"sql(
  SET LOCAL idle_in_transaction_session_timeout = 0
)sql";

// {0}: how many.
constexpr const char* kFetch = R"sql(
  FETCH {0} FROM cables
)sql";

// A table of which the server has no statistics yet is small, or new: it is counted.
constexpr const char* kEstimate = R"sql(
  SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM cable) END
           AS cables
    FROM pg_class
   WHERE oid = 'cable'::regclass
)sql";

}  // namespace

CableStream::CableStream(pqxx::work& tx, const CableFilter& filter,
                         const std::optional<std::string>& after)
    : tx_(tx) {
  read_one_snapshot(tx);
  tx.exec(kWaitForTheReader);
  cursor_ = settled_cursor(tx);
  if (!filter.narrows()) {
    estimate_ = get<std::uint64_t>(execute_one(tx, kEstimate), "cables");
  }
  with_filter_values(filter, [&](const auto&... values) {
    return execute(tx, fmt::format(kDeclare, kFilterCondition), values..., after);
  });
}

std::vector<ExportedCable> CableStream::next(int count) {
  std::vector<ExportedCable> cables;
  for (const auto& row : tx_.exec(fmt::format(kFetch, count))) {
    cables.push_back({get<std::string>(row, "id"), get<std::string>(row, "fields"),
                      get<std::string>(row, "text")});
  }
  return cables;
}

}  // namespace cabled::db
