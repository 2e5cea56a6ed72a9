#include "db/sources.h"

#include "db/array_parameter.h"
#include "db/utc.h"

namespace cabled::db {

std::map<std::string, SourceRow> ensure_sources(pqxx::work& tx,
                                                std::span<const std::string> names) {
  tx.exec_params(
      "INSERT INTO source (name) SELECT DISTINCT n FROM unnest($1::text[]) AS s(n)"
      " WHERE NOT EXISTS (SELECT FROM source WHERE name = n)"
      " ORDER BY n ON CONFLICT (name) DO NOTHING",
      array_literal({names.begin(), names.end()}));
  std::map<std::string, SourceRow> sources;
  for (const auto& row : tx.exec("SELECT id, name, " CABLED_UTC("paused_at") " FROM source")) {
    sources.emplace(row[1].as<std::string>(),
                    SourceRow{row[0].as<int>(), row[1].as<std::string>(), nullable(row[2])});
  }
  return sources;
}

bool set_paused(pqxx::work& tx, const std::string& name, bool paused) {
  return tx.exec_params(
               "UPDATE source SET paused_at ="
               " CASE WHEN $2 THEN coalesce(paused_at, now()) END WHERE name = $1",
               name, paused)
             .affected_rows() == 1;
}

}  // namespace cabled::db
