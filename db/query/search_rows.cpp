#include "db/query/search_rows.h"

#include <cmath>
#include <string>
#include <utility>

#include "db/sql/columns.h"
#include "parsers/words/found_words.h"

namespace cabled::db {
namespace {

SearchHit hit_of(const pqxx::row& row, const words::SearchWords& words) {
  return {.id = get<std::string>(row, "id"),
          .subject = get<OptionalText>(row, "subject"),
          .sent_at = get<OptionalText>(row, "sent_at"),
          .classification = get<OptionalText>(row, "classification"),
          .rank = get<double>(row, "rank"),
          .snippet = words::found_passages(get<OptionalText>(row, "text").value_or(""), words),
          .station = get<OptionalText>(row, "station"),
          .changed_at = get<std::string>(row, "changed_at")};
}

// Where the list goes on behind the row.
SearchCursor cursor_behind(const pqxx::row& row, SearchOrder order) {
  const char* key = order == SearchOrder::kRank ? "rank_text" : "seconds";
  return {order, get<OptionalText>(row, key).value_or(""), get<std::string>(row, "id")};
}

}  // namespace

HitList list_of(const pqxx::result& rows, const PageOfHits& wanted, const SearchTotal& total,
                const words::SearchWords& words) {
  HitList list{{}, total, {}};
  for (const auto& row : rows) {
    if (row["id"].is_null()) break;
    if (static_cast<int>(list.hits.size()) == wanted.limit) {
      const auto last = static_cast<pqxx::result::size_type>(wanted.limit - 1);
      list.next = cursor_behind(rows[last], wanted.order);
      break;
    }
    list.hits.push_back(hit_of(row, words));
  }
  return list;
}

SearchSpread spread_of(const pqxx::result& rows, double scale) {
  SearchSpread found;
  for (const auto& row : rows) {
    const auto facet = get<OptionalText>(row, "facet");
    if (!facet) continue;
    auto value = get<std::string>(row, "value");
    const auto count = static_cast<std::int64_t>(
        std::llround(static_cast<double>(get<std::int64_t>(row, "cables")) * scale));
    if (facet == "all") {
      found.total.cables = count;
    } else if (facet == "month") {
      if (value.empty()) {
        found.undated = count;
      } else {
        found.months.push_back({std::move(value), count});
      }
    } else {
      found.facets.push_back({*facet, std::move(value), count});
    }
  }
  return found;
}

}  // namespace cabled::db
