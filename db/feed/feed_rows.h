#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/feed/change_reader.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A column of a table as other databases get it.
struct FeedColumn {
  std::string_view name;
  std::string_view postgres_type;
  std::string_view sqlite_type;
};

/// One of the four tables that other databases get (docs/feeds.md). The key is natural, so a row
/// may be written again without harm.
struct FeedTable {
  std::string_view name;
  std::span<const FeedColumn> columns;
  std::size_t key_columns;  ///< the first so many are the primary key
};

enum class FeedTableName { kCable, kRendition, kSighting, kLink };
inline constexpr std::size_t kFeedTables = 4;

/// In the order of FeedTableName.
std::span<const FeedTable> feed_tables();

/// A row in the order of its table's columns, each value as text: times RFC 3339, lists and objects
/// JSON, keys in hex.
struct FeedRow {
  std::string key;  ///< what a change calls it: see row_key()
  std::vector<std::optional<std::string>> values;
};

/// A stretch of cables in order of id: those after `after`, up to `upto` where there is one.
struct CableRange {
  std::string after;
  std::optional<std::string> upto;
};

/// Rows of the four tables, as they stand in one snapshot.
struct FeedRows {
  using Key = std::vector<std::string>;  ///< the values of the table's key columns

  std::array<std::vector<FeedRow>, kFeedTables> tables;
  /// Rows that were taken away and are not there.
  std::array<std::vector<Key>, kFeedTables> gone = {};
  /// Where `tables` are all that there is, so that what else a copy has there is to go.
  std::optional<CableRange> whole = {};

  std::vector<FeedRow>& of(FeedTableName name) { return tables[static_cast<std::size_t>(name)]; }
  const std::vector<FeedRow>& of(FeedTableName name) const {
    return tables[static_cast<std::size_t>(name)];
  }
};

/// A statement that gives the rows of the cables of a CableRange, its $1 and $2, without those of
/// $3, an array of ids: the table's columns as text, as above.
std::string select_rows_of_range(FeedTableName name);

/// The key of the row that a change tells of: a cable's id, a rendition's number, the number and
/// the URL of a sighting, the ends and kind of a link; of a row that was taken away, the values of
/// its key columns.
std::string row_key(const Change& change);

/// The values of the key columns of the row that `change` tells of: of links, cables, and rows that
/// were taken away.
FeedRows::Key natural_key(const Change& change);

/// The rows that `changes` tell of, as they are now: never older than the change, maybe newer. One
/// that was taken away and came back is among them, by its natural key.
FeedRows rows_of_changes(pqxx::work& tx, std::span<const Change> changes);

/// All rows of `cables`.
FeedRows rows_of_cables(pqxx::work& tx, const std::vector<std::string>& cables);

/// All rows of the next `limit` cables after `last_id` in order of id; no cable means the end.
FeedRows rows_of_cables_after(pqxx::work& tx, const std::string& last_id, int limit);

}  // namespace cabled::db
