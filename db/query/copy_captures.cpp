#include "db/query/copy_captures.h"

#include <fmt/format.h>

#include <string_view>

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// The texts of a cable and of those that are published under it.
constexpr const char* kCopies = R"sql(
  SELECT r.id, r.content_key, r.fields
    FROM rendition r
   WHERE r.cable_id = ANY(ARRAY(SELECT $1 UNION ALL SELECT t.id FROM cable t WHERE t.twin_of = $1))
)sql";

// A capture is named by the sighting that it made first, or else as one more of the same.
constexpr const char* kMadeOf = R"sql(
  SELECT s.rendition_id, s.capture_id FROM sighting s WHERE s.rendition_id = copy.id
  UNION
  SELECT g.rendition_id, g.capture_id FROM resighting g WHERE g.rendition_id = copy.id
)sql";

constexpr const char* kState = R"sql(
  CASE WHEN d.segment IS NOT NULL THEN 'deleted'
       WHEN 'raw_lost' = ANY(c.flags) THEN 'lost' ELSE 'kept' END AS raw_state
)sql";

// {copies}, {made_of}, {state}: those above.
constexpr const char* kCaptures = R"sql(
  SELECT c.id, encode(copy.content_key, 'hex') AS content_key, c.url,
         utc_text(c.fetched_at) AS received_at, utc_text(c.last_seen_at) AS last_seen_at,
         c.content_type, c.payload_bytes, NOT c.fetched AS is_imported, {state}
    FROM ({copies}) AS copy
   CROSS JOIN LATERAL ({made_of}) AS made
    JOIN capture c ON c.id = made.capture_id
    LEFT JOIN deleted_segment d ON d.segment = c.segment
   ORDER BY c.url COLLATE "C", c.fetched_at, c.id, copy.id
   LIMIT $2
)sql";

constexpr const char* kFields = R"sql(
  SELECT encode(copy.content_key, 'hex') AS content_key, copy.fields::text AS fields
    FROM ({copies}) AS copy
)sql";

constexpr const char* kRaw = R"sql(
  SELECT c.url, utc_text(c.fetched_at) AS received_at, c.content_type, c.charset, c.payload_bytes,
         encode(c.payload_digest, 'hex') AS payload_digest, c.segment, c.segment_offset,
         c.segment_length, {state}, utc_text(d.deleted_at) AS deleted_at
    FROM capture c
    LEFT JOIN deleted_segment d ON d.segment = c.segment
   WHERE c.id = $2
     AND EXISTS (SELECT FROM ({copies}) AS copy
                  CROSS JOIN LATERAL ({made_of}) AS made
                  WHERE made.capture_id = c.id)
)sql";

std::string with_parts(const char* statement) {
  return fmt::format(fmt::runtime(statement), fmt::arg("copies", kCopies),
                     fmt::arg("made_of", kMadeOf), fmt::arg("state", kState));
}

RawState state_from(std::string_view word) {
  if (word == "deleted") return RawState::kDeleted;
  return word == "lost" ? RawState::kLost : RawState::kKept;
}

}  // namespace

std::vector<CopyCapture> captures_of_copies(pqxx::work& tx, const std::string& id, int limit) {
  std::vector<CopyCapture> captures;
  for (const auto& row : execute(tx, with_parts(kCaptures), id, limit)) {
    captures.push_back({.id = get<std::int64_t>(row, "id"),
                        .content_key = get<std::string>(row, "content_key"),
                        .url = get<std::string>(row, "url"),
                        .received_at = get<std::string>(row, "received_at"),
                        .last_seen_at = get<std::string>(row, "last_seen_at"),
                        .content_type = get<std::string>(row, "content_type"),
                        .bytes = get<std::uint64_t>(row, "payload_bytes"),
                        .imported = get<bool>(row, "is_imported"),
                        .raw = state_from(get<std::string>(row, "raw_state"))});
  }
  return captures;
}

std::map<std::string, std::string> fields_of_copies(pqxx::work& tx, const std::string& id) {
  std::map<std::string, std::string> fields;
  for (const auto& row : execute(tx, with_parts(kFields), id)) {
    fields.emplace(get<std::string>(row, "content_key"), get<std::string>(row, "fields"));
  }
  return fields;
}

std::optional<RawCapture> raw_capture_of(pqxx::work& tx, const std::string& id,
                                         std::int64_t capture_id) {
  const pqxx::result found = execute(tx, with_parts(kRaw), id, capture_id);
  if (found.empty()) return std::nullopt;
  const auto& row = found[0];
  return RawCapture{
      .url = get<std::string>(row, "url"),
      .received_at = get<std::string>(row, "received_at"),
      .content_type = get<std::string>(row, "content_type"),
      .charset = get<std::string>(row, "charset"),
      .bytes = get<std::uint64_t>(row, "payload_bytes"),
      .payload = Digest::parse(get<std::string>(row, "payload_digest")).value(),
      .where = {get<std::string>(row, "segment"), get<std::uint64_t>(row, "segment_offset"),
                get<std::uint64_t>(row, "segment_length")},
      .raw = state_from(get<std::string>(row, "raw_state")),
      .deleted_at = get<OptionalText>(row, "deleted_at")};
}

}  // namespace cabled::db
