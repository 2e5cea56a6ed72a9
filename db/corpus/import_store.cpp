#include "db/corpus/import_store.h"

#include "db/sql/columns.h"

namespace cabled::db {
namespace {

constexpr const char* kBeginImport = R"sql(
  INSERT INTO import_archive (digest, base_url, name, bytes)
  VALUES (decode($1, 'hex'), $2, $3, $4)
  ON CONFLICT DO NOTHING
)sql";

constexpr const char* kFindImport = R"sql(
  SELECT name, records, last_offset, other, damaged, cables, not_cables, rejected,
         finished_at IS NOT NULL AS is_finished
    FROM import_archive
   WHERE digest = decode($1, 'hex') AND base_url = $2
)sql";

constexpr const char* kSaveImport = R"sql(
  UPDATE import_archive
     SET records = $3, last_offset = $4, other = $5, damaged = $6, cables = $7, not_cables = $8,
         rejected = $9,
         finished_at = CASE WHEN $10 THEN coalesce(finished_at, now()) ELSE finished_at END
   WHERE digest = decode($1, 'hex') AND base_url = $2 AND records <= $3
)sql";

std::int64_t as_bigint(std::uint64_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

ImportRow begin_import(pqxx::work& tx, const ImportKey& key, const Utf8Text& name,
                       std::uint64_t bytes) {
  const std::string digest = key.digest.hex();
  tx.exec_params(kBeginImport, digest, key.base_url, name.str(), as_bigint(bytes));
  const pqxx::row row = tx.exec_params1(kFindImport, digest, key.base_url);
  return {.name = get<std::string>(row, "name"),
          .progress = {.records = get<std::uint64_t>(row, "records"),
                       .last_offset = get<std::uint64_t>(row, "last_offset"),
                       .other = get<std::uint64_t>(row, "other"),
                       .damaged = get<std::uint64_t>(row, "damaged"),
                       .cables = get<std::uint64_t>(row, "cables"),
                       .not_cables = get<std::uint64_t>(row, "not_cables"),
                       .rejected = get<std::uint64_t>(row, "rejected"),
                       .finished = get<bool>(row, "is_finished")}};
}

void save_import(pqxx::work& tx, const ImportKey& key, const ImportProgress& progress) {
  tx.exec_params(kSaveImport, key.digest.hex(), key.base_url, as_bigint(progress.records),
                 as_bigint(progress.last_offset), as_bigint(progress.other),
                 as_bigint(progress.damaged), as_bigint(progress.cables),
                 as_bigint(progress.not_cables), as_bigint(progress.rejected), progress.finished);
}

}  // namespace cabled::db
