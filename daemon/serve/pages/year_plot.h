#pragma once

#include <vector>

#include "daemon/serve/pages/page.h"
#include "db/query/corpus_totals.h"

namespace cabled::serve {

/// Cables by year, each bar a link to its year; years without any stand between the others as gaps.
void write_year_plot(Page& page, const std::vector<db::NamedCount>& years);

}  // namespace cabled::serve
