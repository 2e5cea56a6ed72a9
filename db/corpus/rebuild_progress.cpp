#include "db/corpus/rebuild_progress.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kHoldsPages = R"sql(
  SELECT EXISTS (SELECT FROM capture) OR EXISTS (SELECT FROM cable) AS is_any
)sql";

constexpr const char* kUnfinishedRebuild = R"sql(
  SELECT id, segment, segment_offset, pages, unchanged, damaged
    FROM rebuild
   WHERE finished_at IS NULL
   ORDER BY id
   LIMIT 1
)sql";

// Index used: rebuild_open, which also makes the second of two that begin at once wait.
constexpr const char* kBeginRebuild = R"sql(
  INSERT INTO rebuild AS r DEFAULT VALUES
  ON CONFLICT ((finished_at IS NULL)) WHERE finished_at IS NULL
  DO UPDATE SET segment = r.segment
  RETURNING id, segment, segment_offset, pages, unchanged, damaged
)sql";

constexpr const char* kAdvanceRebuild = R"sql(
  UPDATE rebuild
     SET segment = $4, segment_offset = $5, pages = $6, unchanged = $7, damaged = $8
   WHERE id = $1 AND segment = $2 AND segment_offset = $3 AND finished_at IS NULL
)sql";

// The date of a page out of a file tells nothing of when it was imported.
constexpr const char* kDateTexts = R"sql(
  UPDATE rendition r
     SET first_seen_at = s.first_seen_at
    FROM (SELECT t.rendition_id, min(t.first_seen_at) AS first_seen_at
            FROM sighting t
            JOIN capture p ON p.id = t.capture_id AND p.fetched
           GROUP BY t.rendition_id) AS s
   WHERE r.id = s.rendition_id AND s.first_seen_at < r.first_seen_at
)sql";

constexpr const char* kDateCables = R"sql(
  UPDATE cable c
     SET first_seen_at = r.first_seen_at
    FROM (SELECT cable_id, min(first_seen_at) AS first_seen_at
            FROM rendition
           GROUP BY cable_id) AS r
   WHERE c.id = r.cable_id AND r.first_seen_at < c.first_seen_at
)sql";

constexpr const char* kFinishRebuild = R"sql(
  UPDATE rebuild SET finished_at = now() WHERE id = $1
)sql";

RebuildRun rebuild_in(const pqxx::row& row) {
  return {.id = get<std::int64_t>(row, "id"),
          .segment = get<std::string>(row, "segment"),
          .offset = get<std::int64_t>(row, "segment_offset"),
          .pages = get<std::int64_t>(row, "pages"),
          .unchanged = get<std::int64_t>(row, "unchanged"),
          .damaged = get<std::int64_t>(row, "damaged")};
}

}  // namespace

bool holds_pages(pqxx::work& tx) { return get<bool>(execute_one(tx, kHoldsPages), "is_any"); }

std::optional<RebuildRun> unfinished_rebuild(pqxx::work& tx) {
  const pqxx::result found = execute(tx, kUnfinishedRebuild);
  return found.empty() ? std::nullopt : std::optional(rebuild_in(found.front()));
}

RebuildRun begin_rebuild(pqxx::work& tx) { return rebuild_in(execute_one(tx, kBeginRebuild)); }

bool advance_rebuild(pqxx::work& tx, const RebuildRun& before, const RebuildRun& run) {
  return affected_rows(execute(tx, kAdvanceRebuild, run.id, before.segment, before.offset,
                               run.segment, run.offset, run.pages, run.unchanged, run.damaged)) ==
         1;
}

void finish_rebuild(pqxx::work& tx, const RebuildRun& run) {
  execute(tx, kDateTexts);
  execute(tx, kDateCables);
  execute(tx, kFinishRebuild, run.id);
}

}  // namespace cabled::db
