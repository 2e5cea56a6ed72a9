#pragma once

#include <functional>
#include <string>

#include "daemon/cli/findings.h"
#include "daemon/config/config.h"

namespace cabled::cli {

/// Asks for the addresses of a name: look_up_name() of daemon/system/name_lookup.h.
using NameLookUp = std::function<Result<void>(const std::string&)>;

/// Whether the names of the sources' hosts resolve, tried with one host of each of the first five
/// sources, and else what to do. Where a proxy looks names up, its own name is tried.
Finding judge_names(const Config& config, const NameLookUp& look_up);

}  // namespace cabled::cli
