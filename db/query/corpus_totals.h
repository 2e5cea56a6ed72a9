#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct NamedCount {
  std::string name;
  std::int64_t count = 0;
};

/// What a front page says of the corpus. Counting reads whole indexes; who shows it often keeps it
/// (daemon/serve/site/kept.h).
struct CorpusTotals {
  std::int64_t cables = 0;
  std::int64_t copies = 0;             ///< distinct texts that a page gives
  std::vector<NamedCount> sites;       ///< with their texts, the greatest first
  std::vector<NamedCount> years = {};  ///< by the year in which cables were sent
  std::int64_t undated = 0;            ///< cables without a date
  std::string counted_at;
};
CorpusTotals corpus_totals(pqxx::work& tx);

/// The cables of each station, the greatest first, out of an index.
std::vector<NamedCount> station_counts(pqxx::work& tx);

/// The cables that carry each TAG, the greatest first. It reads the whole table.
std::vector<NamedCount> tag_counts(pqxx::work& tx);

}  // namespace cabled::db
