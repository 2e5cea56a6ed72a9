#include "db/query/corpus_size.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kSize = R"sql(
  SELECT (SELECT count(*) FROM cable) AS cables,
         (SELECT count(*) FROM rendition) AS renditions
)sql";

}  // namespace

CorpusSize corpus_size(pqxx::work& tx) {
  const auto row = execute_one(tx, kSize);
  return {.cables = get<std::int64_t>(row, "cables"),
          .renditions = get<std::int64_t>(row, "renditions")};
}

}  // namespace cabled::db
