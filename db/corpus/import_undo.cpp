#include "db/corpus/import_undo.h"

#include <set>

#include "db/corpus/cable_publish.h"
#include "db/corpus/corpus_lock.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// {which}: which of them.
constexpr const char* kImports = R"sql(
  SELECT i.id, i.base_url, i.owner,
         coalesce(extract(epoch FROM now() - i.owner_seen_at), 0)::bigint AS silent,
         utc_text(i.started_at) AS started_at, utc_text(i.finished_at) AS finished_at,
         utc_text(i.undo_began_at) AS undo_began_at, utc_text(i.undone_at) AS undone_at,
         a.archives,
         CASE WHEN i.undo_began_at IS NULL THEN a.records ELSE i.records END AS records,
         CASE WHEN i.undo_began_at IS NULL THEN a.pages ELSE i.pages END AS pages,
         CASE WHEN i.undo_began_at IS NULL THEN a.cables ELSE i.cables END AS cables
    FROM import i, LATERAL (
      SELECT count(*) AS archives, coalesce(sum(a.records), 0)::bigint AS records,
             coalesce(sum(a.cables + a.not_cables + a.rejected), 0)::bigint AS pages,
             coalesce(sum(a.cables + a.further), 0)::bigint AS cables
        FROM import_content c
        JOIN import_archive a ON a.id = c.archive_id
       WHERE c.import_id = i.id) AS a
  {which}
)sql";

constexpr const char* kAll = R"sql(
   ORDER BY i.id DESC
)sql";

constexpr const char* kOne = R"sql(
   WHERE i.id = $1
)sql";

constexpr const char* kPaths = R"sql(
  SELECT path FROM import i, unnest(i.paths) WITH ORDINALITY AS p(path, n)
   WHERE i.id = $1
   ORDER BY n
)sql";

constexpr const char* kMayUndo = R"sql(
  SELECT has_table_privilege('cable', 'DELETE') AND has_table_privilege('capture', 'DELETE')
         AS may
)sql";

constexpr const char* kMark = R"sql(
  UPDATE import i
     SET undo_began_at = now(), owner = NULL, records = a.records, pages = a.pages,
         cables = a.cables
    FROM (SELECT coalesce(sum(a.records), 0) AS records,
                 coalesce(sum(a.cables + a.not_cables + a.rejected), 0) AS pages,
                 coalesce(sum(a.cables + a.further), 0) AS cables
            FROM import_content c
            JOIN import_archive a ON a.id = c.archive_id
           WHERE c.import_id = $1) AS a
   WHERE i.id = $1 AND i.undo_began_at IS NULL AND i.owner IS NOT DISTINCT FROM $2
)sql";

constexpr const char* kHasBegun = R"sql(
  SELECT undo_began_at IS NOT NULL AS has_begun FROM import WHERE id = $1
)sql";

// Index used: import_content_archive.
constexpr const char* kLeaveShared = R"sql(
  DELETE FROM import_content c
   WHERE c.import_id = $1
     AND EXISTS (SELECT FROM import_content o
                  WHERE o.archive_id = c.archive_id AND o.import_id <> c.import_id)
)sql";

constexpr const char* kDisown = R"sql(
  UPDATE import_archive a
     SET digest = NULL
    FROM import_content c
   WHERE c.import_id = $1 AND a.id = c.archive_id AND a.digest IS NOT NULL
)sql";

constexpr const char* kLeft = R"sql(
  SELECT count(*) AS captures
    FROM import_content c
    JOIN import_capture k USING (archive_id)
   WHERE c.import_id = $1
)sql";

// Indexes used: import_content_pkey, import_capture_pkey, import_capture_capture.
constexpr const char* kTakeSome = R"sql(
  WITH next AS MATERIALIZED (
    SELECT k.archive_id, k.capture_id
      FROM import_content c
      JOIN import_capture k USING (archive_id)
     WHERE c.import_id = $1
     ORDER BY k.archive_id, k.capture_id
     LIMIT $2),
  taken AS (
    DELETE FROM import_capture k
     USING next n
     WHERE k.archive_id = n.archive_id AND k.capture_id = n.capture_id
    RETURNING k.archive_id, k.capture_id)
  SELECT DISTINCT t.capture_id,
         NOT c.fetched AND NOT EXISTS (
           SELECT FROM import_capture o
            WHERE o.capture_id = t.capture_id
              AND NOT EXISTS (SELECT FROM next n WHERE n.archive_id = o.archive_id
                                                   AND n.capture_id = o.capture_id)) AS is_gone
    FROM taken t
    JOIN capture c ON c.id = t.capture_id
)sql";

constexpr const char* kForgetContent = R"sql(
  WITH content AS (
    DELETE FROM import_content WHERE import_id = $1 RETURNING archive_id)
  SELECT archive_id FROM content
)sql";

constexpr const char* kForgetArchives = R"sql(
  DELETE FROM import_archive WHERE id = ANY($1::bigint[])
)sql";

constexpr const char* kMarkUndone = R"sql(
  UPDATE import SET undone_at = now() WHERE id = $1 AND undone_at IS NULL
)sql";

constexpr const char* kUntold = R"sql(
  SELECT r.id, s.capture_id
    FROM rendition r
    JOIN sighting s ON s.rendition_id = r.id AND s.url = r.first_url
   WHERE r.parser_version = 0 AND r.id > $1
   ORDER BY r.id
   LIMIT $2
)sql";

constexpr const char* kTell = R"sql(
  UPDATE rendition r
     SET parser_version = t.version, fields = coalesce(t.fields, r.fields),
         completeness = CASE WHEN t.fields IS NULL THEN r.completeness ELSE t.completeness END
    FROM unnest($1::bigint[], $2::int[], $3::jsonb[], $4::int[])
      AS t(id, version, fields, completeness)
   WHERE r.id = t.id AND r.parser_version = 0
  RETURNING r.id AS rendition, r.cable_id AS id, t.fields IS NOT NULL AS is_told
)sql";

ImportSummary summary_in(pqxx::work& tx, const pqxx::row& row) {
  ImportSummary summary{.id = get<std::int64_t>(row, "id"),
                        .paths = {},
                        .base_url = get<std::string>(row, "base_url"),
                        .owner = get<OptionalText>(row, "owner"),
                        .owner_silent_seconds = get<std::int64_t>(row, "silent"),
                        .started_at = get<std::string>(row, "started_at"),
                        .finished_at = get<OptionalText>(row, "finished_at"),
                        .undo_began_at = get<OptionalText>(row, "undo_began_at"),
                        .undone_at = get<OptionalText>(row, "undone_at"),
                        .archives = get<std::int64_t>(row, "archives"),
                        .records = get<std::int64_t>(row, "records"),
                        .pages = get<std::int64_t>(row, "pages"),
                        .cables = get<std::int64_t>(row, "cables")};
  for (const auto& path : execute(tx, kPaths, summary.id)) {
    summary.paths.push_back(get<std::string>(path, "path"));
  }
  return summary;
}

}  // namespace

std::vector<ImportSummary> all_imports(pqxx::work& tx) {
  std::vector<ImportSummary> imports;
  for (const auto& row : tx.exec(fmt::format(kImports, fmt::arg("which", kAll)))) {
    imports.push_back(summary_in(tx, row));
  }
  return imports;
}

std::optional<ImportSummary> find_import(pqxx::work& tx, std::int64_t import) {
  const auto found = execute(tx, fmt::format(kImports, fmt::arg("which", kOne)), import);
  if (found.empty()) return std::nullopt;
  return summary_in(tx, found[0]);
}

bool may_undo(pqxx::work& tx) { return get<bool>(execute_one(tx, kMayUndo), "may"); }

bool begin_undo(pqxx::work& tx, const ImportSummary& import) {
  own_corpus(tx);
  if (affected_rows(execute(tx, kMark, import.id, import.owner)) == 0) {
    return get<bool>(execute_one(tx, kHasBegun, import.id), "has_begun");
  }
  execute(tx, kLeaveShared, import.id);
  execute(tx, kDisown, import.id);
  return true;
}

std::int64_t captures_to_undo(pqxx::work& tx, std::int64_t import) {
  return get<std::int64_t>(execute_one(tx, kLeft, import), "captures");
}

UndoStep undo_some(pqxx::work& tx, std::int64_t import, int limit) {
  own_corpus(tx);
  UndoStep step;
  std::vector<std::int64_t> gone;
  for (const auto& row : execute(tx, kTakeSome, import, limit)) {
    ++step.looked_at;
    if (get<bool>(row, "is_gone")) gone.push_back(get<std::int64_t>(row, "capture_id"));
  }
  if (!gone.empty()) step.removed = remove_captures(tx, gone);
  return step;
}

bool finish_undo(pqxx::work& tx, std::int64_t import) {
  own_corpus(tx);
  if (captures_to_undo(tx, import) > 0) return false;
  ArrayParameter archives;
  for (const auto& row : execute(tx, kForgetContent, import)) {
    archives.add(get<std::int64_t>(row, "archive_id"));
  }
  execute(tx, kForgetArchives, archives.literal());
  execute(tx, kMarkUndone, import);
  return true;
}

std::vector<UntoldText> untold_texts(pqxx::work& tx, std::int64_t after_id, int limit) {
  std::vector<UntoldText> texts;
  for (const auto& row : execute(tx, kUntold, after_id, limit)) {
    texts.push_back({get<std::int64_t>(row, "id"), get<std::int64_t>(row, "capture_id")});
  }
  return texts;
}

void tell_texts(pqxx::work& tx, const std::vector<TextTold>& told) {
  share_corpus(tx);
  ArrayParameter id;
  ArrayParameter version;
  ArrayParameter fields;
  ArrayParameter completeness;
  for (const TextTold& text : told) {
    id.add(text.rendition_id);
    version.add(text.parser_version);
    fields.add(text.fields);
    completeness.add(text.completeness);
  }
  std::set<std::string> cables;
  ChangeLog changes;
  for (const auto& row : execute(tx, kTell, id.literal(), version.literal(), fields.literal(),
                                 completeness.literal())) {
    if (!get<bool>(row, "is_told")) continue;
    cables.insert(get<std::string>(row, "id"));
    changes.rendition(get<std::string>(row, "id"), get<std::int64_t>(row, "rendition"));
  }
  std::set<std::string> changed;
  for (const std::string& cable : publish_cables(tx, cables)) changed.insert(cable);
  changed.merge(unite_twins(tx, cables));
  for (const std::string& cable : changed) changes.cable(cable, ChangeLog::CableChange::kChanged);
  changes.write(tx);
}

}  // namespace cabled::db
