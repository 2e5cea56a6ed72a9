#include "db/query/damaged_pages.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kDamagedPages = R"sql(
  SELECT DISTINCT u.url COLLATE "C" AS url
    FROM (SELECT id AS copy FROM cable
           WHERE fields -> 'damage' <> '[]'::jsonb AND twin_of IS NULL
          UNION ALL
          SELECT t.id FROM cable d
            JOIN cable t ON t.twin_of = d.id
           WHERE d.fields -> 'damage' <> '[]'::jsonb AND d.twin_of IS NULL) AS c
    JOIN rendition r ON r.cable_id = c.copy
    JOIN sighting s ON s.rendition_id = r.id AND s.superseded_at IS NULL
    JOIN url u ON u.url = s.url AND u.kind = 'page'
    LEFT JOIN source o ON o.id = u.source_id
   WHERE ($1::text IS NULL OR o.name = $1)
   ORDER BY 1
)sql";

}  // namespace

std::vector<std::string> pages_of_damaged_cables(pqxx::work& tx,
                                                 const std::optional<std::string>& source) {
  std::vector<std::string> urls;
  for (const auto& row : execute(tx, kDamagedPages, source)) {
    urls.push_back(get<std::string>(row, "url"));
  }
  return urls;
}

}  // namespace cabled::db
