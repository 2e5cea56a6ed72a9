#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Runs `sql` with `values` for its $1, $2, …; without any, `sql` may be several statements.
/// libpqxx 6.4 and 7.10 have no call for this in common that neither calls deprecated.
template <typename... Values>
pqxx::result execute(pqxx::transaction_base& tx, const std::string& sql, const Values&... values) {
  if constexpr (sizeof...(values) == 0) {
    return tx.exec(sql);
  } else {
#if PQXX_VERSION_MAJOR >= 7
    return tx.exec(sql, pqxx::params(values...));
#else
    return tx.exec_params(sql, values...);
#endif
  }
}

/// The same with values whose number is known at run time alone.
inline pqxx::result execute_list(pqxx::transaction_base& tx, const std::string& sql,
                                 const std::vector<std::string>& values) {
#if PQXX_VERSION_MAJOR >= 7
  pqxx::params list;
  list.append_multi(values);
  return tx.exec(sql, list);
#else
  return tx.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
#endif
}

/// Bytes that go to the server as they are.
#if PQXX_VERSION_MAJOR >= 7
using BinaryParameter = pqxx::bytes;
inline BinaryParameter binary_parameter(std::string_view bytes) {
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());  // NOLINT: as pqxx has it
  return {begin, begin + bytes.size()};
}
#else
using BinaryParameter = pqxx::binarystring;
inline BinaryParameter binary_parameter(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
#endif

inline std::size_t row_count(const pqxx::result& rows) {
  return static_cast<std::size_t>(rows.size());
}

/// How many rows the statement inserted, changed or deleted.
inline std::size_t affected_rows(const pqxx::result& result) {
  return static_cast<std::size_t>(result.affected_rows());
}

/// The row that `sql` always gives: another number of rows is a bug, so it throws.
template <typename... Values>
pqxx::row execute_one(pqxx::transaction_base& tx, const std::string& sql, const Values&... values) {
  const pqxx::result rows = execute(tx, sql, values...);
  if (row_count(rows) != 1) {
    throw pqxx::unexpected_rows(std::to_string(row_count(rows)) + " rows instead of one: " + sql);
  }
  return rows[0];
}

}  // namespace cabled::db
