#include "db/corpus/import_store.h"

#include "db/corpus/corpus_lock.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: import_command.
constexpr const char* kBeginImport = R"sql(
  INSERT INTO import (command, paths, base_url, owner, owner_seen_at)
  VALUES (decode($1, 'hex'), $2::text[], $3, $4, now())
  ON CONFLICT (command) WHERE undo_began_at IS NULL DO UPDATE
    SET owner = excluded.owner, owner_seen_at = now(), finished_at = NULL
  RETURNING id
)sql";

constexpr const char* kRenewImport = R"sql(
  UPDATE import SET owner = $2, owner_seen_at = now() WHERE id = $1 AND undo_began_at IS NULL
)sql";

constexpr const char* kEndImport = R"sql(
  UPDATE import
     SET owner = CASE WHEN owner <> $2 THEN owner END,
         finished_at = CASE WHEN $3 THEN now() ELSE finished_at END
   WHERE id = $1
)sql";

constexpr const char* kForgetEmpty = R"sql(
  DELETE FROM import i
   WHERE id = $1 AND undo_began_at IS NULL
     AND NOT EXISTS (SELECT FROM import_content c WHERE c.import_id = i.id)
)sql";

constexpr const char* kAddArchive = R"sql(
  INSERT INTO import_archive (digest, base_url, name, bytes)
  VALUES (decode($1, 'hex'), $2, $3, $4)
  ON CONFLICT (digest, base_url) DO NOTHING
)sql";

constexpr const char* kFindArchive = R"sql(
  SELECT id, name, records, last_offset, other, damaged, cables, further, not_cables, rejected,
         finished_at IS NOT NULL AS is_finished
    FROM import_archive
   WHERE digest = decode($1, 'hex') AND base_url = $2
)sql";

// An archive whose pages were lost here is read anew: it may be the only place that has them. Index
// used: import_capture_pkey.
constexpr const char* kReadAnewForLost = R"sql(
  UPDATE import_archive a
     SET records = 0, last_offset = 0, other = 0, damaged = 0, cables = 0, further = 0,
         not_cables = 0, rejected = 0, finished_at = NULL
   WHERE a.digest = decode($1, 'hex') AND a.base_url = $2 AND a.finished_at IS NOT NULL
     AND EXISTS (SELECT FROM import_capture i
                   JOIN capture c ON c.id = i.capture_id
                  WHERE i.archive_id = a.id AND 'raw_lost' = ANY(c.flags))
)sql";

constexpr const char* kNameContent = R"sql(
  INSERT INTO import_content (import_id, archive_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
)sql";

constexpr const char* kFindLoosePages = R"sql(
  SELECT a.id
    FROM import_content c
    JOIN import_archive a ON a.id = c.archive_id
   WHERE c.import_id = $1 AND a.digest IS NULL
   ORDER BY a.id
   LIMIT 1
)sql";

constexpr const char* kAddLoosePages = R"sql(
  INSERT INTO import_archive (base_url, name, bytes)
  SELECT base_url, 'loose pages', 0 FROM import WHERE id = $1
  RETURNING id
)sql";

constexpr const char* kSaveArchive = R"sql(
  UPDATE import_archive
     SET records = $2, last_offset = $3, other = $4, damaged = $5, cables = $6, not_cables = $7,
         rejected = $8, further = $9,
         finished_at = CASE WHEN $10 THEN coalesce(finished_at, now()) ELSE finished_at END
   WHERE id = $1 AND records <= $2
)sql";

std::int64_t as_bigint(std::uint64_t value) { return static_cast<std::int64_t>(value); }

/// Paths and hints hold no NUL, so two orders never run into one.
Digest command_of(const ImportOrder& order) {
  std::string text = order.base_url + '\0' + order.hints;
  for (const Utf8Text& path : order.paths) text += '\0' + path.str();
  return Digest::of(text);
}

}  // namespace

std::int64_t begin_import(pqxx::work& tx, const ImportOrder& order) {
  ArrayParameter paths;
  for (const Utf8Text& path : order.paths) paths.add(path.str());
  const pqxx::row row = execute_one(tx, kBeginImport, command_of(order).hex(), paths.literal(),
                                    order.base_url, order.owner);
  return get<std::int64_t>(row, "id");
}

void renew_import(pqxx::work& tx, std::int64_t import, const std::string& owner) {
  execute(tx, kRenewImport, import, owner);
}

void end_import(pqxx::work& tx, std::int64_t import, const std::string& owner, ImportEnd end) {
  execute(tx, kEndImport, import, owner, end == ImportEnd::kFinished);
  execute(tx, kForgetEmpty, import);
}

ImportRow open_archive(pqxx::work& tx, std::int64_t import, const ImportKey& key,
                       const Utf8Text& name, std::uint64_t bytes) {
  // No undo takes the archive away before this import is seen to have named it.
  share_corpus(tx);
  const std::string digest = key.digest.hex();
  execute(tx, kAddArchive, digest, key.base_url, name.str(), as_bigint(bytes));
  execute(tx, kReadAnewForLost, digest, key.base_url);
  const pqxx::row row = execute_one(tx, kFindArchive, digest, key.base_url);
  const auto id = get<std::int64_t>(row, "id");
  execute(tx, kNameContent, import, id);
  return {.id = id,
          .name = get<std::string>(row, "name"),
          .progress = {.records = get<std::uint64_t>(row, "records"),
                       .last_offset = get<std::uint64_t>(row, "last_offset"),
                       .other = get<std::uint64_t>(row, "other"),
                       .damaged = get<std::uint64_t>(row, "damaged"),
                       .cables = get<std::uint64_t>(row, "cables"),
                       .further = get<std::uint64_t>(row, "further"),
                       .not_cables = get<std::uint64_t>(row, "not_cables"),
                       .rejected = get<std::uint64_t>(row, "rejected"),
                       .finished = get<bool>(row, "is_finished")}};
}

std::int64_t open_loose_pages(pqxx::work& tx, std::int64_t import) {
  const pqxx::result found = execute(tx, kFindLoosePages, import);
  if (!found.empty()) return get<std::int64_t>(found[0], "id");
  const auto id = get<std::int64_t>(execute_one(tx, kAddLoosePages, import), "id");
  execute(tx, kNameContent, import, id);
  return id;
}

void save_archive(pqxx::work& tx, std::int64_t archive, const ImportProgress& progress) {
  execute(tx, kSaveArchive, archive, as_bigint(progress.records), as_bigint(progress.last_offset),
          as_bigint(progress.other), as_bigint(progress.damaged), as_bigint(progress.cables),
          as_bigint(progress.not_cables), as_bigint(progress.rejected), as_bigint(progress.further),
          progress.finished);
}

}  // namespace cabled::db
