#include "db/corpus/cable_texts.h"

#include <string>
#include <vector>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Which page brought a text, and in which order rows go in, is by bytes, as in cable_store.cpp.
// One statement, so that a text travels once. Renditions wait for the cables (`after`), which keeps
// two writers taking their locks in one order.
constexpr const char* kInsertTexts = R"sql(
  WITH s AS MATERIALIZED (
    SELECT cable_id COLLATE "C" AS cable_id, year, station, serial, sent_at, classification,
           tags::text[] AS tags, subject, fields, text, content_key, fingerprint, completeness,
           parser, url COLLATE "C" AS url, doubtful, bands::bigint[] AS bands
      FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[],
                  $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::bytea[], $12::bigint[],
                  $13::int[], $14::int[], $15::text[], $16::boolean[], $17::text[])
        AS t(cable_id, year, station, serial, sent_at, classification, tags, subject, fields, text,
             content_key, fingerprint, completeness, parser, url, doubtful, bands)),
  new_cable AS (
    INSERT INTO cable (id, year, station, serial, sent_at, classification, tags, subject, fields,
                       search, best_key, doubtful)
    SELECT DISTINCT ON (cable_id)
           cable_id, year, station, serial, sent_at, classification, tags, subject, fields,
           cable_search_vector(cable_id, subject, tags, text), content_key, doubtful
      FROM s
     WHERE NOT EXISTS (SELECT FROM cable c WHERE c.id = s.cable_id)
     ORDER BY cable_id, completeness DESC, content_key
    ON CONFLICT (id) DO NOTHING
    RETURNING id),
  new_rendition AS (
    INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, bands, completeness,
                           parser_version, first_url)
    SELECT DISTINCT ON (cable_id, content_key)
           cable_id, content_key, text, fields, fingerprint, bands, completeness, parser, url
      FROM s, (SELECT count(*) FROM new_cable) AS after
     ORDER BY cable_id, content_key, url
    ON CONFLICT (cable_id, content_key) DO NOTHING
    RETURNING cable_id, content_key)
  SELECT cable_id, encode(content_key, 'hex') AS content_key,
         cable_id IN (SELECT id FROM new_cable) AS is_new_cable
    FROM new_rendition
)sql";

// Index used: rendition_cable_id_content_key_key.
constexpr const char* kFindStoredRenditions = R"sql(
  SELECT r.id, r.cable_id, encode(r.content_key, 'hex') AS content_key
    FROM rendition r
    JOIN unnest($1::text[], $2::bytea[]) AS s(cable_id, content_key)
      ON r.cable_id = s.cable_id AND r.content_key = s.content_key
)sql";

RenditionKey key_in(const pqxx::row& row) {
  return {get<std::string>(row, "cable_id"), get<std::string>(row, "content_key")};
}

struct CableColumns {
  ArrayParameter id, year, station, serial, sent, classification, tags, subject, fields, text, key,
      fingerprint, completeness, parser, url, doubtful, bands;

  void add(const TextOfPage& from) {
    const RenditionRow& row = *from.row;
    const CaptureRow& capture = *from.page->capture;
    id.add(row.cable_id);
    year.add(row.year);
    station.add(row.station);
    serial.add(row.serial);
    sent.add(row.sent_at);
    classification.add(row.classification);
    tags.add_list(row.tags);
    subject.add(row.subject);
    fields.add(row.fields);
    text.add(row.text);
    key.add_bytes(row.content_key.bytes());
    fingerprint.add(row.fingerprint);
    completeness.add(row.completeness);
    parser.add(capture.parser_version);
    url.add(capture.url.str());
    doubtful.add(row.doubtful_id);
    std::vector<std::string> band_texts;
    band_texts.reserve(row.bands.size());
    for (const std::int64_t band : row.bands) band_texts.push_back(std::to_string(band));
    bands.add_list(band_texts);
  }

  pqxx::result run(pqxx::work& tx, const std::string& sql) const {
    return execute(tx, sql, id.literal(), year.literal(), station.literal(), serial.literal(),
                   sent.literal(), classification.literal(), tags.literal(), subject.literal(),
                   fields.literal(), text.literal(), key.literal(), fingerprint.literal(),
                   completeness.literal(), parser.literal(), url.literal(), doubtful.literal(),
                   bands.literal());
  }
};

}  // namespace

RenditionKey key_of(const RenditionRow& rendition) {
  return {rendition.cable_id, rendition.content_key.hex()};
}

StoredTexts store_texts(pqxx::work& tx, std::span<const TextOfPage> texts) {
  CableColumns columns;
  for (const TextOfPage& text : texts) columns.add(text);
  StoredTexts stored;
  for (const auto& row : columns.run(tx, kInsertTexts)) {
    stored.new_renditions.insert(key_in(row));
    if (get<bool>(row, "is_new_cable")) stored.new_cables.insert(get<std::string>(row, "cable_id"));
  }
  for (const auto& row :
       execute(tx, kFindStoredRenditions, columns.id.literal(), columns.key.literal())) {
    stored.rendition_ids.emplace(key_in(row), get<std::int64_t>(row, "id"));
  }
  return stored;
}

}  // namespace cabled::db
