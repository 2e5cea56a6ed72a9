#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/serve/pages/page.h"
#include "db/frontier/source_health.h"
#include "db/query/daily_counts.h"
#include "db/query/status_queries.h"

namespace cabled::serve {

// Parts that the pages about sources and status share.

/// A reason as people say it: "http_503" with what it means.
std::string reason_words(std::string_view verdict, std::string_view word);
/// "87 %", or a dash.
std::string percent_words(const std::optional<double>& share);
/// A time with its ISO form for machines; words for none.
void write_when(Page& page, const std::optional<std::string>& time, std::string_view none);

/// What became of the pages: the numbers, then the reasons.
void write_account(Page& page, const db::Account& account);
/// The last thirty days as plots; a sentence when nothing came.
void write_history(Page& page, const db::DailyHistory& history);
/// How the last pages of sources were read beside those before, with what is odd; alarms[i] are
/// those of sources[i].
void write_reading_health(Page& page, const std::vector<db::SourceHealth>& sources,
                          const std::vector<std::vector<std::string>>& alarms);

Address source_address(const std::string& name);

}  // namespace cabled::serve
