#include "db/segment_store.h"

#include "db/array_parameter.h"

namespace cabled::db {

// Index used by all: capture_segment.
std::set<std::string> referred_segments(pqxx::work& tx, const std::vector<std::string>& segments) {
  ArrayParameter names;
  for (const std::string& segment : segments) names.add(segment);
  std::set<std::string> referred;
  for (const auto& row :
       tx.exec_params("SELECT name FROM unnest($1::text[]) AS s(name)"
                      " WHERE EXISTS (SELECT FROM capture WHERE segment = s.name)",
                      names.literal())) {
    referred.insert(row[0].as<std::string>());
  }
  return referred;
}

std::int64_t note_deleted_segment(pqxx::work& tx, const std::string& segment) {
  return tx
      .exec_params1(
          "INSERT INTO deleted_segment (segment, captures)"
          " SELECT $1, count(*) FROM capture WHERE segment = $1"
          " ON CONFLICT (segment) DO UPDATE SET captures = excluded.captures RETURNING captures",
          segment)[0]
      .as<std::int64_t>();
}

DeletedSegments deleted_segments(pqxx::work& tx) {
  // Counted anew: of the pages that went, some were stored again.
  const pqxx::row row = tx.exec1(
      "SELECT count(*), coalesce(sum((SELECT count(*) FROM capture c"
      " WHERE c.segment = d.segment)), 0)::bigint FROM deleted_segment d");
  return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>()};
}

}  // namespace cabled::db
