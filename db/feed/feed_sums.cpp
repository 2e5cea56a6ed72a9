#include "db/feed/feed_sums.h"

#include <charconv>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/model/digest.h"

namespace cabled::db {
namespace {

constexpr std::size_t kHexDigits = 16;  // of 64 bits

// {owner}: the column that holds the cable; {marks}: each value as row_mark() takes it; {values}:
// the columns in their form; {rows}: a statement.
constexpr const char* kSums = R"sql(
  SELECT cable, count(*) AS rows,
         bit_xor(('x' || left(encode(sha256(convert_to(mark, 'UTF8')), 'hex'), 16))::bit(64)::bigint)
           AS marks
    FROM (SELECT {owner} AS cable, concat({marks}) AS mark
            FROM (SELECT {values} FROM ({rows}) AS r) AS v) AS m
   GROUP BY cable
)sql";

constexpr const char* kChangedAfter = R"sql(
  SELECT DISTINCT cable_id
    FROM change
   WHERE (xid, seq) > ($1::text::xid8, $2::bigint)
     AND cable_id > $3
     AND ($4::text IS NULL OR cable_id <= $4)
)sql";

constexpr const char* kNextBorder = R"sql(
  SELECT id
    FROM cable
   WHERE id > $1
   ORDER BY id
   OFFSET $2
   LIMIT 1
)sql";

constexpr const char* kIdsOfRange = R"sql(
  SELECT id
    FROM cable
   WHERE id > $1
     AND ($2::text IS NULL OR id <= $2)
   ORDER BY id
)sql";

std::string value_in(FeedForm form, const FeedColumn& column) {
  if (form == FeedForm::kAsSent) return fmt::format("{0}::text AS {0}", column.name);
  if (column.postgres_type == "timestamptz") {
    return fmt::format("extract(epoch FROM {0}::timestamptz)::text AS {0}", column.name);
  }
  // A type with a collation is no type to cast to.
  if (column.postgres_type.starts_with("text")) return fmt::format("{0}::text AS {0}", column.name);
  return fmt::format("{0}::{1}::text AS {0}", column.name, column.postgres_type);
}

std::vector<std::string> texts_in(const pqxx::result& found, const char* column) {
  std::vector<std::string> texts;
  texts.reserve(row_count(found));
  for (const auto& row : found) texts.push_back(get<std::string>(row, column));
  return texts;
}

}  // namespace

std::uint64_t row_mark(std::span<const std::optional<std::string>> values) {
  std::string text;
  for (const std::optional<std::string>& value : values) {
    text += value ? fmt::format("{}:{}", value->size(), *value) : "-";
  }
  const std::string hex = Digest::of(text).hex();
  std::uint64_t mark = 0;
  std::from_chars(hex.data(), hex.data() + kHexDigits, mark, 16);
  return mark;
}

std::string sum_statement(FeedTableName name, const std::string& rows, FeedForm form) {
  const FeedTable& table = feed_tables()[static_cast<std::size_t>(name)];
  std::string values;
  std::string marks;
  for (const FeedColumn& column : table.columns) {
    const char* comma = values.empty() ? "" : ", ";
    values += comma + value_in(form, column);
    marks += fmt::format("{0}coalesce(octet_length({1}) || ':' || {1}, '-')", comma, column.name);
  }
  return fmt::format(kSums, fmt::arg("owner", table.columns.front().name), fmt::arg("marks", marks),
                     fmt::arg("values", values), fmt::arg("rows", rows));
}

CableSums sums_of_range(pqxx::work& tx, const CableRange& range,
                        const std::vector<std::string>& excluded, FeedForm form) {
  CableSums sums;
  for (std::size_t i = 0; i < kFeedTables; ++i) {
    const auto name = static_cast<FeedTableName>(i);
    const std::string statement = sum_statement(name, select_rows_of_range(name), form);
    add_sums(sums, name, execute(tx, statement, range.after, range.upto, array_literal(excluded)));
  }
  return sums;
}

void add_sums(CableSums& sums, FeedTableName name, const pqxx::result& found) {
  for (const auto& row : found) {
    sums[get<std::string>(row, "cable")][static_cast<std::size_t>(name)] = {
        get<std::int64_t>(row, "rows"),
        static_cast<std::uint64_t>(get<std::int64_t>(row, "marks"))};
  }
}

std::vector<std::string> cables_changed_after(pqxx::work& tx, const ChangeCursor& cursor,
                                              const CableRange& range) {
  return texts_in(
      execute(tx, kChangedAfter, std::to_string(cursor.xid), cursor.seq, range.after, range.upto),
      "cable_id");
}

CableRange next_range(pqxx::work& tx, const std::string& last_id, int limit) {
  const pqxx::result border = execute(tx, kNextBorder, last_id, limit - 1);
  if (border.empty()) return {last_id, std::nullopt};
  return {last_id, get<std::string>(border[0], "id")};
}

FeedRows rows_of_range(pqxx::work& tx, const CableRange& range) {
  FeedRows rows =
      rows_of_cables(tx, texts_in(execute(tx, kIdsOfRange, range.after, range.upto), "id"));
  rows.whole = range;
  return rows;
}

}  // namespace cabled::db
