#pragma once

#include "db/pqxx_traits.h"

namespace cabled::db {

// Of a URL's source. An array made once a statement: an anti-join would keep the planner from
// walking the index url_due in its order.
#define CABLED_NOT_PAUSED(source_id) \
  "coalesce(" source_id              \
  ", 0) <> ALL (ARRAY(SELECT s.id FROM source s WHERE s.paused_at IS NOT NULL))"

// One probe of the index url_due: whether host h has a due URL of priority p. A scalar subquery,
// since EXISTS becomes a join that reads all due URLs (of a million: 20 s instead of 0.1 s).
#define CABLED_HAS_DUE                                                         \
  "(SELECT true FROM url u WHERE u.host_id = h.id AND u.priority = p.priority" \
  "  AND u.due_at <= now() AND " CABLED_NOT_PAUSED("u.source_id") " ORDER BY u.due_at LIMIT 1)"

/// For statements of many probes: they are reckoned expensive enough to be compiled, which takes
/// longer than they do. Holds for the transaction alone.
inline void without_jit(pqxx::work& tx) { tx.exec("SET LOCAL jit = off"); }

}  // namespace cabled::db
