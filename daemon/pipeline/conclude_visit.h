#pragma once

#include <chrono>
#include <optional>

#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/crawl_task.h"
#include "db/frontier/frontier_rows.h"
#include "db/frontier/ruling.h"

namespace cabled {

/// What a visit leaves its URL with.
struct Conclusion {
  db::Ruling ruling;  ///< as it stands in the end: what was stored before stays stored
  db::UrlUpdate url;  ///< when the URL is due again
};

/// Takes `told` for the ruling of the visit. `asked` is the wait that the server wishes.
Conclusion conclude_visit(const CrawlTask& task, const CrawlRules& rules, db::Ruling told,
                          std::optional<std::chrono::milliseconds> asked);

}  // namespace cabled
