#include "db/corpus/raw_pages.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Indexes used: capture_pkey, deleted_segment_pkey.
constexpr const char* kRawPages = R"sql(
  SELECT c.id, c.url, encode(c.payload_digest, 'hex') AS payload_digest, c.segment,
         c.segment_offset, c.segment_length, 'raw_lost' = ANY(c.flags) AS is_lost
    FROM capture c
   WHERE c.id > $1 AND c.id % $2 = 0
     AND NOT EXISTS (SELECT FROM deleted_segment d WHERE d.segment = c.segment)
   ORDER BY c.id
   LIMIT $3
)sql";

constexpr const char* kCountCaptures = R"sql(
  SELECT count(*) AS captures FROM capture
)sql";

constexpr const char* kSegments = R"sql(
  SELECT c.segment, count(*) AS captures
    FROM capture c
   WHERE NOT 'raw_lost' = ANY(c.flags)
     AND NOT EXISTS (SELECT FROM deleted_segment d WHERE d.segment = c.segment)
   GROUP BY c.segment
)sql";

// Indexes used: capture_pkey, url_url_key.
constexpr const char* kNoteLost = R"sql(
  WITH lost AS (
    UPDATE capture c
       SET flags = c.flags || '{raw_lost}'
      FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS k(id, segment, place)
     WHERE c.id = k.id AND c.segment = k.segment AND c.segment_offset = k.place
       AND NOT 'raw_lost' = ANY(c.flags)
    RETURNING c.url, c.payload_digest),
  due AS (
    UPDATE url u
       SET due_at = least(u.due_at, now()), attempts = 0
      FROM lost
     WHERE u.url = lost.url AND u.payload_digest = lost.payload_digest
    RETURNING u.id)
  SELECT count(*) AS urls FROM due
)sql";

constexpr const char* kNoteFound = R"sql(
  UPDATE capture SET flags = array_remove(flags, 'raw_lost') WHERE id = ANY($1::bigint[])
)sql";

// Index used: url_url_key, once for each that is lost.
constexpr const char* kLost = R"sql(
  SELECT count(*) AS captures, count(u.id) AS due
    FROM capture c
    LEFT JOIN url u ON u.url = c.url AND u.payload_digest = c.payload_digest
                   AND u.due_at IS NOT NULL
   WHERE 'raw_lost' = ANY(c.flags)
)sql";

}  // namespace

std::vector<RawPage> raw_pages_after(pqxx::work& tx, std::int64_t after_id, int step, int limit) {
  std::vector<RawPage> pages;
  for (const auto& row : execute(tx, kRawPages, after_id, step, limit)) {
    pages.push_back(
        {.capture_id = get<std::int64_t>(row, "id"),
         .url = get<std::string>(row, "url"),
         .payload = Digest::parse(get<std::string>(row, "payload_digest")).value(),
         .where = {get<std::string>(row, "segment"), get<std::uint64_t>(row, "segment_offset"),
                   get<std::uint64_t>(row, "segment_length")},
         .is_lost = get<bool>(row, "is_lost")});
  }
  return pages;
}

std::int64_t count_captures(pqxx::work& tx) {
  return get<std::int64_t>(execute_one(tx, kCountCaptures), "captures");
}

std::map<std::string, std::int64_t> captures_of_segments(pqxx::work& tx) {
  std::map<std::string, std::int64_t> segments;
  for (const auto& row : tx.exec(kSegments)) {
    segments.emplace(get<std::string>(row, "segment"), get<std::int64_t>(row, "captures"));
  }
  return segments;
}

std::int64_t note_lost_pages(pqxx::work& tx, std::span<const RawPage> pages) {
  ArrayParameter ids;
  ArrayParameter segments;
  ArrayParameter offsets;
  for (const RawPage& page : pages) {
    ids.add(page.capture_id);
    segments.add(page.where.segment);
    offsets.add(page.where.offset);
  }
  return get<std::int64_t>(
      execute_one(tx, kNoteLost, ids.literal(), segments.literal(), offsets.literal()), "urls");
}

void note_found_pages(pqxx::work& tx, std::span<const std::int64_t> capture_ids) {
  ArrayParameter ids;
  for (const std::int64_t id : capture_ids) ids.add(id);
  execute(tx, kNoteFound, ids.literal());
}

LostPages lost_pages(pqxx::work& tx) {
  const pqxx::row row = execute_one(tx, kLost);
  return {get<std::int64_t>(row, "captures"), get<std::int64_t>(row, "due")};
}

}  // namespace cabled::db
