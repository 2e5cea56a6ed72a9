#include "db/corpus/link_store.h"

#include <algorithm>
#include <cstddef>

#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kInsertLinks = R"sql(
  INSERT INTO cable_link (from_id, kind, to_id)
  SELECT DISTINCT from_id COLLATE "C", kind COLLATE "C", to_id COLLATE "C"
    FROM unnest($1::text[], $2::text[], $3::text[]) AS s(from_id, kind, to_id)
   ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING
  RETURNING from_id, kind, to_id
)sql";

// Entering and looking up are one: the row of a band makes the second of two writers wait, and then
// shows him the first one's texts. In order of bands, so that writers do not wait in a circle. A
// text that comes back is in its bands already. Nearly every band is new and has one text: so the
// texts of a band are brought together before, and of the others alone is told whom they met.
constexpr const char* kMeet = R"sql(
  WITH met AS (
    INSERT INTO near_band AS n (band, renditions)
    SELECT band, CASE WHEN several IS NULL THEN ARRAY[one] ELSE several::bigint[] END
      FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS own(band, one, several)
    ON CONFLICT (band) DO UPDATE
      SET renditions = CASE
            WHEN cardinality(n.renditions) < 32
            THEN n.renditions || ARRAY(SELECT id FROM unnest(excluded.renditions) AS id
                                        WHERE id <> ALL (n.renditions))
            ELSE n.renditions END
    RETURNING band, renditions)
  SELECT band, other
    FROM met, unnest(renditions) AS other
   WHERE cardinality(renditions) > 1
)sql";

// A crowd of texts with one band is cut here, and in the statement.
constexpr std::size_t kMostOfBand = 32;

// Collation "C" is the order of cable.id. What makes a twin is taken from the two texts and not
// from what is published of their cables, which may change until all writers are done. A copy
// without an id stands behind one with a doubtful id, and that behind a good one.
constexpr const char* kLinkNear = R"sql(
  WITH pair AS MATERIALIZED (
    SELECT DISTINCT x.cable_id COLLATE "C" AS x_id, y.cable_id COLLATE "C" AS y_id,
           coalesce((x.fields ->> 'corrected_copy')::boolean, false) AS x_corrects,
           coalesce((y.fields ->> 'corrected_copy')::boolean, false) AS y_corrects,
           coalesce((x.fields ->> 'sent_at')::timestamptz = (y.fields ->> 'sent_at')::timestamptz,
                    true) AS at_one_time
      FROM unnest($1::bigint[], $2::bigint[]) AS p(a, b)
      JOIN rendition x ON x.id = p.a
      JOIN rendition y ON y.id = p.b
     WHERE x.cable_id <> y.cable_id AND x.superseded_at IS NULL AND y.superseded_at IS NULL
       AND bit_count((x.fingerprint # y.fingerprint)::bit(64)) <= $3),
  both_ways AS (
    SELECT x_id AS one, y_id AS other, x_corrects AND NOT y_corrects AS corrects, at_one_time
      FROM pair
    UNION ALL
    SELECT y_id, x_id, y_corrects AND NOT x_corrects, at_one_time FROM pair),
  link AS (
    SELECT least(x_id, y_id) AS from_id, 'near_duplicate' AS kind, greatest(x_id, y_id) AS to_id
      FROM pair
    UNION
    SELECT one, 'corrects', other FROM both_ways WHERE corrects
    UNION
    SELECT d.id, 'malformed_twin', g.id
      FROM both_ways w
      JOIN cable d ON d.id = w.one
      JOIN cable g ON g.id = w.other
     WHERE d.doubtful::int + (d.id LIKE 'sha256:%')::int
             > g.doubtful::int + (g.id LIKE 'sha256:%')::int
       AND w.at_one_time)
  INSERT INTO cable_link (from_id, kind, to_id)
  SELECT from_id, kind, to_id FROM link ORDER BY from_id, kind, to_id
  ON CONFLICT DO NOTHING
  RETURNING from_id, kind, to_id
)sql";

std::vector<StoredCableLink> stored_links(const pqxx::result& result) {
  std::vector<StoredCableLink> links;
  links.reserve(row_count(result));
  for (const auto& row : result) {
    links.push_back({get<std::string>(row, "from_id"), get<std::string>(row, "kind"),
                     get<std::string>(row, "to_id")});
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
  return stored_links(execute(tx, kInsertLinks, from_.literal(), kind_.literal(), to_.literal()));
}

void NearDuplicates::add(std::int64_t rendition_id, const std::vector<std::int64_t>& bands) {
  for (const std::int64_t band : bands) entries_.emplace_back(band, rendition_id);
}

std::span<const NearDuplicates::Entry> NearDuplicates::own_of(std::int64_t band) const {
  const auto begin = std::ranges::lower_bound(entries_, band, {}, &Entry::first);
  const auto end = std::ranges::upper_bound(entries_, band, {}, &Entry::first);
  return {begin, end};
}

pqxx::result NearDuplicates::enter(pqxx::work& tx) const {
  BigintArray band;
  BigintArray one;
  TextArray several;
  for (std::size_t i = 0; i < entries_.size();) {
    const auto own = own_of(entries_[i].first);
    band.add(entries_[i].first);
    one.add(entries_[i].second);
    if (own.size() == 1) {
      several.add_null();
    } else {
      ArrayParameter ids;
      for (const Entry& entry : own.first(std::min(own.size(), kMostOfBand))) ids.add(entry.second);
      several.add(ids.literal());
    }
    i += own.size();
  }
  return execute(tx, kMeet, band.parameter(), one.parameter(), several.parameter());
}

std::set<NearDuplicates::Pair> NearDuplicates::meet(pqxx::work& tx) {
  std::ranges::sort(entries_);
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  std::set<Pair> pairs;
  const auto pair = [&pairs](std::int64_t a, std::int64_t b) {
    if (a != b) pairs.emplace(std::min(a, b), std::max(a, b));
  };
  for (const auto& row : enter(tx)) {
    const auto other = get<std::int64_t>(row, "other");
    for (const Entry& entry : own_of(get<std::int64_t>(row, "band"))) pair(entry.second, other);
  }
  // Those that a full band did not take meet each other all the same.
  for (const Entry& entry : entries_) {
    for (const Entry& other : own_of(entry.first)) pair(entry.second, other.second);
  }
  return pairs;
}

std::vector<StoredCableLink> NearDuplicates::write(pqxx::work& tx) {
  if (entries_.empty()) return {};
  const std::set<Pair> met = meet(tx);
  if (met.empty()) return {};
  BigintArray one;
  BigintArray other;
  for (const auto& [a, b] : met) {
    one.add(a);
    other.add(b);
  }
  return stored_links(execute(tx, kLinkNear, one.parameter(), other.parameter(), kNearDistance));
}

}  // namespace cabled::db
