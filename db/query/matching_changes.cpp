#include "db/query/matching_changes.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "db/query/cable_search.h"
#include "parsers/model/cable_id.h"

namespace cabled::db {
namespace {

template <typename T>
bool leaves(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

/// Whether a cable may have matched when it was another: its id is what it was.
bool may_have_matched(const std::string& id, const SearchFilter& filter) {
  if (!leaves(filter.ids, id)) return false;
  const Result<CableId> named = CableId::parse(id);
  return !named ||
         (leaves(filter.stations, named->station()) && leaves(filter.years, named->year()));
}

}  // namespace

std::vector<Change> matching_changes(pqxx::work& tx, const SearchQuery& query,
                                     std::vector<Change> changes) {
  std::set<std::string> named;
  for (const Change& change : changes) named.insert(change.cable_id);
  const std::set<std::string> matching = CableSearch(tx, query).matches_among(named);
  // A cable that is new among these was not told of before.
  std::set<std::string> settled = matching;
  for (const Change& change : changes) {
    if (change.fresh) settled.insert(change.cable_id);
  }
  std::erase_if(changes, [&](Change& change) {
    if (matching.contains(change.cable_id)) return false;
    if (change.kind != "cable") return true;
    if (change.gone) return false;
    if (!settled.insert(change.cable_id).second) return true;
    if (!may_have_matched(change.cable_id, query.filter)) return true;
    change.gone = change.unmatched = true;
    return false;
  });
  return changes;
}

}  // namespace cabled::db
