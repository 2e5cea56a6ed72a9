#pragma once

#include <string>

#include "daemon/cli/findings.h"
#include "daemon/config/config.h"

namespace cabled::cli {

/// Fetches robots.txt and one page of each kind that a configured source has, reads them, and says
/// what it found; stores nothing and needs no database.
Findings try_source(const Config& config, const Source& source);

}  // namespace cabled::cli
