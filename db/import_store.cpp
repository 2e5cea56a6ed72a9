#include "db/import_store.h"

namespace cabled::db {
namespace {

std::uint64_t count_of(const pqxx::field& field) {
  return static_cast<std::uint64_t>(field.as<std::int64_t>());
}

std::int64_t as_bigint(std::uint64_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

ImportRow begin_import(pqxx::work& tx, const ImportKey& key, const Utf8Text& name,
                       std::uint64_t bytes) {
  const std::string digest = key.digest.hex();
  tx.exec_params(
      "INSERT INTO import_archive (digest, base_url, name, bytes)"
      " VALUES (decode($1, 'hex'), $2, $3, $4) ON CONFLICT DO NOTHING",
      digest, key.base_url, name.str(), as_bigint(bytes));
  const pqxx::row row = tx.exec_params1(
      "SELECT name, records, last_offset, other, damaged, cables, not_cables, rejected,"
      " finished_at IS NOT NULL FROM import_archive"
      " WHERE digest = decode($1, 'hex') AND base_url = $2",
      digest, key.base_url);
  ImportRow found;
  found.name = row[0].as<std::string>();
  found.progress = {count_of(row[1]), count_of(row[2]), count_of(row[3]), count_of(row[4]),
                    count_of(row[5]), count_of(row[6]), count_of(row[7]), row[8].as<bool>()};
  return found;
}

void save_import(pqxx::work& tx, const ImportKey& key, const ImportProgress& progress) {
  tx.exec_params(
      "UPDATE import_archive SET records = $3, last_offset = $4, other = $5, damaged = $6,"
      " cables = $7, not_cables = $8, rejected = $9,"
      " finished_at = CASE WHEN $10 THEN coalesce(finished_at, now()) ELSE finished_at END"
      " WHERE digest = decode($1, 'hex') AND base_url = $2 AND records <= $3",
      key.digest.hex(), key.base_url, as_bigint(progress.records), as_bigint(progress.last_offset),
      as_bigint(progress.other), as_bigint(progress.damaged), as_bigint(progress.cables),
      as_bigint(progress.not_cables), as_bigint(progress.rejected), progress.finished);
}

}  // namespace cabled::db
