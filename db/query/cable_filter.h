#pragma once

#include <optional>
#include <string>

#include "db/feed/change_cursor.h"

namespace cabled::db {

/// What a search or an export is narrowed to; absent parts do not narrow.
struct CableFilter {
  std::optional<std::string> from;  ///< sent at or after, anything PostgreSQL takes for a time
  std::optional<std::string> to;    ///< sent before
  std::optional<std::string> station;
  std::optional<std::string> tag;
  std::optional<std::string> classification;
  std::optional<std::string> site;
  std::optional<ChangeCursor> since;  ///< changed after it
  bool damaged = false;               ///< its text is seen to lack something
};

/// The condition on `cable c` that a filter is: parameters $1 to $8 are those of
/// with_filter_values().
/// A malformed twin is no cable of its own. Statements are planned with their values, so a part
/// that is null costs nothing.
inline constexpr const char* kFilterCondition = R"sql(
  (c.twin_of IS NULL
   AND ($1::timestamptz IS NULL OR c.sent_at >= $1::timestamptz)
   AND ($2::timestamptz IS NULL OR c.sent_at < $2::timestamptz)
   AND ($3::text IS NULL OR c.station = $3)
   AND ($4::text IS NULL OR c.tags @> ARRAY[$4])
   AND ($5::text IS NULL OR c.classification = $5)
   AND ($6::text IS NULL OR EXISTS (
         SELECT FROM rendition r JOIN sighting s ON s.rendition_id = r.id
          WHERE r.cable_id = c.id AND s.site = $6 AND s.superseded_at IS NULL))
   AND ($7::text IS NULL OR c.id IN (
         SELECT h.cable_id FROM change h
          WHERE (h.xid, h.seq) > ($7::text::xid8, $8::bigint)
            AND h.xid < pg_snapshot_xmin(pg_current_snapshot()))))
)sql";

/// The same for this filter: the part that has no value is there or not.
inline std::string filter_condition(const CableFilter& filter) {
  std::string condition = kFilterCondition;
  if (filter.damaged) condition += " AND c.fields -> 'damage' <> '[]'::jsonb";
  return condition;
}

/// Calls `use` with the values of a filter, in order.
template <typename Use>
auto with_filter_values(const CableFilter& filter, Use use) {
  std::optional<std::string> xid;
  std::optional<std::int64_t> seq;
  if (filter.since) {
    xid = std::to_string(filter.since->xid);
    seq = filter.since->seq;
  }
  return use(filter.from, filter.to, filter.station, filter.tag, filter.classification, filter.site,
             xid, seq);
}

}  // namespace cabled::db
