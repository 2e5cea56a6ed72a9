#include "db/feed/feed_target.h"

#include <string>
#include <vector>

#include "db/sql/array_parameter.h"
#include "db/sql/utc.h"

namespace cabled::db {
namespace {

constexpr const char* kCreatePosition =
    "CREATE TABLE IF NOT EXISTS cabled.feed_position ("
    " only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), origin text NOT NULL,"
    " cursor text NOT NULL, filled_to text, moved_at timestamptz NOT NULL DEFAULT now())";

constexpr const char* kSetPosition =
    "INSERT INTO cabled.feed_position (origin, cursor, filled_to) VALUES ($1, $2, $3)"
    " ON CONFLICT (only_row) DO UPDATE SET origin = excluded.origin, cursor = excluded.cursor,"
    "  filled_to = excluded.filled_to, moved_at = now()";

// All that goes into these statements are names of our own tables and columns.
std::string joined(const FeedTable& table, std::size_t from, const char* before,
                   const char* after) {
  std::string out;
  for (std::size_t i = from; i < table.columns.size(); ++i) {
    out += fmt::format("{}{}{}{}", out.empty() ? "" : ", ", before, table.columns[i].name, after);
  }
  return out;
}

std::string key_list(const FeedTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.key_columns; ++i) {
    out += fmt::format("{}{}", out.empty() ? "" : ", ", table.columns[i].name);
  }
  return out;
}

std::string create_statement(const FeedTable& table) {
  std::string columns;
  for (const FeedColumn& column : table.columns) {
    columns += fmt::format("{} {}, ", column.name, column.postgres_type);
  }
  return fmt::format("CREATE TABLE IF NOT EXISTS cabled.{} ({}PRIMARY KEY ({}))", table.name,
                     columns, key_list(table));
}

std::string upsert_statement(const FeedTable& table) {
  std::string values;
  std::string arrays;
  std::string changed;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const FeedColumn& column = table.columns[i];
    values += fmt::format("{}{}::{}", i > 0 ? ", " : "", column.name, column.postgres_type);
    arrays += fmt::format("{}${}::text[]", i > 0 ? ", " : "", i + 1);
    if (i < table.key_columns) continue;
    changed +=
        fmt::format("{}{} = excluded.{}", changed.empty() ? "" : ", ", column.name, column.name);
  }
  return fmt::format(
      "INSERT INTO cabled.{0} ({1}) SELECT {2} FROM unnest({3}) AS s({1}) ON CONFLICT ({4}) DO {5}",
      table.name, joined(table, 0, "", ""), values, arrays, key_list(table),
      changed.empty() ? "NOTHING" : "UPDATE SET " + changed);
}

void apply_table(pqxx::work& tx, const FeedTable& table, const std::vector<FeedRow>& rows) {
  if (rows.empty()) return;
  std::vector<ArrayParameter> columns(table.columns.size());
  for (const FeedRow& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].add(row.values[i]);
  }
  std::vector<std::string> literals;
  literals.reserve(columns.size());
  for (const ArrayParameter& column : columns) literals.push_back(column.literal());
  tx.exec_params(upsert_statement(table), pqxx::prepare::make_dynamic_params(literals));
}

}  // namespace

void create_feed_schema(pqxx::work& downstream) {
  // Looked up first: a role that may only write rows can then follow what its owner made.
  if (!downstream.exec1("SELECT to_regclass('cabled.feed_position') IS NULL")[0].as<bool>()) return;
  downstream.exec("CREATE SCHEMA IF NOT EXISTS cabled");
  for (const FeedTable& table : feed_tables()) downstream.exec(create_statement(table));
  downstream.exec("CREATE INDEX IF NOT EXISTS cable_sent ON cabled.cable (sent_at)");
  downstream.exec("CREATE INDEX IF NOT EXISTS cable_link_to ON cabled.cable_link (to_id, kind)");
  downstream.exec(kCreatePosition);
}

std::optional<FeedPosition> lock_feed_position(pqxx::work& downstream) {
  const pqxx::result found =
      downstream.exec("SELECT origin, cursor, filled_to FROM cabled.feed_position FOR UPDATE");
  if (found.empty()) return std::nullopt;
  const auto cursor = ChangeCursor::parse(found[0][1].as<std::string>());
  return FeedPosition{found[0][0].as<std::string>(), cursor.value(), nullable(found[0][2])};
}

void apply_feed(pqxx::work& downstream, const FeedRows& rows, const FeedPosition& position) {
  for (std::size_t i = 0; i < kFeedTables; ++i) {
    apply_table(downstream, feed_tables()[i], rows.tables[i]);
  }
  downstream.exec_params(kSetPosition, position.origin, position.cursor.text(), position.filled_to);
}

}  // namespace cabled::db
