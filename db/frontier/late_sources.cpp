#include "db/frontier/late_sources.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: url_account, of which few entries are lists.
constexpr const char* kLate = R"sql(
  SELECT s.name, utc_text(l.due_at) AS due_at, l.last_error
    FROM source s
    LEFT JOIN LATERAL (
     SELECT u.due_at, h.last_error
       FROM url u JOIN host h ON h.id = u.host_id
      WHERE u.source_id = s.id AND u.kind <> 'page'
        AND u.due_at < now() - make_interval(secs => $2)
      ORDER BY u.due_at
      LIMIT 1) AS l ON true
   WHERE s.name = ANY($1::text[]) AND s.paused_at IS NULL
     AND (l.due_at IS NOT NULL OR NOT EXISTS (SELECT FROM url u WHERE u.source_id = s.id))
   ORDER BY s.name
)sql";

}  // namespace

std::vector<LateSource> late_sources(pqxx::work& tx, std::span<const std::string> names,
                                     std::chrono::seconds late) {
  std::vector<LateSource> sources;
  for (const auto& row :
       execute(tx, kLate, array_literal({names.begin(), names.end()}), late.count())) {
    sources.push_back({get<std::string>(row, "name"), get<OptionalText>(row, "due_at"),
                       get<OptionalText>(row, "last_error")});
  }
  return sources;
}

}  // namespace cabled::db
