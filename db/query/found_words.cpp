#include "db/query/found_words.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kMarkAll = R"sql(
  SELECT ts_headline('english', $1::text, $2::tsquery,
                     'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3)) AS marked
)sql";

}  // namespace

std::string mark_found_words(pqxx::work& tx, const SearchWords& words, const std::string& text) {
  if (words.vain || words.tsquery.empty()) return "";
  return get<std::string>(execute_one(tx, kMarkAll, text, words.tsquery), "marked");
}

}  // namespace cabled::db
