#include "db/frontier/sources.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/utc.h"

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

std::vector<int> source_ids(pqxx::work& tx, std::span<const std::string> names) {
  std::vector<int> ids;
  for (const auto& row : tx.exec_params("SELECT id FROM source WHERE name = ANY($1::text[])",
                                        array_literal({names.begin(), names.end()}))) {
    ids.push_back(row[0].as<int>());
  }
  return ids;
}

std::vector<UnconfiguredSource> unconfigured_sources(pqxx::work& tx,
                                                     std::span<const std::string> configured) {
  std::vector<UnconfiguredSource> sources;
  // Index used: url_account.
  for (const auto& row :
       tx.exec_params("SELECT s.id, s.name, " CABLED_UTC(
                          "s.paused_at") ", (SELECT count(*) FROM url u WHERE u.source_id = s.id"
                                         "  AND u.due_at IS NOT NULL)"
                                         " FROM source s WHERE s.name <> ALL($1::text[])"
                                         " ORDER BY s.name",
                      array_literal({configured.begin(), configured.end()}))) {
    sources.push_back({{row[0].as<int>(), row[1].as<std::string>(), nullable(row[2])},
                       row[3].as<std::int64_t>()});
  }
  return sources;
}

bool set_paused(pqxx::work& tx, const std::string& name, bool paused) {
  return tx.exec_params(kSetPaused, name, paused).affected_rows() == 1;
}

}  // namespace cabled::db
