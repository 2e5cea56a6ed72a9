#include "db/corpus/segment_store.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: capture_segment.
constexpr const char* kReferred = R"sql(
  SELECT name FROM unnest($1::text[]) AS s(name)
   WHERE EXISTS (SELECT FROM capture WHERE segment = s.name)
)sql";

// Index used: capture_segment.
constexpr const char* kNoteDeleted = R"sql(
  INSERT INTO deleted_segment (segment, captures)
  SELECT $1, count(*) FROM capture WHERE segment = $1
  ON CONFLICT (segment) DO UPDATE SET captures = excluded.captures
  RETURNING captures
)sql";

// Counted anew: of the pages that went, some were stored again. Index used: capture_segment.
constexpr const char* kDeleted = R"sql(
  SELECT count(*) AS segments,
         coalesce(sum((SELECT count(*) FROM capture c WHERE c.segment = d.segment)), 0)::bigint
           AS captures
    FROM deleted_segment d
)sql";

}  // namespace

std::set<std::string> referred_segments(pqxx::work& tx, const std::vector<std::string>& segments) {
  std::set<std::string> referred;
  for (const auto& row : execute(tx, kReferred, array_literal(segments))) {
    referred.insert(get<std::string>(row, "name"));
  }
  return referred;
}

std::int64_t note_deleted_segment(pqxx::work& tx, const std::string& segment) {
  return get<std::int64_t>(execute_one(tx, kNoteDeleted, segment), "captures");
}

DeletedSegments deleted_segments(pqxx::work& tx) {
  const pqxx::row row = execute_one(tx, kDeleted);
  return {get<std::int64_t>(row, "segments"), get<std::int64_t>(row, "captures")};
}

}  // namespace cabled::db
