#include "daemon/answers/change_json.h"

#include <map>
#include <string>

#include "daemon/json/cable_json.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;
using RowIndex = std::map<std::string, const db::FeedRow*, std::less<>>;

RowIndex index_rows(const std::vector<db::FeedRow>& rows) {
  RowIndex index;
  for (const db::FeedRow& row : rows) index.emplace(row.key, &row);
  return index;
}

Json value_to_json(const db::FeedColumn& column, const std::optional<std::string>& value) {
  if (!value) return nullptr;
  if (column.name == "assembled") return *value == "1";
  if (column.postgres_type == "jsonb") return Json::parse(*value);
  if (column.sqlite_type == "INTEGER") return std::stoll(*value);
  return *value;
}

Json row_to_json(const db::FeedTable& table, const db::FeedRow& row) {
  Json out = Json::object();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    out[std::string(table.columns[i].name)] = value_to_json(table.columns[i], row.values[i]);
  }
  return out;
}

// A cable is given as export gives it, beside what is known of it as one of many copies.
Json cable_row_to_json(const db::FeedTable& table, const db::FeedRow& row) {
  Json out = row_to_json(table, row);
  Json cable = stored_to_json(out["fields"].dump(), out["text"].get<std::string>());
  Json about = Json::object();
  for (const char* key :
       {"id", "best_key", "field_sources", "assembled", "twin_of", "first_seen_at", "changed_at"}) {
    about[key] = out[key];
  }
  about["cable"] = std::move(cable);
  return about;
}

Json natural_key_to_json(const db::FeedTable& table, const db::Change& change) {
  const db::FeedRows::Key key = db::natural_key(change);
  Json out = Json::object();
  for (std::size_t i = 0; i < key.size(); ++i) out[std::string(table.columns[i].name)] = key[i];
  return out;
}

std::size_t table_of(const std::string& kind) {
  if (kind == "cable") return static_cast<std::size_t>(db::FeedTableName::kCable);
  if (kind == "rendition") return static_cast<std::size_t>(db::FeedTableName::kRendition);
  if (kind == "sighting") return static_cast<std::size_t>(db::FeedTableName::kSighting);
  return static_cast<std::size_t>(db::FeedTableName::kLink);
}

}  // namespace

std::vector<Json> changes_to_json(std::span<const db::Change> changes, const db::FeedRows& rows) {
  std::vector<RowIndex> indexes;
  indexes.reserve(db::kFeedTables);
  for (const auto& table : rows.tables) indexes.push_back(index_rows(table));
  std::vector<Json> out;
  out.reserve(changes.size());
  for (const db::Change& change : changes) {
    Json line{{"cursor", change.cursor.text()},
              {"at", change.at},
              {"kind", change.kind},
              {"cable_id", change.cable_id}};
    const std::size_t place = table_of(change.kind);
    const auto found = indexes[place].find(db::row_key(change));
    const db::FeedTable& table = db::feed_tables()[place];
    if (found == indexes[place].end()) {
      // A row that is no longer there without this change saying so: a later one does.
      if (change.gone) line["gone"] = natural_key_to_json(table, change);
    } else {
      line[change.kind] = change.kind == "cable" ? cable_row_to_json(table, *found->second)
                                                 : row_to_json(table, *found->second);
    }
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace cabled
