#include "db/corpus/reading_history.h"

#include <optional>

#include "db/sql/array_parameter.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A row a text that the capture gave: with its fields where it is corrected (w.rendition), else
// without (w.rendition is null and stands for all others). Index used: sighting_capture.
constexpr const char* kKeepHistory = R"sql(
  INSERT INTO correction (capture_id, from_version, to_version, outcome, reason, rendition_id,
                          fields)
  SELECT c.id, c.parser_version, w.version, c.outcome, j.reason,
         coalesce(w.rendition, s.rendition_id), r.fields
    FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS w(id, rendition, version)
    JOIN capture c ON c.id = w.id
    LEFT JOIN rejection j ON j.capture_id = c.id
    LEFT JOIN rendition r ON r.id = w.rendition
    LEFT JOIN sighting s ON w.rendition IS NULL AND s.capture_id = c.id
                        AND s.superseded_at IS NULL
                        AND s.rendition_id <> ALL (array_remove($2::bigint[], NULL))
   ORDER BY c.id, s.rendition_id
)sql";

}  // namespace

void keep_history(pqxx::work& tx, std::span<const Rereading* const> changed) {
  if (changed.empty()) return;
  ArrayParameter id;
  ArrayParameter rendition;
  ArrayParameter version;
  const auto add = [&](const Rereading& reading, std::optional<std::int64_t> corrected) {
    id.add(reading.capture_id);
    rendition.add(corrected);
    version.add(reading.write->capture->parser_version);
  };
  for (const Rereading* reading : changed) {
    for (const KeptText& text : reading->kept) {
      if (text.is_corrected) add(*reading, text.rendition_id);
    }
    if (reading->change == Rereading::Change::kOther) add(*reading, std::nullopt);
  }
  execute(tx, kKeepHistory, id.literal(), rendition.literal(), version.literal());
}

}  // namespace cabled::db
