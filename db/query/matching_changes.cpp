#include "db/query/matching_changes.h"

#include <set>
#include <string>

#include "db/query/cable_search.h"

namespace cabled::db {

std::vector<Change> matching_changes(pqxx::work& tx, const SearchQuery& query,
                                     std::vector<Change> changes) {
  std::set<std::string> named;
  for (const Change& change : changes) named.insert(change.cable_id);
  const std::set<std::string> matching = CableSearch(tx, query).matches_among(named);
  std::erase_if(changes, [&](const Change& change) {
    const bool is_gone_cable = change.gone && change.kind == "cable";
    return !is_gone_cable && !matching.contains(change.cable_id);
  });
  return changes;
}

}  // namespace cabled::db
