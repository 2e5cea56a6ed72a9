#include "db/sources.h"

#include "db/array_parameter.h"
#include "db/columns.h"

namespace cabled::db {
namespace {

constexpr const char* kAddMissing = R"sql(
  INSERT INTO source (name)
  SELECT DISTINCT n FROM unnest($1::text[]) AS s(n)
   WHERE NOT EXISTS (SELECT FROM source WHERE name = n)
   ORDER BY n
  ON CONFLICT (name) DO NOTHING
)sql";

constexpr const char* kAll = R"sql(
  SELECT id, name, utc_text(paused_at) AS paused_at FROM source
)sql";

constexpr const char* kSetPaused = R"sql(
  UPDATE source SET paused_at = CASE WHEN $2 THEN coalesce(paused_at, now()) END WHERE name = $1
)sql";

}  // namespace

std::map<std::string, SourceRow> ensure_sources(pqxx::work& tx,
                                                std::span<const std::string> names) {
  tx.exec_params(kAddMissing, array_literal({names.begin(), names.end()}));
  std::map<std::string, SourceRow> sources;
  for (const auto& row : tx.exec(kAll)) {
    const auto name = get<std::string>(row, "name");
    sources.emplace(name,
                    SourceRow{get<int>(row, "id"), name, get<OptionalText>(row, "paused_at")});
  }
  return sources;
}

bool set_paused(pqxx::work& tx, const std::string& name, bool paused) {
  return tx.exec_params(kSetPaused, name, paused).affected_rows() == 1;
}

}  // namespace cabled::db
