#include "daemon/serve/site/counts.h"

namespace cabled::serve {
namespace {

// Without the time limit of other questions: counting a great corpus takes seconds, and one request
// in a minute or an hour counts for all.
template <typename Count>
auto count(Site& site, Count ask) {
  return site.database.lend(
      [&](db::Connection& connection) { return db::transact(connection, ask); });
}

}  // namespace

Result<db::CorpusTotals> kept_totals(Site& site) {
  return site.counts.totals.get(
      [&] { return count(site, [](pqxx::work& tx) { return db::corpus_totals(tx); }); });
}

Result<std::vector<db::NamedCount>> kept_stations(Site& site) {
  return site.counts.stations.get(
      [&] { return count(site, [](pqxx::work& tx) { return db::station_counts(tx); }); });
}

Result<std::vector<db::NamedCount>> kept_tags(Site& site) {
  return site.counts.tags.get(
      [&] { return count(site, [](pqxx::work& tx) { return db::tag_counts(tx); }); });
}

Result<StatusAnswer> kept_status(Site& site) {
  return site.counts.status.get([&]() -> Result<StatusAnswer> {
    auto status = site.database.lend(
        [&](db::Connection& connection) { return read_status(site.session, connection); });
    if (!status) return tl::unexpected(Error{ErrorKind::kTransient, status.error().message});
    return std::move(*status);
  });
}

}  // namespace cabled::serve
