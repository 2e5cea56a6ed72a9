#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What a list says of a cable.
struct CableTitle {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
};

/// Those of `ids` that are held, by id.
std::vector<CableTitle> cable_titles(pqxx::work& tx, const std::vector<std::string>& ids);

}  // namespace cabled::db
