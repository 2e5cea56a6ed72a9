#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct SeedOfSource {
  int source_id = 0;
  std::string url;
};

/// Where seeds were sent when they were fetched last, each step of the way: a row for each URL that
/// one leads to.
std::vector<SeedOfSource> moved_seeds(pqxx::work& tx, std::span<const SeedOfSource> seeds);

}  // namespace cabled::db
