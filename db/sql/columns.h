#pragma once

#include <optional>
#include <set>
#include <string>
#include <type_traits>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

using OptionalText = std::optional<std::string>;

/// The value in a field; null is for std::optional alone.
template <typename T>
T value_of(const pqxx::field& field) {
  if constexpr (IsOptional<T>::value) {
    if (field.is_null()) return std::nullopt;
    return field.as<typename T::value_type>();
  } else {
    return field.as<T>();
  }
}

/// The value in the column of that name.
template <typename T>
T get(const pqxx::row& row, const char* column) {
  return value_of<T>(row[column]);
}

/// The column `id` of all rows.
inline std::set<std::string> ids_of(const pqxx::result& rows) {
  std::set<std::string> ids;
  for (const auto& row : rows) ids.insert(get<std::string>(row, "id"));
  return ids;
}

}  // namespace cabled::db
