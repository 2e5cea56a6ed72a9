#include "db/corpus/stored_captures.h"

#include <map>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"

namespace cabled::db {
namespace {

// {which}: which of them, in which order.
constexpr const char* kCaptures = R"sql(
  SELECT c.id, c.url, encode(c.payload_digest, 'hex') AS payload_digest, c.source_id,
         c.origin = 'imported' AS is_imported, c.status,
         (extract(epoch FROM c.fetched_at) * 1000000)::bigint AS fetched_at, c.content_type,
         c.segment, c.segment_offset, c.segment_length, c.outcome,
         coalesce(j.reason, '') AS reason, c.row_facts::text AS row_facts
    FROM capture c
    LEFT JOIN rejection j ON j.capture_id = c.id
  {which}
)sql";

constexpr const char* kThese = R"sql(
   WHERE c.id = ANY($1::bigint[])
   ORDER BY c.id
)sql";

// A list that could not be read has the outcome of a page that could not: its URL tells.
constexpr const char* kSelected = R"sql(
   WHERE c.id > $1 AND c.id <= $2
     AND c.outcome IN ('cable', 'not_a_cable', 'block_page', 'error')
     AND ($3::int IS NULL OR c.source_id = $3)
     AND ($4::timestamptz IS NULL OR c.fetched_at >= $4::timestamptz)
     AND ($5::timestamptz IS NULL OR c.fetched_at < $5::timestamptz)
     AND ($6::int IS NULL OR c.parser_version < $6)
     AND (NOT $7::boolean OR c.outcome <> 'cable')
     AND NOT (c.outcome = 'error' AND c.origin = 'fetched'
              AND EXISTS (SELECT FROM url u WHERE u.url = c.url AND u.kind <> 'page'))
)sql";

constexpr const char* kNext = R"sql(
   ORDER BY c.id
   LIMIT $8
)sql";

constexpr const char* kCount = R"sql(
  SELECT count(*) AS captures FROM capture c
)sql";

// A sighting keeps the capture that it was first made of; that other captures of its URL gave the
// text again, a resighting says.
constexpr const char* kTexts = R"sql(
  SELECT c.id AS capture_id, r.id AS rendition_id, r.cable_id,
         encode(r.content_key, 'hex') AS content_key, r.fields::text AS fields, r.completeness,
         r.first_url,
         EXISTS (SELECT FROM sighting f
                  WHERE f.rendition_id = r.id AND f.url = r.first_url
                    AND f.superseded_at IS NULL) AS first_url_has_it
    FROM (SELECT rendition_id, url, capture_id AS id FROM sighting
           WHERE capture_id = ANY($1::bigint[])
          UNION
          SELECT rendition_id, url, capture_id FROM resighting
           WHERE capture_id = ANY($1::bigint[])) AS c
    JOIN sighting s ON s.rendition_id = c.rendition_id AND s.url = c.url
                   AND s.superseded_at IS NULL
    JOIN rendition r ON r.id = s.rendition_id
   ORDER BY c.id, r.id
)sql";

constexpr const char* kLastCapture = R"sql(
  SELECT coalesce(max(id), 0) AS id FROM capture
)sql";

StoredCapture capture_from(const pqxx::row& row) {
  return {.id = get<std::int64_t>(row, "id"),
          .url = get<std::string>(row, "url"),
          .payload = Digest::parse(get<std::string>(row, "payload_digest")).value(),
          .source_id = get<std::optional<int>>(row, "source_id"),
          .imported = get<bool>(row, "is_imported"),
          .status = get<int>(row, "status"),
          .fetched_at = Timestamp(get<std::int64_t>(row, "fetched_at")),
          .content_type = get<std::string>(row, "content_type"),
          .where = {get<std::string>(row, "segment"), get<std::uint64_t>(row, "segment_offset"),
                    get<std::uint64_t>(row, "segment_length")},
          .outcome = outcome_from(get<std::string>(row, "outcome")),
          .rejection = get<std::string>(row, "reason"),
          .row_facts = get<OptionalText>(row, "row_facts"),
          .texts = {}};
}

void add_texts(pqxx::work& tx, std::vector<StoredCapture>& captures) {
  ArrayParameter ids;
  std::map<std::int64_t, StoredCapture*> by_id;
  for (StoredCapture& capture : captures) {
    ids.add(capture.id);
    by_id.emplace(capture.id, &capture);
  }
  for (const auto& row : tx.exec_params(kTexts, ids.literal())) {
    by_id.at(get<std::int64_t>(row, "capture_id"))
        ->texts.push_back({.rendition_id = get<std::int64_t>(row, "rendition_id"),
                           .cable_id = get<std::string>(row, "cable_id"),
                           .content_key = get<std::string>(row, "content_key"),
                           .fields = get<std::string>(row, "fields"),
                           .completeness = get<int>(row, "completeness"),
                           .first_url = get<std::string>(row, "first_url"),
                           .first_url_has_it = get<bool>(row, "first_url_has_it")});
  }
}

}  // namespace

std::int64_t last_capture_id(pqxx::work& tx) {
  return get<std::int64_t>(tx.exec1(kLastCapture), "id");
}

std::vector<StoredCapture> captures_after(pqxx::work& tx, const CaptureSelection& selection,
                                          std::int64_t after_id, std::int64_t until_id, int limit) {
  std::vector<StoredCapture> captures;
  for (const auto& row :
       tx.exec_params(fmt::format(kCaptures, fmt::arg("which", kSelected)) + kNext, after_id,
                      until_id, selection.source_id, selection.since, selection.until,
                      selection.parser_below, selection.only_rejected, limit)) {
    captures.push_back(capture_from(row));
  }
  if (!captures.empty()) add_texts(tx, captures);
  return captures;
}

std::int64_t count_captures(pqxx::work& tx, const CaptureSelection& selection,
                            std::int64_t after_id, std::int64_t until_id) {
  const pqxx::row row = tx.exec_params1(std::string(kCount) + kSelected, after_id, until_id,
                                        selection.source_id, selection.since, selection.until,
                                        selection.parser_below, selection.only_rejected);
  return get<std::int64_t>(row, "captures");
}

std::vector<StoredCapture> stored_captures(pqxx::work& tx, const std::vector<std::int64_t>& ids) {
  ArrayParameter list;
  for (const std::int64_t id : ids) list.add(id);
  std::vector<StoredCapture> captures;
  for (const auto& row :
       tx.exec_params(fmt::format(kCaptures, fmt::arg("which", kThese)), list.literal())) {
    captures.push_back(capture_from(row));
  }
  if (!captures.empty()) add_texts(tx, captures);
  return captures;
}

}  // namespace cabled::db
