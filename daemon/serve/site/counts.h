#pragma once

#include <vector>

#include "daemon/answers/status_answer.h"
#include "daemon/serve/site/site.h"
#include "db/query/corpus_totals.h"

namespace cabled::serve {

// What is counted seldom and shown often, as it was when it was last counted.
Result<db::CorpusTotals> kept_totals(Site& site);
Result<std::vector<db::NamedCount>> kept_stations(Site& site);
Result<std::vector<db::NamedCount>> kept_tags(Site& site);
Result<StatusAnswer> kept_status(Site& site);

}  // namespace cabled::serve
