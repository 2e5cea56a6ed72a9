#include "db/cable_export.h"

#include "db/change_reader.h"

namespace cabled::db {
namespace {

constexpr const char* kDeclare =
    "DECLARE cables NO SCROLL CURSOR FOR"
    " SELECT c.id, c.fields::text, coalesce(c.assembled, r.text) FROM cable c"
    " JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key WHERE";

bool is_narrowed(const CableFilter& filter) {
  return filter.from || filter.to || filter.station || filter.tag || filter.classification ||
         filter.site || filter.since;
}

}  // namespace

CableStream::CableStream(pqxx::work& tx, const CableFilter& filter) : tx_(tx) {
  tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  cursor_ = settled_cursor(tx);
  if (!is_narrowed(filter)) {
    estimate_ = tx.exec1(
                      "SELECT greatest(reltuples, 0)::bigint FROM pg_class"
                      " WHERE oid = 'cable'::regclass")[0]
                    .as<std::uint64_t>();
  }
  with_filter_values(filter, [&](const auto&... values) {
    return tx.exec_params(std::string(kDeclare) + kFilterCondition + " ORDER BY c.id", values...);
  });
}

std::vector<ExportedCable> CableStream::next(int count) {
  std::vector<ExportedCable> cables;
  for (const auto& row : tx_.exec("FETCH " + std::to_string(count) + " FROM cables")) {
    cables.push_back(
        {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>()});
  }
  return cables;
}

}  // namespace cabled::db
