#include "db/frontier/sources.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

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

constexpr const char* kIdsOf = R"sql(
  SELECT id FROM source WHERE name = ANY($1::text[])
)sql";

// Index used: url_account.
constexpr const char* kUnconfigured = R"sql(
  SELECT s.id, s.name, utc_text(s.paused_at) AS paused_at,
         (SELECT count(*) FROM url u
           WHERE u.source_id = s.id AND u.due_at IS NOT NULL) AS waiting
    FROM source s
   WHERE s.name <> ALL($1::text[])
   ORDER BY s.name
)sql";

constexpr const char* kSetPaused = R"sql(
  UPDATE source SET paused_at = CASE WHEN $2 THEN coalesce(paused_at, now()) END WHERE name = $1
)sql";

SourceRow source_in(const pqxx::row& row) {
  return {get<int>(row, "id"), get<std::string>(row, "name"), get<OptionalText>(row, "paused_at")};
}

}  // namespace

std::map<std::string, SourceRow> ensure_sources(pqxx::work& tx,
                                                std::span<const std::string> names) {
  execute(tx, kAddMissing, array_literal({names.begin(), names.end()}));
  return all_sources(tx);
}

std::map<std::string, SourceRow> all_sources(pqxx::work& tx) {
  std::map<std::string, SourceRow> sources;
  for (const auto& row : tx.exec(kAll)) {
    SourceRow source = source_in(row);
    const std::string name = source.name;
    sources.emplace(name, std::move(source));
  }
  return sources;
}

std::vector<int> source_ids(pqxx::work& tx, std::span<const std::string> names) {
  std::vector<int> ids;
  for (const auto& row : execute(tx, kIdsOf, array_literal({names.begin(), names.end()}))) {
    ids.push_back(get<int>(row, "id"));
  }
  return ids;
}

std::vector<UnconfiguredSource> unconfigured_sources(pqxx::work& tx,
                                                     std::span<const std::string> configured) {
  std::vector<UnconfiguredSource> sources;
  const std::string names = array_literal({configured.begin(), configured.end()});
  for (const auto& row : execute(tx, kUnconfigured, names)) {
    sources.push_back({source_in(row), get<std::int64_t>(row, "waiting")});
  }
  return sources;
}

bool set_paused(pqxx::work& tx, const std::string& name, bool paused) {
  return affected_rows(execute(tx, kSetPaused, name, paused)) == 1;
}

}  // namespace cabled::db
