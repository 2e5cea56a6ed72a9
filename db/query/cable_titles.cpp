#include "db/query/cable_titles.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: the primary key.
constexpr const char* kTitles = R"sql(
  SELECT c.id, c.subject, utc_text(c.sent_at) AS sent_at, c.classification
    FROM cable c
   WHERE c.id = ANY ($1::text[]) AND c.twin_of IS NULL
   ORDER BY c.id
)sql";

}  // namespace

std::vector<CableTitle> cable_titles(pqxx::work& tx, const std::vector<std::string>& ids) {
  std::vector<CableTitle> titles;
  if (ids.empty()) return titles;
  for (const auto& row : execute(tx, kTitles, array_literal(ids))) {
    titles.push_back({get<std::string>(row, "id"), get<OptionalText>(row, "subject"),
                      get<OptionalText>(row, "sent_at"), get<OptionalText>(row, "classification")});
  }
  return titles;
}

}  // namespace cabled::db
