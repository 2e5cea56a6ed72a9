#include "db/corpus/capture_removal.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/corpus/cable_publish.h"
#include "db/corpus/link_removal.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// Index used: correction_capture.
constexpr const char* kRemoveHistory = R"sql(
  DELETE FROM correction WHERE capture_id = ANY($1::bigint[])
)sql";

constexpr const char* kRemoveRejections = R"sql(
  DELETE FROM rejection WHERE capture_id = ANY($1::bigint[])
)sql";

// Index used: resighting_capture.
constexpr const char* kRemoveResightings = R"sql(
  DELETE FROM resighting WHERE capture_id = ANY($1::bigint[])
)sql";

// The text stays at that URL when another capture of it gave it too. Indexes used:
// sighting_capture, resighting_pkey.
constexpr const char* kHandSightingsOn = R"sql(
  WITH heir AS (
    SELECT s.rendition_id, s.url, min(g.capture_id) AS capture_id
      FROM sighting s
      JOIN resighting g ON g.rendition_id = s.rendition_id AND g.url = s.url
     WHERE s.capture_id = ANY($1::bigint[])
     GROUP BY s.rendition_id, s.url),
  moved AS (
    UPDATE sighting s
       SET capture_id = h.capture_id, first_seen_at = c.fetched_at,
           last_seen_at = greatest(c.last_seen_at, c.fetched_at)
      FROM heir h
      JOIN capture c ON c.id = h.capture_id
     WHERE s.rendition_id = h.rendition_id AND s.url = h.url
    RETURNING s.rendition_id, s.url, s.capture_id),
  used AS (
    DELETE FROM resighting g
     USING moved m
     WHERE g.rendition_id = m.rendition_id AND g.url = m.url AND g.capture_id = m.capture_id)
  SELECT r.id, r.cable_id, m.url
    FROM moved m
    JOIN rendition r ON r.id = m.rendition_id
)sql";

// What the removed page told of a text is told by its heir, which is to be read for it.
constexpr const char* kReadAnew = R"sql(
  UPDATE rendition r
     SET parser_version = 0
    FROM unnest($1::bigint[], $2::text[]) AS t(id, url)
   WHERE r.id = t.id AND r.first_url = t.url
  RETURNING r.id, r.cable_id
)sql";

// Index used: sighting_capture.
constexpr const char* kRemoveSightings = R"sql(
  DELETE FROM sighting s
   USING rendition r
   WHERE s.capture_id = ANY($1::bigint[]) AND r.id = s.rendition_id
  RETURNING r.id, r.cable_id, encode(r.content_key, 'hex') AS content_key, s.url
)sql";

// A text of which history tells stays, and counts no more. Indexes used: sighting_pkey,
// correction_rendition.
constexpr const char* kLeftAlone = R"sql(
  SELECT r.id
    FROM rendition r
   WHERE r.id = ANY($1::bigint[])
     AND NOT EXISTS (SELECT FROM sighting s WHERE s.rendition_id = r.id)
     AND NOT EXISTS (SELECT FROM correction c WHERE c.rendition_id = r.id)
)sql";

constexpr const char* kSupersede = R"sql(
  UPDATE rendition r
     SET superseded_at = now()
   WHERE r.id = ANY($1::bigint[]) AND r.superseded_at IS NULL
     AND NOT EXISTS (SELECT FROM sighting s
                      WHERE s.rendition_id = r.id AND s.superseded_at IS NULL)
)sql";

// Captures have numbers in the order in which they came.
constexpr const char* kTellByAnother = R"sql(
  UPDATE rendition r
     SET first_url = heir.url, parser_version = 0
    FROM unnest($1::bigint[]) AS t(id),
      LATERAL (SELECT s.url FROM sighting s
                WHERE s.rendition_id = t.id
                ORDER BY s.superseded_at IS NOT NULL, s.capture_id, s.url COLLATE "C"
                LIMIT 1) AS heir
   WHERE r.id = t.id
     AND NOT EXISTS (SELECT FROM sighting s WHERE s.rendition_id = r.id AND s.url = r.first_url)
  RETURNING r.id, r.cable_id, r.first_url
)sql";

// Index used: url's key.
constexpr const char* kNoDuplicates = R"sql(
  UPDATE url SET verdict = 'stored' WHERE url = ANY($1::text[]) AND verdict = 'duplicate'
)sql";

constexpr const char* kRemoveRenditions = R"sql(
  DELETE FROM rendition WHERE id = ANY($1::bigint[])
)sql";

// Index used: rendition's key.
constexpr const char* kBare = R"sql(
  SELECT c.id
    FROM cable c
   WHERE c.id = ANY($1::text[]) AND NOT EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id)
)sql";

// Where all texts that are left are superseded, no page gives the cable any more.
constexpr const char* kTakeFromPublication = R"sql(
  UPDATE cable c
     SET twin_of = c.id, changed_at = now(),
         best_key = (SELECT r.content_key FROM rendition r
                      WHERE r.cable_id = c.id
                      ORDER BY r.completeness DESC, r.content_key
                      LIMIT 1)
   WHERE c.id = ANY($1::text[])
     AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id)
     AND NOT EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL)
     AND (c.twin_of IS DISTINCT FROM c.id
          OR NOT EXISTS (SELECT FROM rendition r
                          WHERE r.cable_id = c.id AND r.content_key = c.best_key))
  RETURNING c.id
)sql";

// What stood under a cable that goes, and has no text of its own to be united by. Index used:
// cable_twin.
constexpr const char* kLeaveGone = R"sql(
  UPDATE cable c
     SET twin_of = c.id, changed_at = now()
   WHERE c.twin_of = ANY($1::text[]) AND c.id <> ALL ($1::text[])
  RETURNING c.id
)sql";

constexpr const char* kRemoveCables = R"sql(
  DELETE FROM cable WHERE id = ANY($1::text[])
)sql";

constexpr const char* kRemoveCaptures = R"sql(
  DELETE FROM capture WHERE id = ANY($1::bigint[])
)sql";

std::string list_of(const std::set<std::int64_t>& ids) {
  ArrayParameter list;
  for (const std::int64_t id : ids) list.add(id);
  return list.literal();
}

std::string list_of(const std::set<std::string>& ids) {
  return array_literal({ids.begin(), ids.end()});
}

/// Captures on their way out.
class Removal {
 public:
  Removal(pqxx::work& tx, const std::vector<std::int64_t>& captures)
      : tx_(tx), captures_(list_of(std::set(captures.begin(), captures.end()))) {}

  RemovedRows run() {
    remove_sightings();
    remove_renditions();
    const auto bare = ids_of(execute(tx_, kBare, list_of(cables_)));
    remove_links(bare);
    publish(bare);
    execute(tx_, kRemoveCables, list_of(bare));
    for (const std::string& id : bare) changes_.cable(id, ChangeLog::CableChange::kGone);
    const auto captures = affected_rows(execute(tx_, kRemoveCaptures, captures_));
    changes_.write(tx_);
    return {static_cast<std::int64_t>(captures), static_cast<std::int64_t>(gone_.size()),
            static_cast<std::int64_t>(bare.size())};
  }

 private:
  void remove_sightings() {
    execute(tx_, kRemoveHistory, captures_);
    execute(tx_, kRemoveRejections, captures_);
    execute(tx_, kRemoveResightings, captures_);
    hand_sightings_on();
    for (const auto& row : execute(tx_, kRemoveSightings, captures_)) {
      const auto cable = get<std::string>(row, "cable_id");
      const auto key = get<std::string>(row, "content_key");
      changes_.gone_sighting(cable, key, get<std::string>(row, "url"));
      texts_.emplace(get<std::int64_t>(row, "id"), std::pair(cable, key));
      cables_.insert(cable);
    }
  }

  void hand_sightings_on() {
    ArrayParameter ids;
    ArrayParameter urls;
    for (const auto& row : execute(tx_, kHandSightingsOn, captures_)) {
      const auto id = get<std::int64_t>(row, "id");
      const auto url = get<std::string>(row, "url");
      changes_.sighting(get<std::string>(row, "cable_id"), id, url);
      ids.add(id);
      urls.add(url);
    }
    for (const auto& row : execute(tx_, kReadAnew, ids.literal(), urls.literal())) {
      const auto cable = get<std::string>(row, "cable_id");
      changes_.rendition(cable, get<std::int64_t>(row, "id"));
      cables_.insert(cable);
    }
  }

  void remove_renditions() {
    std::set<std::int64_t> touched;
    for (const auto& [id, text] : texts_) touched.insert(id);
    for (const auto& row : execute(tx_, kLeftAlone, list_of(touched))) {
      gone_.insert(get<std::int64_t>(row, "id"));
    }
    execute(tx_, kSupersede, list_of(touched));
    std::set<std::string> first_urls;
    for (const auto& row : execute(tx_, kTellByAnother, list_of(touched))) {
      changes_.rendition(get<std::string>(row, "cable_id"), get<std::int64_t>(row, "id"));
      first_urls.insert(get<std::string>(row, "first_url"));
    }
    execute(tx_, kNoDuplicates, list_of(first_urls));
    tell_links_gone(remove_named_links(tx_, list_of(gone_)));
    leave_bands(tx_, list_of(gone_));
    execute(tx_, kRemoveRenditions, list_of(gone_));
    for (const std::int64_t id : gone_) {
      const auto& [cable, key] = texts_.at(id);
      changes_.gone_rendition(cable, key);
    }
  }

  void remove_links(const std::set<std::string>& bare) {
    const std::vector<StoredCableLink> near = remove_unlike_links(tx_, list_of(cables_));
    for (const StoredCableLink& link : near) twins_.merge(std::set{link.from_id, link.to_id});
    tell_links_gone(near);
    tell_links_gone(remove_links_from(tx_, list_of(bare)));
  }

  void tell_links_gone(const std::vector<StoredCableLink>& links) {
    for (const StoredCableLink& link : links) {
      changes_.gone_link(link.from_id, link.kind, link.to_id);
    }
  }

  void publish(const std::set<std::string>& bare) {
    std::set<std::string> changed;
    for (const std::string& id : publish_cables(tx_, cables_)) changed.insert(id);
    twins_.insert(cables_.begin(), cables_.end());
    changed.merge(unite_twins(tx_, twins_));
    changed.merge(ids_of(execute(tx_, kTakeFromPublication, list_of(cables_))));
    changed.merge(ids_of(execute(tx_, kLeaveGone, list_of(bare))));
    for (const std::string& id : changed) {
      if (!bare.contains(id)) changes_.cable(id, ChangeLog::CableChange::kChanged);
    }
  }

  pqxx::work& tx_;
  std::string captures_;
  std::map<std::int64_t, std::pair<std::string, std::string>> texts_;  // that lost a sighting
  std::set<std::int64_t> gone_;                                        // renditions
  std::set<std::string> cables_;
  std::set<std::string> twins_;
  ChangeLog changes_;
};

}  // namespace

RemovedRows& RemovedRows::operator+=(const RemovedRows& other) {
  captures += other.captures;
  renditions += other.renditions;
  cables += other.cables;
  return *this;
}

RemovedRows remove_captures(pqxx::work& tx, const std::vector<std::int64_t>& captures) {
  return Removal(tx, captures).run();
}

}  // namespace cabled::db
