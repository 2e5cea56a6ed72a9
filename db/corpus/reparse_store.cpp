#include "db/corpus/reparse_store.h"

#include <map>
#include <set>

#include "db/corpus/cable_publish.h"
#include "db/corpus/cable_store.h"
#include "db/corpus/capture_store.h"
#include "db/corpus/corpus_lock.h"
#include "db/corpus/link_store.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"

namespace cabled::db {
namespace {

// Index used: sighting_capture.
constexpr const char* kKeepHistory = R"sql(
  INSERT INTO correction (capture_id, from_version, to_version, outcome, reason, rendition_id,
                          fields)
  SELECT c.id, c.parser_version, w.version, c.outcome, j.reason,
         coalesce(w.rendition, (SELECT min(s.rendition_id) FROM sighting s
                                 WHERE s.capture_id = c.id AND s.superseded_at IS NULL)),
         r.fields
    FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS w(id, rendition, version)
    JOIN capture c ON c.id = w.id
    LEFT JOIN rejection j ON j.capture_id = c.id
    LEFT JOIN rendition r ON r.id = w.rendition
   ORDER BY c.id
)sql";

constexpr const char* kUpdateCaptures = R"sql(
  UPDATE capture c
     SET outcome = w.outcome, charset = w.charset, parser_version = w.version
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[])
      AS w(id, outcome, charset, version)
   WHERE c.id = w.id
)sql";

// Index used: sighting_capture. Nulls stand for a capture that gives no cable.
constexpr const char* kSupersedeSightings = R"sql(
  UPDATE sighting s
     SET superseded_at = now()
    FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS w(capture, cable_id, content_key),
         rendition r
   WHERE s.capture_id = w.capture AND s.superseded_at IS NULL AND r.id = s.rendition_id
     AND (r.cable_id IS DISTINCT FROM w.cable_id OR r.content_key <> w.content_key)
  RETURNING r.id, r.cable_id, coalesce(w.cable_id, r.cable_id) AS moved_to
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

// A cable without a text goes to where its last text went; what was published under it goes along.
constexpr const char* kMoveBareCables = R"sql(
  WITH bare AS MATERIALIZED (
    SELECT w.id, coalesce(g.twin_of, g.id) AS place
      FROM unnest($1::text[], $2::text[]) AS w(id, other)
      LEFT JOIN cable g ON g.id = w.other AND w.other <> w.id
     WHERE NOT EXISTS (SELECT FROM rendition r
                        WHERE r.cable_id = w.id AND r.superseded_at IS NULL))
  UPDATE cable c
     SET twin_of = coalesce(bare.place, c.id), changed_at = now()
    FROM bare
   WHERE (c.id = bare.id OR (c.twin_of = bare.id AND c.id <> ALL ($1::text[])))
     AND c.twin_of IS DISTINCT FROM coalesce(bare.place, c.id)
  RETURNING c.id
)sql";

// A URL says what became of its latest capture; what is pending stays pending.
constexpr const char* kUpdateVerdicts = R"sql(
  UPDATE url u
     SET verdict = w.verdict::url_verdict, reason = nullif(w.reason, ''),
         detail = nullif(w.detail, '')
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
      AS w(id, verdict, reason, detail)
    JOIN capture c ON c.id = w.id
   WHERE u.url = c.url AND u.kind = 'page'
     AND u.verdict IN ('stored', 'duplicate', 'refused', 'failed')
     AND NOT EXISTS (SELECT FROM capture later WHERE later.url = c.url AND later.id > c.id)
)sql";

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
    keep_history();
    update_captures();
    update_renditions();
    supersede();
    store_others();
    publish();
    changes_.write(tx_);
  }

 private:
  void keep_history() {
    if (changed_.empty()) return;
    ArrayParameter id;
    ArrayParameter rendition;
    ArrayParameter version;
    for (const Rereading* reading : changed_) {
      id.add(reading->capture_id);
      const bool in_place = reading->change == Rereading::Change::kFields;
      rendition.add(in_place ? reading->rendition_id : std::nullopt);
      version.add(reading->write->capture->parser_version);
    }
    tx_.exec_params(kKeepHistory, id.literal(), rendition.literal(), version.literal());
  }

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
    tx_.exec_params(kUpdateCaptures, id.literal(), outcome.literal(), charset.literal(),
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
    for (const Rereading* reading : all_) {
      if (!reading->rendition_id) continue;
      const CaptureRow& capture = *reading->write->capture;
      if (reading->change == Rereading::Change::kNone) {
        same.add(*reading->rendition_id);
        same_version.add(capture.parser_version);
      } else {
        const RenditionRow& row = *reading->write->rendition;
        id.add(*reading->rendition_id);
        fields.add(row.fields);
        fingerprint.add(row.fingerprint);
        completeness.add(row.completeness);
        version.add(capture.parser_version);
        url.add(capture.url.str());
        republish_.insert(row.cable_id);
        changes_.rendition(row.cable_id, *reading->rendition_id);
        for (const CableLink& link : row.links) named_.add(row.cable_id, link.kind, link.to_id);
      }
    }
    tx_.exec_params(kRenewRenditions, same.literal(), same_version.literal());
    tx_.exec_params(kUpdateRenditions, id.literal(), fields.literal(), fingerprint.literal(),
                    completeness.literal(), version.literal(), url.literal());
  }

  void supersede() {
    if (other_.empty()) return;
    ArrayParameter capture;
    ArrayParameter cable;
    ArrayParameter key;
    for (const Rereading* reading : other_) {
      capture.add(reading->capture_id);
      const auto& rendition = reading->write->rendition;
      rendition ? cable.add(rendition->cable_id) : cable.add_null();
      rendition ? key.add_bytes(rendition->content_key.bytes()) : key.add_null();
    }
    ArrayParameter left;
    for (const auto& row :
         tx_.exec_params(kSupersedeSightings, capture.literal(), cable.literal(), key.literal())) {
      left.add(get<std::int64_t>(row, "id"));
      const auto id = get<std::string>(row, "cable_id");
      moved_to_[id] = get<std::string>(row, "moved_to");
      republish_.insert(id);
    }
    tx_.exec_params(kForgetResightings, capture.literal());
    tx_.exec_params(kHoldRenditions, left.literal());
    tx_.exec_params(kSupersedeRenditions, left.literal());
  }

  void store_others() {
    if (other_.empty()) return;
    std::vector<const PageWrite*> pages;
    std::vector<std::optional<std::int64_t>> captures;
    for (const Rereading* reading : other_) {
      pages.push_back(reading->write);
      captures.emplace_back(reading->capture_id);
    }
    const std::vector<Stored> stored = store_cables(tx_, pages, captures);
    store_rejections(tx_, pages, captures);
    update_verdicts(stored);
  }

  void update_verdicts(const std::vector<Stored>& stored) {
    ArrayParameter id;
    ArrayParameter verdict;
    ArrayParameter reason;
    ArrayParameter detail;
    for (std::size_t i = 0; i < other_.size(); ++i) {
      id.add(other_[i]->capture_id);
      const Ruling& ruling = other_[i]->write->ruling;
      verdict.add(to_string(stored[i] == Stored::kKnown ? Verdict::kDuplicate : ruling.verdict));
      reason.add(ruling.word());
      detail.add(ruling.detail.str());
    }
    tx_.exec_params(kUpdateVerdicts, id.literal(), verdict.literal(), reason.literal(),
                    detail.literal());
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
    told.merge(move_bare_cables());
    for (const std::string& id : told) changes_.cable(id, ChangeLog::CableChange::kChanged);
    for (const StoredCableLink& link : named_.write(tx_)) {
      changes_.link(link.from_id, link.kind, link.to_id);
    }
  }

  std::set<std::string> move_bare_cables() {
    if (moved_to_.empty()) return {};
    ArrayParameter bare;
    ArrayParameter place;
    for (const auto& [id, other] : moved_to_) {
      bare.add(id);
      place.add(other);
    }
    return ids_of(tx_.exec_params(kMoveBareCables, bare.literal(), place.literal()));
  }

  pqxx::work& tx_;
  std::vector<const Rereading*> all_, changed_, other_;
  std::map<std::string, std::string> moved_to_;  // cable that lost a text → which one got it
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
