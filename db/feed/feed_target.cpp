#include "db/feed/feed_target.h"

#include <set>
#include <span>
#include <string>
#include <vector>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kIsNew = R"sql(
  SELECT to_regclass('cabled.feed_position') IS NULL AS is_new
)sql";

constexpr const char* kColumns = R"sql(
  SELECT t.relname || '.' || a.attname AS name
    FROM pg_attribute a
    JOIN pg_class t ON t.oid = a.attrelid
   WHERE t.relnamespace = 'cabled'::regnamespace
     AND a.attnum > 0
     AND NOT a.attisdropped
)sql";

constexpr const char* kAddColumn = R"sql(
  ALTER TABLE cabled.{table} ADD COLUMN {column} {type}
)sql";

constexpr const char* kForgetPosition = R"sql(
  DELETE FROM cabled.feed_position
)sql";

constexpr const char* kCreateSchema = R"sql(
  CREATE SCHEMA IF NOT EXISTS cabled
)sql";

constexpr const char* kCreateIndexes = R"sql(
  CREATE INDEX IF NOT EXISTS cable_sent ON cabled.cable (sent_at);
  CREATE INDEX IF NOT EXISTS cable_link_to ON cabled.cable_link (to_id, kind)
)sql";

constexpr const char* kCreatePosition = R"sql(
  CREATE TABLE IF NOT EXISTS cabled.feed_position (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    origin    text NOT NULL,
    cursor    text NOT NULL,
    filled_to text,
    moved_at  timestamptz NOT NULL DEFAULT now())
)sql";

constexpr const char* kLockPosition = R"sql(
  SELECT origin, cursor, filled_to FROM cabled.feed_position FOR UPDATE
)sql";

constexpr const char* kSetPosition = R"sql(
  INSERT INTO cabled.feed_position (origin, cursor, filled_to) VALUES ($1, $2, $3)
  ON CONFLICT (only_row) DO UPDATE
     SET origin = excluded.origin, cursor = excluded.cursor, filled_to = excluded.filled_to,
         moved_at = now()
)sql";

constexpr const char* kCreateTable = R"sql(
  CREATE TABLE IF NOT EXISTS cabled.{table} ({columns}, PRIMARY KEY ({key}))
)sql";

constexpr const char* kUpsert = R"sql(
  INSERT INTO cabled.{table} ({columns})
  SELECT {values} FROM unnest({arrays}) AS s({columns})
  ON CONFLICT ({key}) DO {action}
)sql";

constexpr const char* kRowsOfRange = R"sql(
  SELECT * FROM cabled.{table}
   WHERE {cable} COLLATE "C" > $1
     AND ($2::text IS NULL OR {cable} COLLATE "C" <= $2)
)sql";

constexpr const char* kRemove = R"sql(
  DELETE FROM cabled.{table} t
   USING unnest({arrays}) AS k({columns})
   WHERE ({same}) = ({columns_of_k})
)sql";

constexpr const char* kRemoveRange = R"sql(
  DELETE FROM cabled.{table}
   WHERE {id} COLLATE "C" > $1 AND ($2::text IS NULL OR {id} COLLATE "C" <= $2)
)sql";

// All that goes into these statements are names of our own tables and columns.
template <typename Write>
std::string list_of(std::span<const FeedColumn> columns, Write&& write) {
  std::string list;
  for (const FeedColumn& column : columns) {
    if (!list.empty()) list += ", ";
    list += write(column);
  }
  return list;
}

std::string names_of(std::span<const FeedColumn> columns) {
  return list_of(columns, [](const FeedColumn& column) { return std::string(column.name); });
}

std::string create_statement(const FeedTable& table) {
  const std::string columns = list_of(table.columns, [](const FeedColumn& column) {
    return fmt::format("{} {}", column.name, column.postgres_type);
  });
  return fmt::format(kCreateTable, fmt::arg("table", table.name), fmt::arg("columns", columns),
                     fmt::arg("key", names_of(table.columns.first(table.key_columns))));
}

std::string upsert_statement(const FeedTable& table) {
  const std::string values = list_of(table.columns, [](const FeedColumn& column) {
    return fmt::format("{}::{}", column.name, column.postgres_type);
  });
  const std::string arrays = list_of(table.columns, [n = 0](const FeedColumn&) mutable {
    return fmt::format("${}::text[]", ++n);
  });
  const std::string changed = list_of(
      table.columns.subspan(table.key_columns),
      [](const FeedColumn& column) { return fmt::format("{0} = excluded.{0}", column.name); });
  return fmt::format(kUpsert, fmt::arg("table", table.name),
                     fmt::arg("columns", names_of(table.columns)), fmt::arg("values", values),
                     fmt::arg("arrays", arrays),
                     fmt::arg("key", names_of(table.columns.first(table.key_columns))),
                     fmt::arg("action", changed.empty() ? "NOTHING" : "UPDATE SET " + changed));
}

std::string remove_statement(const FeedTable& table) {
  const auto keys = table.columns.first(table.key_columns);
  const std::string arrays =
      list_of(keys, [n = 0](const FeedColumn&) mutable { return fmt::format("${}::text[]", ++n); });
  const auto with = [&](std::string_view prefix) {
    return list_of(
        keys, [&](const FeedColumn& column) { return fmt::format("{}.{}", prefix, column.name); });
  };
  return fmt::format(kRemove, fmt::arg("table", table.name), fmt::arg("arrays", arrays),
                     fmt::arg("columns", names_of(keys)), fmt::arg("same", with("t")),
                     fmt::arg("columns_of_k", with("k")));
}

void remove_rows(pqxx::work& tx, const FeedTable& table, const std::vector<FeedRows::Key>& gone) {
  if (gone.empty()) return;
  std::vector<ArrayParameter> columns(table.key_columns);
  for (const FeedRows::Key& key : gone) {
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].add(key[i]);
  }
  std::vector<std::string> literals;
  literals.reserve(columns.size());
  for (const ArrayParameter& column : columns) literals.push_back(column.literal());
  execute_list(tx, remove_statement(table), literals);
}

void remove_range(pqxx::work& tx, const FeedTable& table, const CableRange& range) {
  execute(tx,
          fmt::format(kRemoveRange, fmt::arg("table", table.name),
                      fmt::arg("id", table.columns.front().name)),
          range.after, range.upto);
}

void apply_table(pqxx::work& tx, const FeedTable& table, const std::vector<FeedRow>& rows) {
  if (rows.empty()) return;
  std::vector<ArrayParameter> columns(table.columns.size());
  // A row that a change named by its number and another by its key is there twice.
  std::set<std::vector<OptionalText>> taken;
  for (const FeedRow& row : rows) {
    const auto key_end = row.values.begin() + static_cast<std::ptrdiff_t>(table.key_columns);
    if (!taken.insert({row.values.begin(), key_end}).second) continue;
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].add(row.values[i]);
  }
  std::vector<std::string> literals;
  literals.reserve(columns.size());
  for (const ArrayParameter& column : columns) literals.push_back(column.literal());
  execute_list(tx, upsert_statement(table), literals);
}

void add_missing_columns(pqxx::work& downstream) {
  std::set<std::string> there;
  for (const auto& row : downstream.exec(kColumns)) there.insert(get<std::string>(row, "name"));
  bool added = false;
  for (const FeedTable& table : feed_tables()) {
    for (const FeedColumn& column : table.columns) {
      if (there.contains(fmt::format("{}.{}", table.name, column.name))) continue;
      downstream.exec(fmt::format(kAddColumn, fmt::arg("table", table.name),
                                  fmt::arg("column", column.name),
                                  fmt::arg("type", column.postgres_type)));
      added = true;
    }
  }
  if (added) downstream.exec(kForgetPosition);
}

}  // namespace

void create_feed_schema(pqxx::work& downstream) {
  // Looked up first: a role that may only write rows can then follow what its owner made.
  if (!get<bool>(execute_one(downstream, kIsNew), "is_new")) {
    add_missing_columns(downstream);
    return;
  }
  downstream.exec(kCreateSchema);
  for (const FeedTable& table : feed_tables()) downstream.exec(create_statement(table));
  downstream.exec(kCreateIndexes);
  downstream.exec(kCreatePosition);
}

std::optional<FeedPosition> lock_feed_position(pqxx::work& downstream) {
  const pqxx::result found = downstream.exec(kLockPosition);
  if (found.empty()) return std::nullopt;
  const auto cursor = ChangeCursor::parse(get<std::string>(found[0], "cursor"));
  return FeedPosition{get<std::string>(found[0], "origin"), cursor.value(),
                      get<OptionalText>(found[0], "filled_to")};
}

void apply_feed(pqxx::work& downstream, const FeedRows& rows, const FeedPosition& position) {
  for (std::size_t i = 0; i < kFeedTables; ++i) {
    if (rows.whole) remove_range(downstream, feed_tables()[i], *rows.whole);
    remove_rows(downstream, feed_tables()[i], rows.gone[i]);
    apply_table(downstream, feed_tables()[i], rows.tables[i]);
  }
  execute(downstream, kSetPosition, position.origin, position.cursor.text(), position.filled_to);
}

CableSums feed_sums(pqxx::work& downstream, const CableRange& range) {
  CableSums sums;
  for (std::size_t i = 0; i < kFeedTables; ++i) {
    const FeedTable& table = feed_tables()[i];
    const std::string rows = fmt::format(kRowsOfRange, fmt::arg("table", table.name),
                                         fmt::arg("cable", table.columns.front().name));
    const auto name = static_cast<FeedTableName>(i);
    add_sums(
        sums, name,
        execute(downstream, sum_statement(name, rows, FeedForm::kTyped), range.after, range.upto));
  }
  return sums;
}

}  // namespace cabled::db
