#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A source that was not visited when it was due.
struct LateSource {
  std::string name;
  std::optional<std::string> due_at;      ///< RFC 3339; nothing: no crawl ever began with it
  std::optional<std::string> host_error;  ///< the last of its host
};

/// Those of `names` of whose lists one was due longer than `late` ago, or that have no URL at all;
/// not paused ones.
std::vector<LateSource> late_sources(pqxx::work& tx, std::span<const std::string> names,
                                     std::chrono::seconds late);

}  // namespace cabled::db
