#pragma once

#include <optional>
#include <string>

#include "db/feed/change_cursor.h"
#include "db/sql/array_parameter.h"
#include "parsers/model/search_query.h"

namespace cabled::db {

/// What a search or an export is narrowed to.
struct CableFilter : SearchFilter {
  std::optional<ChangeCursor> since;  ///< changed after it

  bool narrows() const { return since || SearchFilter(*this) != SearchFilter{}; }
};

/// The condition on `cable c` that a filter is: parameters $1 to $12 are those of
/// with_filter_values().
/// A malformed twin is no cable of its own. Statements are planned with their values, so a part
/// that is null costs nothing. One station is no list, so that its cables come in order of time.
inline constexpr const char* kFilterCondition = R"sql(
  (c.twin_of IS NULL
   AND ($1::timestamptz IS NULL OR c.sent_at >= $1::timestamptz)
   AND ($2::timestamptz IS NULL OR c.sent_at < $2::timestamptz)
   AND ($3::text IS NULL OR c.station = $3)
   AND ($4::text[] IS NULL OR c.station = ANY($4::text[]))
   AND ($5::text[] IS NULL OR c.tags @> $5::text[])
   AND ($6::text[] IS NULL OR c.classification = ANY($6::text[]))
   AND ($7::text[] IS NULL OR EXISTS (
         SELECT FROM rendition r JOIN sighting s ON s.rendition_id = r.id
          WHERE r.cable_id = c.id AND s.site = ANY($7::text[]) AND s.superseded_at IS NULL))
   AND ($8::text IS NULL OR c.id IN (
         SELECT h.cable_id FROM change h
          WHERE (h.xid, h.seq) > ($8::text::xid8, $9::bigint)
            AND h.xid < pg_snapshot_xmin(pg_current_snapshot())))
   AND ($10::int[] IS NULL OR c.year = ANY($10::int[]))
   AND ($11::text[] IS NULL OR c.id = ANY($11::text[]))
   AND ($12::boolean IS NULL OR c.fields -> 'damage' <> '[]'::jsonb))
)sql";
/// The number of the first parameter that is not the filter's.
inline constexpr int kAfterFilter = 13;

/// A list as a parameter; an empty one is null.
template <typename T>
std::optional<std::string> list_or_null(const std::vector<T>& list) {
  if (list.empty()) return std::nullopt;
  ArrayParameter values;
  for (const T& value : list) values.add(value);
  return values.literal();
}

/// Calls `use` with the values of a filter, in order.
template <typename Use>
auto with_filter_values(const CableFilter& filter, Use use) {
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> station;
  std::optional<std::string> stations;
  std::optional<std::string> xid;
  std::optional<std::int64_t> seq;
  if (filter.from) from = filter.from->moment;
  if (filter.to) to = filter.to->moment;
  if (filter.stations.size() == 1) {
    station = filter.stations.front();
  } else {
    stations = list_or_null(filter.stations);
  }
  std::optional<bool> damaged;
  if (filter.damaged) damaged = true;
  if (filter.since) {
    xid = std::to_string(filter.since->xid);
    seq = filter.since->seq;
  }
  return use(from, to, station, stations, list_or_null(filter.tags),
             list_or_null(filter.classifications), list_or_null(filter.sites), xid, seq,
             list_or_null(filter.years), list_or_null(filter.ids), damaged);
}

}  // namespace cabled::db
