#include "db/corpus/reparse_progress.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: reparse_open, which also makes the second of two that begin at once wait.
constexpr const char* kBegin = R"sql(
  WITH made AS (
    INSERT INTO reparse AS r (selection, parser_version, until_id)
    SELECT $1, $2, coalesce(max(id), 0) FROM capture
    ON CONFLICT (selection, parser_version) WHERE finished_at IS NULL
    DO UPDATE SET until_id = r.until_id
    RETURNING *)
  SELECT id, until_id, last_capture_id, summary::text AS summary FROM made
)sql";

constexpr const char* kAdvance = R"sql(
  UPDATE reparse
     SET last_capture_id = $2, summary = $3::jsonb
   WHERE id = $1 AND last_capture_id = $4 AND finished_at IS NULL
)sql";

constexpr const char* kFinish = R"sql(
  UPDATE reparse SET finished_at = now() WHERE id = $1
)sql";

}  // namespace

ReparseRun begin_reparse(pqxx::work& tx, const std::string& selection, int parser_version) {
  const pqxx::row row = execute_one(tx, kBegin, selection, parser_version);
  return {get<std::int64_t>(row, "id"), get<std::int64_t>(row, "until_id"),
          get<std::int64_t>(row, "last_capture_id"), get<std::string>(row, "summary")};
}

void finish_reparse(pqxx::work& tx, const ReparseRun& run) { execute(tx, kFinish, run.id); }

bool advance_reparse(pqxx::work& tx, const ReparseRun& run, std::int64_t expected_last_id) {
  return affected_rows(
             execute(tx, kAdvance, run.id, run.last_capture_id, run.summary, expected_last_id)) > 0;
}

}  // namespace cabled::db
