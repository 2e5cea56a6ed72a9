#include "db/stored_captures.h"

#include <map>

#include "db/array_parameter.h"
#include "db/utc.h"

namespace cabled::db {
namespace {

// A list that could not be read has the outcome of a page that could not: its URL tells.
constexpr const char* kNextCaptures =
    "SELECT c.id, c.url, encode(c.payload_digest, 'hex'), c.source_id, c.origin = 'imported',"
    " c.status, (extract(epoch FROM c.fetched_at) * 1000000)::bigint, c.content_type, c.segment,"
    " c.segment_offset, c.segment_length, c.outcome, coalesce(j.reason, ''),"
    " c.row_facts::text FROM capture c LEFT JOIN rejection j ON j.capture_id = c.id"
    " WHERE c.id > $1 AND c.id <= $2"
    "  AND c.outcome IN ('cable', 'not_a_cable', 'block_page', 'error')"
    "  AND ($3::int IS NULL OR c.source_id = $3)"
    "  AND ($4::timestamptz IS NULL OR c.fetched_at >= $4::timestamptz)"
    "  AND ($5::timestamptz IS NULL OR c.fetched_at < $5::timestamptz)"
    "  AND ($6::int IS NULL OR c.parser_version < $6)"
    "  AND (NOT $7::boolean OR c.outcome <> 'cable')"
    "  AND NOT (c.outcome = 'error' AND c.origin = 'fetched'"
    "   AND EXISTS (SELECT FROM url u WHERE u.url = c.url AND u.kind <> 'page'))"
    " ORDER BY c.id LIMIT $8";

// A sighting keeps the capture that it was first made of: the text of a later capture of the URL
// may be that of an earlier one.
constexpr const char* kTexts =
    "SELECT c.id, r.id, r.cable_id, encode(r.content_key, 'hex'), r.fields::text, r.completeness,"
    "  r.first_url, EXISTS (SELECT FROM sighting f WHERE f.rendition_id = r.id"
    "   AND f.url = r.first_url AND f.superseded_at IS NULL)"
    " FROM capture c JOIN capture k ON k.url = c.url"
    " JOIN sighting s ON s.capture_id = k.id AND s.url = c.url AND s.superseded_at IS NULL"
    " JOIN rendition r ON r.id = s.rendition_id"
    " WHERE c.id = ANY($1::bigint[]) ORDER BY c.id, k.id <> c.id, r.id";

StoredCapture capture_from(const pqxx::row& row) {
  StoredCapture capture{
      .id = row[0].as<std::int64_t>(),
      .url = row[1].as<std::string>(),
      .payload = Digest::parse(row[2].as<std::string>()).value(),
      .source_id = std::nullopt,
      .imported = row[4].as<bool>(),
      .status = row[5].as<int>(),
      .fetched_at = Timestamp(row[6].as<std::int64_t>()),
      .content_type = row[7].as<std::string>(),
      .where = {row[8].as<std::string>(), row[9].as<std::uint64_t>(), row[10].as<std::uint64_t>()},
      .outcome = outcome_from(row[11].as<std::string>()),
      .rejection = row[12].as<std::string>(),
      .row_facts = nullable(row[13]),
      .texts = {}};
  if (!row[3].is_null()) capture.source_id = row[3].as<int>();
  return capture;
}

void add_texts(pqxx::work& tx, std::vector<StoredCapture>& captures) {
  ArrayParameter ids;
  std::map<std::int64_t, StoredCapture*> by_id;
  for (StoredCapture& capture : captures) {
    ids.add(capture.id);
    by_id.emplace(capture.id, &capture);
  }
  for (const auto& row : tx.exec_params(kTexts, ids.literal())) {
    by_id.at(row[0].as<std::int64_t>())
        ->texts.push_back({.rendition_id = row[1].as<std::int64_t>(),
                           .cable_id = row[2].as<std::string>(),
                           .content_key = row[3].as<std::string>(),
                           .fields = row[4].as<std::string>(),
                           .completeness = row[5].as<int>(),
                           .first_url = row[6].as<std::string>(),
                           .first_url_has_it = row[7].as<bool>()});
  }
}

}  // namespace

std::optional<std::string> settled_time(pqxx::work& tx, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return tx.exec_params1("SELECT " CABLED_UTC("$1::timestamptz"), *text)[0].as<std::string>("");
}

std::int64_t last_capture_id(pqxx::work& tx) {
  return tx.exec1("SELECT coalesce(max(id), 0) FROM capture")[0].as<std::int64_t>();
}

std::vector<StoredCapture> captures_after(pqxx::work& tx, const CaptureSelection& selection,
                                          std::int64_t after_id, std::int64_t until_id, int limit) {
  std::vector<StoredCapture> captures;
  for (const auto& row :
       tx.exec_params(kNextCaptures, after_id, until_id, selection.source_id, selection.since,
                      selection.until, selection.parser_below, selection.only_rejected, limit)) {
    captures.push_back(capture_from(row));
  }
  if (!captures.empty()) add_texts(tx, captures);
  return captures;
}

}  // namespace cabled::db
