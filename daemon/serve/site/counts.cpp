#include "daemon/serve/site/counts.h"

namespace cabled::serve {

Result<db::CorpusTotals> kept_totals(Site& site) {
  return site.counts.totals.get([&] { return site.database.count(db::corpus_totals); });
}

Result<std::vector<db::NamedCount>> kept_stations(Site& site) {
  return site.counts.stations.get([&] { return site.database.count(db::station_counts); });
}

Result<std::vector<db::NamedCount>> kept_tags(Site& site) {
  return site.counts.tags.get([&] { return site.database.count(db::tag_counts); });
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
