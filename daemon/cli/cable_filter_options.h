#pragma once

#include <CLI/CLI.hpp>

#include "db/query/cable_filter.h"

namespace cabled::cli {

/// Adds --from --to --station --tag --classification --site --damaged, which set `filter`.
void add_filter_options(CLI::App& command, db::CableFilter& filter);

}  // namespace cabled::cli
