#pragma once

#include <optional>
#include <string>

#include "db/sql/pqxx_traits.h"

/// A timestamptz column as RFC 3339 UTC text; null and the infinities give null.
#define CABLED_UTC(column)                              \
  "CASE WHEN isfinite(" column ") THEN to_char(" column \
  " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') END"

namespace cabled::db {

inline std::optional<std::string> nullable(const pqxx::row::reference& field) {
  if (field.is_null()) return std::nullopt;
  return field.as<std::string>();
}

}  // namespace cabled::db
