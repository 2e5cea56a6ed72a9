#include "db/corpus/reparse_store.h"

#include <set>
#include <utility>

#include "db/corpus/bare_cables.h"
#include "db/corpus/cable_publish.h"
#include "db/corpus/cable_store.h"
#include "db/corpus/capture_store.h"
#include "db/corpus/corpus_lock.h"
#include "db/corpus/link_store.h"
#include "db/corpus/reading_history.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kUpdateCaptures = R"sql(
  UPDATE capture c
     SET outcome = w.outcome, charset = w.charset, parser_version = w.version
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[])
      AS w(id, outcome, charset, version)
   WHERE c.id = w.id
)sql";

// Index used: sighting_capture. $1: the captures; $2 to $4: what they give now.
constexpr const char* kSupersedeSightings = R"sql(
  WITH before AS MATERIALIZED (
    SELECT s.capture_id, s.rendition_id, s.url, r.cable_id, r.content_key
      FROM sighting s
      JOIN rendition r ON r.id = s.rendition_id
     WHERE s.capture_id = ANY($1::bigint[]) AND s.superseded_at IS NULL),
  today AS MATERIALIZED (
    SELECT * FROM unnest($2::bigint[], $3::text[], $4::bytea[])
      AS t(capture_id, cable_id, content_key)),
  heir AS (
    SELECT capture_id, min(cable_id) AS cable_id
      FROM (SELECT capture_id, cable_id FROM today
            EXCEPT SELECT capture_id, cable_id FROM before) AS fresh
     GROUP BY capture_id
    HAVING count(*) = 1)
  UPDATE sighting s
     SET superseded_at = now()
    FROM before b
    LEFT JOIN heir h ON h.capture_id = b.capture_id
   WHERE s.rendition_id = b.rendition_id AND s.url = b.url
     AND NOT EXISTS (SELECT FROM today t
                      WHERE t.capture_id = b.capture_id AND t.cable_id = b.cable_id
                        AND t.content_key = b.content_key)
  RETURNING b.rendition_id AS id, b.cable_id, coalesce(h.cable_id, b.cable_id) AS moved_to
)sql";

// Index used: resighting_capture. Those that still hold are written again with the reading.
constexpr const char* kForgetResightings = R"sql(
  DELETE FROM resighting WHERE capture_id = ANY($1::bigint[])
)sql";

// Held until the commit: a sighting that another writer adds meanwhile waits, and revives.
constexpr const char* kHoldRenditions = R"sql(
  SELECT FROM rendition WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE
)sql";

constexpr const char* kSupersedeRenditions = R"sql(
  UPDATE rendition r
     SET superseded_at = now()
   WHERE r.id = ANY($1::bigint[]) AND r.superseded_at IS NULL
     AND NOT EXISTS (SELECT FROM sighting s
                      WHERE s.rendition_id = r.id AND s.superseded_at IS NULL)
)sql";

constexpr const char* kUpdateRenditions = R"sql(
  UPDATE rendition r
     SET fields = w.fields, fingerprint = w.fingerprint, completeness = w.completeness,
         parser_version = w.version, first_url = w.url
    FROM unnest($1::bigint[], $2::jsonb[], $3::bigint[], $4::int[], $5::int[], $6::text[])
      AS w(id, fields, fingerprint, completeness, version, url)
   WHERE r.id = w.id
)sql";

constexpr const char* kRenewRenditions = R"sql(
  UPDATE rendition r
     SET parser_version = w.version
    FROM unnest($1::bigint[], $2::int[]) AS w(id, version)
   WHERE r.id = w.id AND r.parser_version <> w.version
)sql";

// A URL says what became of its latest capture; what is pending stays pending. Of a stored page the
// texts ($5 to $7) say whether it brought one.
constexpr const char* kUpdateVerdicts = R"sql(
  UPDATE url u
     SET verdict = CASE WHEN u.url <> ALL (t.first_urls) THEN 'duplicate'
                        ELSE w.verdict END::url_verdict,
         reason = nullif(w.reason, ''), detail = nullif(w.detail, '')
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
      AS w(id, verdict, reason, detail)
    JOIN capture c ON c.id = w.id
    LEFT JOIN (SELECT g.id, array_agg(r.first_url) AS first_urls
                 FROM unnest($5::bigint[], $6::text[], $7::bytea[]) AS g(id, cable_id, content_key)
                 JOIN rendition r ON r.cable_id = g.cable_id AND r.content_key = g.content_key
                GROUP BY g.id) AS t ON t.id = w.id
   WHERE u.url = c.url AND u.kind = 'page'
     AND u.verdict IN ('stored', 'duplicate', 'refused', 'failed')
     AND NOT EXISTS (SELECT FROM capture later WHERE later.url = c.url AND later.id > c.id)
)sql";

/// Texts by what they are called, and the captures that give them.
struct TextColumns {
  ArrayParameter capture, cable, key;
};

/// A group of readings on its way into the tables.
class ReadingGroup {
 public:
  ReadingGroup(pqxx::work& tx, std::span<const Rereading> readings) : tx_(tx) {
    for (const Rereading& reading : readings) {
      all_.push_back(&reading);
      if (reading.change != Rereading::Change::kNone) changed_.push_back(&reading);
      if (reading.change == Rereading::Change::kOther) other_.push_back(&reading);
    }
  }

  void store() {
    keep_history(tx_, changed_);
    update_captures();
    update_renditions();
    supersede();
    store_others();
    publish();
    changes_.write(tx_);
  }

 private:
  void update_captures() {
    ArrayParameter id;
    ArrayParameter outcome;
    ArrayParameter charset;
    ArrayParameter version;
    for (const Rereading* reading : all_) {
      id.add(reading->capture_id);
      outcome.add(to_string(reading->write->capture->outcome));
      charset.add(reading->write->capture->charset);
      version.add(reading->write->capture->parser_version);
    }
    execute(tx_, kUpdateCaptures, id.literal(), outcome.literal(), charset.literal(),
            version.literal());
  }

  void update_renditions() {
    ArrayParameter same;
    ArrayParameter same_version;
    ArrayParameter id;
    ArrayParameter fields;
    ArrayParameter fingerprint;
    ArrayParameter completeness;
    ArrayParameter version;
    ArrayParameter url;
    for (const auto& [reading, text] : kept_texts()) {
      const CaptureRow& capture = *reading->write->capture;
      if (!text->is_corrected) {
        same.add(text->rendition_id);
        same_version.add(capture.parser_version);
        continue;
      }
      const RenditionRow& row = *text->today;
      id.add(text->rendition_id);
      fields.add(row.fields);
      fingerprint.add(row.fingerprint);
      completeness.add(row.completeness);
      version.add(capture.parser_version);
      url.add(capture.url.str());
      republish_.insert(row.cable_id);
      changes_.rendition(row.cable_id, text->rendition_id);
      for (const CableLink& link : row.links) named_.add(row.cable_id, link.kind, link.to_id);
    }
    execute(tx_, kRenewRenditions, same.literal(), same_version.literal());
    execute(tx_, kUpdateRenditions, id.literal(), fields.literal(), fingerprint.literal(),
            completeness.literal(), version.literal(), url.literal());
  }

  std::vector<std::pair<const Rereading*, const KeptText*>> kept_texts() const {
    std::vector<std::pair<const Rereading*, const KeptText*>> all;
    for (const Rereading* reading : all_) {
      for (const KeptText& text : reading->kept) all.emplace_back(reading, &text);
    }
    return all;
  }

  void supersede() {
    if (other_.empty()) return;
    ArrayParameter capture;
    for (const Rereading* reading : other_) capture.add(reading->capture_id);
    const TextColumns today = texts_today();
    ArrayParameter left;
    for (const auto& row :
         execute(tx_, kSupersedeSightings, capture.literal(), today.capture.literal(),
                 today.cable.literal(), today.key.literal())) {
      left.add(get<std::int64_t>(row, "id"));
      const auto id = get<std::string>(row, "cable_id");
      moved_to_[id] = get<std::string>(row, "moved_to");
      republish_.insert(id);
    }
    execute(tx_, kForgetResightings, capture.literal());
    execute(tx_, kHoldRenditions, left.literal());
    execute(tx_, kSupersedeRenditions, left.literal());
  }

  TextColumns texts_today() const {
    TextColumns texts;
    for (const Rereading* reading : other_) {
      for (const RenditionRow* row : renditions_of(*reading->write)) {
        texts.capture.add(reading->capture_id);
        texts.cable.add(row->cable_id);
        texts.key.add_bytes(row->content_key.bytes());
      }
    }
    return texts;
  }

  void store_others() {
    if (other_.empty()) return;
    std::vector<const PageWrite*> pages;
    std::vector<std::optional<std::int64_t>> captures;
    for (const Rereading* reading : other_) {
      pages.push_back(reading->write);
      captures.emplace_back(reading->capture_id);
    }
    store_cables(tx_, pages, captures);
    store_rejections(tx_, pages, captures);
    update_verdicts();
  }

  void update_verdicts() {
    ArrayParameter id;
    ArrayParameter verdict;
    ArrayParameter reason;
    ArrayParameter detail;
    for (const Rereading* reading : other_) {
      id.add(reading->capture_id);
      const Ruling& ruling = reading->write->ruling;
      verdict.add(to_string(ruling.verdict));
      reason.add(ruling.word());
      detail.add(ruling.detail.str());
    }
    const TextColumns today = texts_today();
    execute(tx_, kUpdateVerdicts, id.literal(), verdict.literal(), reason.literal(),
            detail.literal(), today.capture.literal(), today.cable.literal(), today.key.literal());
  }

  void publish() {
    std::set<std::string> concerned = republish_;
    for (const auto& [id, place] : moved_to_) concerned.insert(place);
    lock_cables(tx_, concerned);
    std::set<std::string> told;
    for (const std::string& id : publish_cables(tx_, republish_)) told.insert(id);
    // First those that stand under a cable that is bare now, in case it is one of them that takes
    // its place.
    told.merge(unite_twins(tx_, republish_));
    told.merge(move_bare_cables(tx_, moved_to_));
    for (const std::string& id : told) changes_.cable(id, ChangeLog::CableChange::kChanged);
    for (const StoredCableLink& link : named_.write(tx_)) {
      changes_.link(link.from_id, link.kind, link.to_id);
    }
  }

  pqxx::work& tx_;
  std::vector<const Rereading*> all_, changed_, other_;
  BareCables moved_to_;  // of all that lost a text
  std::set<std::string> republish_;
  NamedLinks named_;
  ChangeLog changes_;
};

}  // namespace

bool store_rereadings(pqxx::work& tx, const ReparseRun& run, std::int64_t expected_last_id,
                      std::span<const Rereading> readings) {
  share_corpus(tx);
  if (!advance_reparse(tx, run, expected_last_id)) return false;
  if (!readings.empty()) ReadingGroup(tx, readings).store();
  return true;
}

}  // namespace cabled::db
