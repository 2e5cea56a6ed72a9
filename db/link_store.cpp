#include "db/link_store.h"

namespace cabled::db {
namespace {

constexpr const char* kInsertLinks =
    "INSERT INTO cable_link (from_id, kind, to_id)"
    " SELECT DISTINCT from_id COLLATE \"C\", kind COLLATE \"C\", to_id COLLATE \"C\""
    " FROM unnest($1::text[], $2::text[], $3::text[])"
    "  AS s(from_id, kind, to_id) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING"
    " RETURNING from_id, kind, to_id";

// Entering and looking up are one: the row of a band makes the second of two writers wait, and then
// shows him the first one's texts. In order of bands, so that writers do not wait in a circle.
constexpr const char* kMeet =
    "WITH own AS MATERIALIZED (SELECT band, array_agg(rendition ORDER BY rendition) AS ids"
    "  FROM unnest($1::bigint[], $2::bigint[]) AS t(band, rendition) GROUP BY band),"
    " met AS (INSERT INTO near_band AS n (band, renditions)"
    "  SELECT band, ids[:32] FROM own ORDER BY band"
    "  ON CONFLICT (band) DO UPDATE SET renditions = CASE WHEN cardinality(n.renditions) < 32"
    "   THEN n.renditions || excluded.renditions ELSE n.renditions END"
    "  RETURNING band, renditions)"
    " SELECT DISTINCT least(a, b), greatest(a, b) FROM met JOIN own USING (band),"
    "  unnest(own.ids) AS a, unnest(met.renditions || own.ids) AS b WHERE a <> b";

// Collation "C" is the order of cable.id.
constexpr const char* kLinkNear =
    "WITH pair AS MATERIALIZED (SELECT DISTINCT x.cable_id COLLATE \"C\" AS x_id,"
    "   y.cable_id COLLATE \"C\" AS y_id,"
    "   coalesce((x.fields ->> 'corrected_copy')::boolean, false) AS x_corrects,"
    "   coalesce((y.fields ->> 'corrected_copy')::boolean, false) AS y_corrects"
    "  FROM unnest($1::bigint[], $2::bigint[]) AS p(a, b)"
    "  JOIN rendition x ON x.id = p.a JOIN rendition y ON y.id = p.b"
    "  WHERE x.cable_id <> y.cable_id AND x.superseded_at IS NULL AND y.superseded_at IS NULL"
    "   AND bit_count((x.fingerprint # y.fingerprint)::bit(64)) <= $3),"
    " both_ways AS (SELECT x_id AS one, y_id AS other, x_corrects AND NOT y_corrects AS corrects"
    "  FROM pair"
    "  UNION ALL SELECT y_id, x_id, y_corrects AND NOT x_corrects FROM pair),"
    " link AS (SELECT least(x_id, y_id) AS from_id, 'near_duplicate' AS kind,"
    "   greatest(x_id, y_id) AS to_id FROM pair"
    "  UNION SELECT one, 'corrects', other FROM both_ways WHERE corrects"
    // A copy without an id stands behind one with a doubtful id, and that behind a good one.
    "  UNION SELECT d.id, 'malformed_twin', g.id FROM both_ways w"
    "   JOIN cable d ON d.id = w.one JOIN cable g ON g.id = w.other"
    "   WHERE d.doubtful::int + (d.id LIKE 'sha256:%')::int"
    "     > g.doubtful::int + (g.id LIKE 'sha256:%')::int"
    "    AND (d.sent_at IS NULL OR g.sent_at IS NULL OR d.sent_at = g.sent_at))"
    " INSERT INTO cable_link (from_id, kind, to_id)"
    "  SELECT from_id, kind, to_id FROM link ORDER BY from_id, kind, to_id"
    "  ON CONFLICT DO NOTHING RETURNING from_id, kind, to_id";

// Of several good ids the first in order, whatever came first. A cable whose last text was
// superseded is nobody's, and keeps the place that it was given then.
constexpr const char* kUniteTwins =
    "WITH live AS MATERIALIZED (SELECT c.id, (SELECT g.id FROM cable_link l"
    "    JOIN cable g ON g.id = l.to_id WHERE l.from_id = c.id AND l.kind = 'malformed_twin'"
    "    AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = g.id AND r.superseded_at IS NULL)"
    "    ORDER BY g.doubtful, g.id LIMIT 1) AS good"
    "   FROM cable c WHERE c.id = ANY($1::text[])"
    "    AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL))"
    " UPDATE cable c SET twin_of = live.good, changed_at = now() FROM live"
    " WHERE c.id = live.id AND c.twin_of IS DISTINCT FROM live.good RETURNING c.id";

std::vector<StoredCableLink> stored_links(const pqxx::result& result) {
  std::vector<StoredCableLink> links;
  links.reserve(result.size());
  for (const auto& row : result) {
    links.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>()});
  }
  return links;
}

}  // namespace

void NamedLinks::add(const std::string& from_id, const std::string& kind,
                     const std::string& to_id) {
  any_ = true;
  from_.add(from_id);
  kind_.add(kind);
  to_.add(to_id);
}

std::vector<StoredCableLink> NamedLinks::write(pqxx::work& tx) const {
  if (!any_) return {};
  return stored_links(
      tx.exec_params(kInsertLinks, from_.literal(), kind_.literal(), to_.literal()));
}

void NearDuplicates::add(std::int64_t rendition_id, const std::vector<std::int64_t>& bands) {
  for (const std::int64_t band : bands) {
    any_ = true;
    bands_.add(band);
    renditions_.add(rendition_id);
  }
}

NearDuplicates::Found NearDuplicates::write(pqxx::work& tx) const {
  Found found;
  if (!any_) return found;
  ArrayParameter one;
  ArrayParameter other;
  const pqxx::result met = tx.exec_params(kMeet, bands_.literal(), renditions_.literal());
  if (met.empty()) return found;
  for (const auto& row : met) {
    one.add(row[0].as<std::int64_t>());
    other.add(row[1].as<std::int64_t>());
  }
  found.links =
      stored_links(tx.exec_params(kLinkNear, one.literal(), other.literal(), kNearDistance));
  std::vector<std::string> twins;
  for (const StoredCableLink& link : found.links) {
    if (link.kind == "malformed_twin") twins.push_back(link.from_id);
  }
  found.twins = unite_twins(tx, twins);
  return found;
}

std::vector<std::string> unite_twins(pqxx::work& tx, const std::vector<std::string>& cables) {
  std::vector<std::string> changed;
  if (cables.empty()) return changed;
  for (const auto& row : tx.exec_params(kUniteTwins, array_literal(cables))) {
    changed.push_back(row[0].as<std::string>());
  }
  return changed;
}

}  // namespace cabled::db
