#include "db/feed/change_store.h"

#include <fmt/format.h>

#include <utility>

#include "db/sql/binary_array.h"
#include "db/sql/execute.h"
#include "parsers/model/json_text.h"

namespace cabled::db {
namespace {

constexpr const char* kInsertChanges = R"sql(
  INSERT INTO change (kind, cable_id, detail, lines, more)
  SELECT kind, cable_id, detail, lines, more
    FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::int[], $5::jsonb[])
      AS s(kind, cable_id, detail, lines, more)
)sql";

constexpr const char* kWake = R"sql(
  SELECT pg_notify($1, '')
)sql";

std::string member(std::string_view name, std::string_view text) {
  JsonText json;
  json.string(name);
  json.raw(":");
  json.string(text);
  return std::move(json).take();
}

}  // namespace

void ChangeLog::add(std::string_view kind, std::string_view cable_id, const std::string& members) {
  const auto [found, is_first] = last_row_.try_emplace(std::string(cable_id), rows_.size());
  if (!is_first && rows_[found->second].lines < kMostLinesOfRow) {
    Row& row = rows_[found->second];
    row.more +=
        fmt::format("{}{{{},{}}}", row.lines == 1 ? "" : ",", member("change", kind), members);
    ++row.lines;
    return;
  }
  found->second = rows_.size();
  rows_.push_back({.cable_id = std::string(cable_id),
                   .kind = kind,
                   .detail = fmt::format("{{{}}}", members),
                   .more = {}});
}

void ChangeLog::cable(std::string_view cable_id, CableChange change) {
  if (change == CableChange::kGone) return add("cable", cable_id, R"("gone":true)");
  add("cable", cable_id, change == CableChange::kNew ? R"("new":true)" : R"("new":false)");
}

void ChangeLog::rendition(std::string_view cable_id, std::int64_t rendition_id) {
  add("rendition", cable_id, fmt::format(R"("rendition":{})", rendition_id));
}

void ChangeLog::sighting(std::string_view cable_id, std::int64_t rendition_id,
                         const std::string& url) {
  add("sighting", cable_id, fmt::format(R"("rendition":{},{})", rendition_id, member("url", url)));
}

void ChangeLog::link(std::string_view from_id, const std::string& kind, const std::string& to_id) {
  add("link", from_id, member("kind", kind) + ',' + member("to", to_id));
}

void ChangeLog::gone_rendition(std::string_view cable_id, const std::string& content_key) {
  add("rendition", cable_id, member("content_key", content_key) + R"(,"gone":true)");
}

void ChangeLog::gone_sighting(std::string_view cable_id, const std::string& content_key,
                              const std::string& url) {
  add("sighting", cable_id,
      member("content_key", content_key) + ',' + member("url", url) + R"(,"gone":true)");
}

void ChangeLog::gone_link(std::string_view from_id, const std::string& kind,
                          const std::string& to_id) {
  add("link", from_id, member("kind", kind) + ',' + member("to", to_id) + R"(,"gone":true)");
}

void ChangeLog::write(pqxx::work& tx) const {
  if (rows_.empty()) return;
  TextArray kind;
  TextArray cable;
  JsonArray detail;
  IntegerArray lines;
  JsonArray more;
  for (const Row& row : rows_) {
    kind.add(row.kind);
    cable.add(row.cable_id);
    detail.add(row.detail);
    lines.add(row.lines);
    if (row.lines > 1) {
      more.add('[' + row.more + ']');
    } else {
      more.add_null();
    }
  }
  execute(tx, kInsertChanges, kind.parameter(), cable.parameter(), detail.parameter(),
          lines.parameter(), more.parameter());
  execute(tx, kWake, kChangeChannel);
}

}  // namespace cabled::db
