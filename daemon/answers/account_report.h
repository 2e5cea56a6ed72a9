#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "db/query/status_queries.h"

namespace cabled {

/// The ledger for scripts: the six numbers of the identity, `indexes`, `reasons`, `balanced`.
nlohmann::ordered_json account_to_json(const db::Account& account);

/// The same for people, some lines.
std::string account_to_text(const db::Account& account);

}  // namespace cabled
