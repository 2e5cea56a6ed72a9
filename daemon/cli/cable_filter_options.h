#pragma once

#include <CLI/CLI.hpp>

#include "parsers/model/search_query.h"

namespace cabled::cli {

/// Adds --KEY, which narrows `filter` as the key of a query does; it may be given several times.
void add_filter_option(CLI::App& command, SearchFilter& filter, const char* key, const char* about,
                       const char* type);

/// Adds --from --to --station --tag --classification --site --damaged, which narrow `filter` as the
/// words of a query do (parsers/query/search_query_text.h).
void add_filter_options(CLI::App& command, SearchFilter& filter);

}  // namespace cabled::cli
