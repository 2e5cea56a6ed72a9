#include "db/corpus/misplaced_cables.h"

#include "db/corpus/cable_publish.h"
#include "db/corpus/corpus_lock.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kHidden = R"sql(
  SELECT c.id
    FROM cable c
    LEFT JOIN cable g ON g.id = c.twin_of AND g.twin_of IS NULL
   WHERE c.twin_of IS NOT NULL
     AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL)
     AND NOT EXISTS (SELECT FROM rendition r WHERE r.cable_id = g.id AND r.superseded_at IS NULL)
)sql";

constexpr const char* kOutdated = R"sql(
  SELECT c.id
    FROM rendition r
    JOIN cable c ON c.id = r.cable_id AND c.best_key = r.content_key
   WHERE r.superseded_at IS NOT NULL AND c.twin_of IS NULL
)sql";

constexpr const char* kTakeOut = R"sql(
  UPDATE cable c
     SET twin_of = c.id, changed_at = now()
   WHERE c.id = ANY($1::text[]) AND c.twin_of IS NULL
     AND NOT EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL)
  RETURNING c.id
)sql";

}  // namespace

MisplacedCables find_misplaced(pqxx::work& tx) {
  return {ids_of(tx.exec(kHidden)), ids_of(tx.exec(kOutdated))};
}

void put_in_place(pqxx::work& tx) {
  share_corpus(tx);
  const MisplacedCables misplaced = find_misplaced(tx);
  std::set<std::string> cables = misplaced.hidden;
  cables.insert(misplaced.outdated.begin(), misplaced.outdated.end());
  if (cables.empty()) return;
  lock_cables(tx, cables);
  std::set<std::string> changed;
  for (const std::string& id : publish_cables(tx, cables)) changed.insert(id);
  changed.merge(unite_twins(tx, cables));
  changed.merge(ids_of(execute(tx, kTakeOut, array_literal({cables.begin(), cables.end()}))));
  ChangeLog changes;
  for (const std::string& id : changed) changes.cable(id, ChangeLog::CableChange::kChanged);
  changes.write(tx);
}

}  // namespace cabled::db
