#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "db/feed/feed_rows.h"

namespace cabled::db {

/// The rows that one table has of one cable: how many, and the XOR of their marks (row_mark()).
struct TableSum {
  std::int64_t rows = 0;
  std::uint64_t marks = 0;

  bool operator==(const TableSum&) const = default;
};
using CableSum = std::array<TableSum, kFeedTables>;  ///< in the order of FeedTableName
using CableSums = std::map<std::string, CableSum>;   ///< by id

/// As what a downstream keeps the values of a row.
enum class FeedForm {
  kTyped,   ///< FeedColumn::postgres_type: JSON and times lose the spelling they came in
  kAsSent,  ///< the text of FeedRow
};

/// 64 bits of a row: the first of the SHA-256 of its values, each as "BYTES:VALUE", or "-" for
/// null.
std::uint64_t row_mark(std::span<const std::optional<std::string>> values);

/// A statement that gives `cable`, `rows` and `marks` of the rows that the statement `rows` gives,
/// by row_mark() of the values in `form`.
std::string sum_statement(FeedTableName name, const std::string& rows, FeedForm form);

/// The sums of our cables of `range`, but for `excluded`, as a downstream of `form` should have
/// them.
CableSums sums_of_range(pqxx::work& tx, const CableRange& range,
                        const std::vector<std::string>& excluded, FeedForm form);

/// Adds what a statement of sum_statement() gave of a table.
void add_sums(CableSums& sums, FeedTableName name, const pqxx::result& found);

/// The cables of `range` that changes after `cursor` tell of, settled or not.
std::vector<std::string> cables_changed_after(pqxx::work& tx, const ChangeCursor& cursor,
                                              const CableRange& range);

/// The range of the next `limit` cables after `last_id`; open to the end when there are no more.
CableRange next_range(pqxx::work& tx, const std::string& last_id, int limit);

/// All rows of the cables of `range`, and that they are all.
FeedRows rows_of_range(pqxx::work& tx, const CableRange& range);

}  // namespace cabled::db
