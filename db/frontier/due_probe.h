#pragma once

namespace cabled::db {

// Pieces of statements that ask what is due. The number of a URL's source stands in the index
// url_due as coalesce(source_id, 0): 0 for none.

// A table expression, for WITH RECURSIVE: each host, source and priority that has URLs with a time,
// and the earliest. Steps from one to the next by a probe of url_due, so what it costs is the
// number of those, not of URLs: what a source that is not handed out has due is a single step.
inline constexpr const char* kDueGroups = R"sql(
  due_group(host_id, source, priority, due_at) AS (
    (SELECT host_id, coalesce(source_id, 0), priority, due_at
       FROM url
      WHERE due_at IS NOT NULL
      ORDER BY host_id, coalesce(source_id, 0), priority, due_at
      LIMIT 1)
    UNION ALL
    SELECT next.*
      FROM due_group AS d
     CROSS JOIN LATERAL (
       SELECT host_id, coalesce(source_id, 0), priority, due_at
         FROM url
        WHERE due_at IS NOT NULL
          AND (host_id, coalesce(source_id, 0), priority) > (d.host_id, d.source, d.priority)
        ORDER BY host_id, coalesce(source_id, 0), priority, due_at
        LIMIT 1) AS next)
)sql";

// Whether the group `d` is in the remit of priority $1 and the sources $2, and its source not
// paused. A null stands for all sources: no comparison with it is true, so it excludes nothing. An
// array made once a statement: an anti-join would keep the planner from walking url_due in its
// order.
inline constexpr const char* kIsInRemit = R"sql(
  d.priority <= $1
  AND d.source <> ALL (ARRAY(SELECT s.id FROM source s
                              WHERE s.paused_at IS NOT NULL OR s.id <> ALL ($2::int[])))
)sql";

}  // namespace cabled::db
