#include "daemon/app/corpus_figures.h"

#include "daemon/app/slow_pace.h"
#include "daemon/system/stop_order.h"
#include "db/query/corpus_size.h"

namespace cabled {

CorpusFigures::CorpusFigures(const Session& session)
    : cables_({"cabled_cables", "Cables in the database", ""}),
      renditions_({"cabled_renditions", "Distinct texts of cables in the database", ""}),
      connection_(session.connect("figures")),
      thread_([this](const std::stop_token& stop) { count_until(stop); }) {}

void CorpusFigures::count_until(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto begin = std::chrono::steady_clock::now();
    if (const auto size = db::transact(connection_, db::corpus_size)) {
      cables_.set(static_cast<double>(size->cables));
      renditions_.set(static_cast<double>(size->renditions));
    }
    nap(stop, slow_pace(std::chrono::steady_clock::now() - begin));
  }
}

}  // namespace cabled
