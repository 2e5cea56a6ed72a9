#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

// The number of a URL's source as it stands in the index url_due; 0 for none.
#define CABLED_SOURCE_OF "coalesce(source_id, 0)"

// Whether a source's URLs are handed out: it is not paused, and one of the int[] `remit`, where
// null stands for all (no comparison with it is true, so it excludes nothing). An array made once a
// statement: an anti-join would keep the planner from walking url_due in its order.
#define CABLED_IS_HANDED_OUT(source, remit)                                                    \
  source                                                                                       \
      " <> ALL (ARRAY(SELECT s.id FROM source s WHERE s.paused_at IS NOT NULL OR s.id <> ALL " \
      "(" remit "::int[])))"

// A table expression, for WITH RECURSIVE: each host, source and priority that has URLs with a time,
// and the earliest. Steps from one to the next by a probe of url_due, so what it costs is the
// number of those, not of URLs: what a source that is not handed out has due is a single step.
#define CABLED_DUE_GROUPS                                             \
  "due_group(host_id, source, priority, due_at) AS ("                 \
  " (SELECT host_id, " CABLED_SOURCE_OF                               \
  ", priority, due_at FROM url WHERE due_at IS NOT NULL"              \
  "   ORDER BY host_id, " CABLED_SOURCE_OF                            \
  ", priority, due_at LIMIT 1)"                                       \
  " UNION ALL SELECT next.* FROM due_group AS d CROSS JOIN LATERAL (" \
  "  SELECT host_id, " CABLED_SOURCE_OF                               \
  ", priority, due_at FROM url WHERE due_at IS NOT NULL"              \
  "   AND (host_id, " CABLED_SOURCE_OF                                \
  ", priority) > (d.host_id, d.source, d.priority)"                   \
  "   ORDER BY host_id, " CABLED_SOURCE_OF ", priority, due_at LIMIT 1) AS next)"

/// For statements of many probes: they are reckoned expensive enough to be compiled, which takes
/// longer than they do. Holds for the transaction alone.
inline void without_jit(pqxx::work& tx) { tx.exec("SET LOCAL jit = off"); }

}  // namespace cabled::db
