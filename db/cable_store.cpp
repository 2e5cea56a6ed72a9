#include "db/cable_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/array_parameter.h"

namespace cabled::db {
namespace {

// One statement, so that a text travels once. Renditions wait for the cables (`after`), which keeps
// two writers taking their locks in one order.
constexpr const char* kInsertTexts =
    "WITH s AS MATERIALIZED (SELECT cable_id, year, station, serial, sent_at, classification,"
    "   tags::text[] AS tags, subject, fields, text, content_key, fingerprint, completeness, "
    "parser,"
    "   url"
    "  FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[],"
    "   $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::bytea[], $12::bigint[], $13::int[],"
    "   $14::int[], $15::text[])"
    "  AS t(cable_id, year, station, serial, sent_at, classification, tags, subject, fields, text,"
    "   content_key, fingerprint, completeness, parser, url)),"
    " new_cable AS (INSERT INTO cable (id, year, station, serial, sent_at, classification, tags,"
    "   subject, fields, search, best_key)"
    "  SELECT DISTINCT ON (cable_id) cable_id, year, station, serial, sent_at, classification, "
    "tags,"
    "   subject, fields, cable_search_vector(cable_id, subject, tags, text), content_key"
    "  FROM s WHERE NOT EXISTS (SELECT FROM cable c WHERE c.id = s.cable_id)"
    "  ORDER BY cable_id, completeness DESC, content_key"
    "  ON CONFLICT (id) DO NOTHING RETURNING id),"
    " new_rendition AS (INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint,"
    "   completeness, parser_version, first_url)"
    "  SELECT DISTINCT ON (cable_id, content_key) cable_id, content_key, text, fields, fingerprint,"
    "   completeness, parser, url"
    "  FROM s, (SELECT count(*) FROM new_cable) AS after"
    "  ORDER BY cable_id, content_key, url"
    "  ON CONFLICT (cable_id, content_key) DO NOTHING RETURNING id, cable_id, content_key)"
    " SELECT id, cable_id, encode(content_key, 'hex'), cable_id IN (SELECT id FROM new_cable)"
    " FROM new_rendition";

// Index used: rendition_cable_id_content_key_key.
constexpr const char* kFindRenditions =
    "SELECT r.id, r.cable_id, encode(r.content_key, 'hex') FROM rendition r"
    " JOIN unnest($1::text[], $2::bytea[]) AS s(cable_id, content_key)"
    "  ON r.cable_id = s.cable_id AND r.content_key = s.content_key";

constexpr const char* kPublishBest =
    "UPDATE cable c SET year = (b.fields ->> 'year')::int, station = b.fields ->> 'station',"
    "  serial = (b.fields ->> 'serial')::bigint, sent_at = (b.fields ->> 'sent_at')::timestamptz,"
    "  classification = b.fields ->> 'classification', tags = b.tags,"
    "  subject = b.fields ->> 'subject', fields = b.fields,"
    "  search = cable_search_vector(c.id, b.fields ->> 'subject', b.tags, b.text),"
    "  best_key = b.content_key, changed_at = now()"
    " FROM (SELECT DISTINCT ON (r.cable_id) r.*,"
    "   ARRAY(SELECT jsonb_array_elements_text(r.fields -> 'tags')) AS tags"
    "  FROM rendition r WHERE r.cable_id = ANY($1::text[])"
    "  ORDER BY r.cable_id, r.completeness DESC, r.content_key) AS b"
    " WHERE c.id = b.cable_id AND c.best_key <> b.content_key";

// xmax is zero exactly in a row that this statement inserted.
constexpr const char* kInsertSightings =
    "INSERT INTO sighting AS t (rendition_id, url, site, capture_id, first_seen_at, last_seen_at)"
    " SELECT DISTINCT ON (rendition_id, url) rendition_id, url, site, capture_id,"
    "  'epoch'::timestamptz + at * interval '1 microsecond',"
    "  'epoch'::timestamptz + at * interval '1 microsecond'"
    " FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])"
    "  AS s(rendition_id, url, site, capture_id, at) ORDER BY rendition_id, url, at"
    " ON CONFLICT (rendition_id, url) DO UPDATE SET"
    "  last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at)"
    " RETURNING rendition_id, url, xmax = 0";

constexpr const char* kInsertLinks =
    "INSERT INTO cable_link (from_id, kind, to_id)"
    " SELECT DISTINCT from_id, kind, to_id FROM unnest($1::text[], $2::text[], $3::text[])"
    "  AS s(from_id, kind, to_id) ORDER BY from_id, kind, to_id ON CONFLICT DO NOTHING";

constexpr const char* kInsertChanges =
    "INSERT INTO change (kind, cable_id, detail)"
    " SELECT kind, cable_id, detail FROM unnest($1::text[], $2::text[], $3::jsonb[])"
    "  WITH ORDINALITY AS s(kind, cable_id, detail, n) ORDER BY n";

using RenditionKey = std::pair<std::string, std::string>;  // cable id, content key in hex

struct CableColumns {
  ArrayParameter id, year, station, serial, sent, classification, tags, subject, fields, text, key,
      fingerprint, completeness, parser, url;

  void add(const PageWrite& page) {
    const RenditionRow& row = *page.rendition;
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
    parser.add(page.capture->parser_version);
    url.add(page.capture->url.str());
  }

  pqxx::result run(pqxx::work& tx, const std::string& sql) const {
    return tx.exec_params(sql, id.literal(), year.literal(), station.literal(), serial.literal(),
                          sent.literal(), classification.literal(), tags.literal(),
                          subject.literal(), fields.literal(), text.literal(), key.literal(),
                          fingerprint.literal(), completeness.literal(), parser.literal(),
                          url.literal());
  }
};

struct NewRows {
  std::set<std::string> cables;
  std::set<RenditionKey> renditions;
  std::map<RenditionKey, std::int64_t> rendition_ids;  // new and known
};

NewRows store_texts(pqxx::work& tx, const CableColumns& columns) {
  NewRows rows;
  for (const auto& row : columns.run(tx, kInsertTexts)) {
    rows.renditions.emplace(row[1].as<std::string>(), row[2].as<std::string>());
    if (row[3].as<bool>()) rows.cables.insert(row[1].as<std::string>());
  }
  for (const auto& row :
       tx.exec_params(kFindRenditions, columns.id.literal(), columns.key.literal())) {
    rows.rendition_ids.emplace(RenditionKey(row[1].as<std::string>(), row[2].as<std::string>()),
                               row[0].as<std::int64_t>());
  }
  return rows;
}

// A cable that was there before may have got a better rendition.
void publish_best(pqxx::work& tx, const NewRows& rows) {
  std::set<std::string> touched;
  for (const auto& [cable_id, key] : rows.renditions) {
    if (!rows.cables.contains(cable_id)) touched.insert(cable_id);
  }
  if (touched.empty()) return;
  tx.exec_params(kPublishBest,
                 array_literal(std::vector<std::string>(touched.begin(), touched.end())));
}

using SightingKey = std::pair<std::int64_t, std::string>;  // rendition id, url

std::set<SightingKey> store_sightings(pqxx::work& tx, std::span<const PageWrite* const> pages,
                                      std::span<const std::optional<std::int64_t>> captures,
                                      const NewRows& rows) {
  ArrayParameter rendition;
  ArrayParameter url;
  ArrayParameter site;
  ArrayParameter capture;
  ArrayParameter at;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PageWrite& page = *pages[i];
    if (!page.rendition) continue;
    const RenditionKey key(page.rendition->cable_id, page.rendition->content_key.hex());
    rendition.add(rows.rendition_ids.at(key));
    url.add(page.capture->url.str());
    site.add(page.rendition->site);
    capture.add(captures[i].value());
    at.add(page.capture->fetched_at.count());
  }
  std::set<SightingKey> fresh;
  for (const auto& row : tx.exec_params(kInsertSightings, rendition.literal(), url.literal(),
                                        site.literal(), capture.literal(), at.literal())) {
    if (row[2].as<bool>()) fresh.emplace(row[0].as<std::int64_t>(), row[1].as<std::string>());
  }
  return fresh;
}

void store_links(pqxx::work& tx, std::span<const PageWrite* const> pages, const NewRows& rows) {
  ArrayParameter from;
  ArrayParameter kind;
  ArrayParameter to;
  bool any = false;
  for (const PageWrite* page : pages) {
    if (!page->rendition) continue;
    const RenditionRow& rendition = *page->rendition;
    if (!rows.renditions.contains({rendition.cable_id, rendition.content_key.hex()})) continue;
    for (const CableLink& link : rendition.links) {
      any = true;
      from.add(rendition.cable_id);
      kind.add(link.kind);
      to.add(link.to_id);
    }
  }
  if (any) tx.exec_params(kInsertLinks, from.literal(), kind.literal(), to.literal());
}

struct ChangeColumns {
  ArrayParameter kind, cable, detail;
  bool any = false;

  void add(const char* what, const std::string& cable_id, const std::string& json) {
    any = true;
    kind.add(what);
    cable.add(cable_id);
    detail.add(json);
  }
};

}  // namespace

std::vector<Stored> store_cables(pqxx::work& tx, std::span<const PageWrite* const> pages,
                                 std::span<const std::optional<std::int64_t>> captures) {
  std::vector<Stored> answers(pages.size(), Stored::kNoCable);
  CableColumns columns;
  bool any = false;
  for (const PageWrite* page : pages) {
    if (!page->rendition) continue;
    any = true;
    columns.add(*page);
  }
  if (!any) return answers;

  NewRows rows = store_texts(tx, columns);
  publish_best(tx, rows);
  std::set<SightingKey> fresh = store_sightings(tx, pages, captures, rows);
  store_links(tx, pages, rows);

  // Of several pages in this batch that carry one new text, the first by URL brought it, as in
  // kInsertRenditions; the others are sightings of it.
  std::map<RenditionKey, std::string> bringer;
  for (const PageWrite* page : pages) {
    if (!page->rendition) continue;
    const RenditionKey key(page->rendition->cable_id, page->rendition->content_key.hex());
    const auto [found, inserted] = bringer.emplace(key, page->capture->url.str());
    if (!inserted) found->second = std::min(found->second, page->capture->url.str());
  }

  ChangeColumns changes;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i]->rendition) continue;
    const std::string& cable_id = pages[i]->rendition->cable_id;
    const std::string& url = pages[i]->capture->url.str();
    const RenditionKey key(cable_id, pages[i]->rendition->content_key.hex());
    const std::int64_t rendition_id = rows.rendition_ids.at(key);
    answers[i] = Stored::kKnown;
    if (bringer.at(key) == url && rows.renditions.erase(key) > 0) {
      const bool new_cable = rows.cables.erase(cable_id) > 0;
      answers[i] = new_cable ? Stored::kNewCable : Stored::kNewRendition;
      if (new_cable) changes.add("cable", cable_id, "{}");
      changes.add("rendition", cable_id, fmt::format(R"({{"rendition": {}}})", rendition_id));
    }
    if (fresh.erase({rendition_id, url}) > 0) {
      changes.add("sighting", cable_id, fmt::format(R"({{"rendition": {}}})", rendition_id));
    }
  }
  if (changes.any) {
    tx.exec_params(kInsertChanges, changes.kind.literal(), changes.cable.literal(),
                   changes.detail.literal());
  }
  return answers;
}

}  // namespace cabled::db
