#include "db/frontier/moved_seeds.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: url_url_key.
constexpr const char* kMovedSeeds = R"sql(
  WITH RECURSIVE way AS (
    SELECT u.source_id, u.redirect_to, 1 AS hops
      FROM unnest($1::int[], $2::text[]) AS s(source_id, url)
      JOIN url u ON u.url = s.url AND u.source_id = s.source_id
     WHERE u.redirect_to IS NOT NULL
    UNION
    SELECT w.source_id, u.redirect_to, w.hops + 1
      FROM way w
      JOIN url u ON u.url = w.redirect_to
     WHERE w.hops < 20 AND u.redirect_to IS NOT NULL)
  SELECT DISTINCT source_id, redirect_to FROM way ORDER BY source_id, redirect_to
)sql";

}  // namespace

std::vector<SeedOfSource> moved_seeds(pqxx::work& tx, std::span<const SeedOfSource> seeds) {
  ArrayParameter source;
  ArrayParameter url;
  for (const SeedOfSource& seed : seeds) {
    source.add(seed.source_id);
    url.add(seed.url);
  }
  std::vector<SeedOfSource> moved;
  for (const auto& row : execute(tx, kMovedSeeds, source.literal(), url.literal())) {
    moved.push_back({get<int>(row, "source_id"), get<std::string>(row, "redirect_to")});
  }
  return moved;
}

}  // namespace cabled::db
