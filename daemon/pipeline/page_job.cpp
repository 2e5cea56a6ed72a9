#include "daemon/pipeline/page_job.h"

namespace cabled {

std::optional<int> source_of(const PageErrand& errand) {
  if (const auto* task = std::get_if<CrawlTask>(&errand)) return task->source_id;
  const auto* again = std::get_if<ReadAgain>(&errand);
  return again != nullptr ? again->source_id : std::nullopt;
}

std::optional<std::int64_t> archive_of(const PageErrand& errand) {
  const auto* ticket = std::get_if<ImportTicket>(&errand);
  return ticket != nullptr ? ticket->archive : std::nullopt;
}

}  // namespace cabled
