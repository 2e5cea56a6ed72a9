#include "db/corpus/capture_store.h"

#include <map>
#include <string>
#include <utility>

#include "db/corpus/corpus_lock.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Bytes that were stored before lie in the archive once more, and the row goes with the newer
// record, with all that says how to read it: the older file may be gone, or go first.
// Index used: capture_url_payload_digest_key.
constexpr const char* kInsertCaptures = R"sql(
  INSERT INTO capture AS c (url, payload_digest, source_id, origin, status, fetched_at,
                            last_seen_at, content_type, charset, payload_bytes, segment,
                            segment_offset, segment_length, outcome, flags, parser_version,
                            row_facts, fetched)
  SELECT DISTINCT ON (url COLLATE "C", digest) url, digest, source_id, origin, status,
         'epoch'::timestamptz + at * interval '1 microsecond',
         'epoch'::timestamptz + at * interval '1 microsecond',
         content_type, charset, bytes, segment, seg_offset, seg_length, outcome, flags::text[],
         parser, facts, origin = 'fetched'
    FROM unnest($1::text[], $2::bytea[], $3::int[], $4::text[], $5::int[], $6::bigint[],
                $7::text[], $8::text[], $9::bigint[], $10::text[], $11::bigint[], $12::bigint[],
                $13::text[], $14::text[], $15::int[], $16::jsonb[])
      AS s(url, digest, source_id, origin, status, at, content_type, charset, bytes, segment,
           seg_offset, seg_length, outcome, flags, parser, facts)
   ORDER BY url COLLATE "C", digest
  ON CONFLICT (url, payload_digest) DO UPDATE
    SET last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at),
        segment = excluded.segment, segment_offset = excluded.segment_offset,
        segment_length = excluded.segment_length, origin = excluded.origin,
        status = excluded.status, content_type = excluded.content_type,
        charset = excluded.charset, flags = excluded.flags,
        outcome = excluded.outcome, parser_version = excluded.parser_version,
        row_facts = coalesce(excluded.row_facts, c.row_facts),
        source_id = coalesce(c.source_id, excluded.source_id),
        fetched = c.fetched OR excluded.fetched
  RETURNING id, url, encode(payload_digest, 'hex') AS digest
)sql";

// Index used: import_capture_pkey.
constexpr const char* kNoteArchives = R"sql(
  INSERT INTO import_capture (archive_id, capture_id)
  SELECT DISTINCT archive, capture
    FROM unnest($1::bigint[], $2::bigint[]) AS s(archive, capture)
   ORDER BY archive, capture
  ON CONFLICT DO NOTHING
)sql";

// Indexes used: capture_url_payload_digest_key, deleted_segment_pkey.
constexpr const char* kKnownPayloads = R"sql(
  SELECT c.id, c.outcome
    FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS s(url, digest, n)
    LEFT JOIN capture c
      ON c.url = s.url AND c.payload_digest = s.digest
     AND NOT 'raw_lost' = ANY(c.flags)
     AND NOT EXISTS (SELECT FROM deleted_segment d WHERE d.segment = c.segment)
   ORDER BY n
)sql";

constexpr const char* kInsertRejections = R"sql(
  INSERT INTO rejection AS r (capture_id, stage, reason, detail, parser_version)
  SELECT DISTINCT ON (id) id, stage, reason, detail, parser
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[])
      AS s(id, stage, reason, detail, parser)
   ORDER BY id
  ON CONFLICT (capture_id) DO UPDATE
    SET stage = excluded.stage, reason = excluded.reason, detail = excluded.detail,
        parser_version = excluded.parser_version
)sql";

constexpr const char* kDeleteRejections = R"sql(
  DELETE FROM rejection WHERE capture_id = ANY($1::bigint[])
)sql";

// Indexes used: capture_url_payload_digest_key, sighting_capture.
constexpr const char* kRenewUnchanged = R"sql(
  WITH seen AS (
    UPDATE capture c
       SET last_seen_at = greatest(c.last_seen_at,
                                   'epoch'::timestamptz + s.at * interval '1 microsecond')
      FROM unnest($1::text[], $2::bytea[], $3::bigint[]) AS s(url, digest, at)
     WHERE c.url = s.url AND c.payload_digest = s.digest
    RETURNING c.id, c.last_seen_at)
  UPDATE sighting t
     SET last_seen_at = greatest(t.last_seen_at, seen.last_seen_at)
    FROM seen
   WHERE t.capture_id = seen.id
)sql";

/// Captures and the archives that they came out of.
class ArchiveNotes {
 public:
  void add(const std::optional<std::int64_t>& archive, std::int64_t capture) {
    if (!archive) return;
    any_ = true;
    archive_.add(*archive);
    capture_.add(capture);
  }
  void write(pqxx::work& tx) const {
    if (any_) execute(tx, kNoteArchives, archive_.literal(), capture_.literal());
  }

 private:
  ArrayParameter archive_, capture_;
  bool any_ = false;
};

using CaptureKey = std::pair<std::string, std::string>;  // url, payload digest in hex

struct CaptureColumns {
  TextArray url, origin, type, charset, segment, outcome, flags;
  BytesArray digest;
  IntegerArray source, status, parser;
  BigintArray at, bytes, offset, length;
  JsonArray facts;

  void add(const CaptureRow& row) {
    url.add(row.url.str());
    digest.add(row.payload.bytes());
    source.add(row.source_id);
    origin.add(row.imported ? "imported" : "fetched");
    status.add(row.status);
    at.add(row.fetched_at.count());
    type.add(row.content_type.str());
    charset.add(row.charset);
    bytes.add(row.payload_bytes);
    segment.add(row.where.segment);
    offset.add(row.where.offset);
    length.add(row.where.length);
    outcome.add(to_string(row.outcome));
    flags.add(array_literal(row.flags));
    parser.add(row.parser_version);
    facts.add(row.row_facts);
  }
};

}  // namespace

std::vector<std::optional<std::int64_t>> store_captures(pqxx::work& tx,
                                                        std::span<const PageWrite* const> pages) {
  std::vector<std::optional<std::int64_t>> ids(pages.size());
  CaptureColumns c;
  bool any = false;
  for (const PageWrite* page : pages) {
    if (!page->capture) continue;
    any = true;
    c.add(*page->capture);
  }
  if (!any) return ids;

  std::map<CaptureKey, std::int64_t> stored;
  for (const auto& row :
       execute(tx, kInsertCaptures, c.url.parameter(), c.digest.parameter(), c.source.parameter(),
               c.origin.parameter(), c.status.parameter(), c.at.parameter(), c.type.parameter(),
               c.charset.parameter(), c.bytes.parameter(), c.segment.parameter(),
               c.offset.parameter(), c.length.parameter(), c.outcome.parameter(),
               c.flags.parameter(), c.parser.parameter(), c.facts.parameter())) {
    stored.emplace(CaptureKey(get<std::string>(row, "url"), get<std::string>(row, "digest")),
                   get<std::int64_t>(row, "id"));
  }
  ArchiveNotes notes;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto& capture = pages[i]->capture;
    if (!capture) continue;
    ids[i] = stored.at({capture->url.str(), capture->payload.hex()});
    notes.add(capture->import_archive, *ids[i]);
  }
  notes.write(tx);
  return ids;
}

std::vector<std::optional<Outcome>> known_payloads(pqxx::work& tx,
                                                   std::span<const PayloadKey> keys) {
  share_corpus(tx);
  ArrayParameter url;
  ArrayParameter digest;
  for (const PayloadKey& key : keys) {
    url.add(key.url);
    digest.add_bytes(key.payload.bytes());
  }
  std::vector<std::optional<Outcome>> known;
  ArchiveNotes notes;
  for (const auto& row : execute(tx, kKnownPayloads, url.literal(), digest.literal())) {
    const PayloadKey& key = keys[known.size()];
    const auto outcome = get<OptionalText>(row, "outcome");
    known.push_back(outcome ? std::optional(outcome_from(*outcome)) : std::nullopt);
    if (outcome) notes.add(key.import_archive, get<std::int64_t>(row, "id"));
  }
  notes.write(tx);
  return known;
}

void renew_unchanged(pqxx::work& tx, std::span<const PageWrite* const> pages) {
  ArrayParameter url;
  ArrayParameter digest;
  ArrayParameter at;
  bool any = false;
  for (const PageWrite* page : pages) {
    if (!page->unchanged) continue;
    any = true;
    url.add(page->unchanged->url);
    digest.add_bytes(page->unchanged->payload.bytes());
    at.add(page->unchanged->at.count());
  }
  if (any) execute(tx, kRenewUnchanged, url.literal(), digest.literal(), at.literal());
}

void store_rejections(pqxx::work& tx, std::span<const PageWrite* const> pages,
                      std::span<const std::optional<std::int64_t>> captures) {
  ArrayParameter id;
  ArrayParameter stage;
  ArrayParameter reason;
  ArrayParameter detail;
  ArrayParameter parser;
  ArrayParameter accepted;
  bool any_rejected = false;
  bool any_accepted = false;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!captures[i]) continue;
    const Ruling& ruling = pages[i]->ruling;
    const std::string_view rejected_at = rule_of(ruling.reason).stage;
    if (!rejected_at.empty()) {
      any_rejected = true;
      id.add(*captures[i]);
      stage.add(rejected_at);
      reason.add(ruling.rejection_word());
      detail.add(ruling.word() == ruling.rejection_word() ? ruling.detail.str() : std::string());
      parser.add(pages[i]->capture->parser_version);
    } else if (pages[i]->rendition) {
      any_accepted = true;
      accepted.add(*captures[i]);
    }
  }
  if (any_rejected) {
    execute(tx, kInsertRejections, id.literal(), stage.literal(), reason.literal(),
            detail.literal(), parser.literal());
  }
  if (any_accepted) {
    execute(tx, kDeleteRejections, accepted.literal());
  }
}

}  // namespace cabled::db
