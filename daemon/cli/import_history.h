#pragma once

#include <cstdint>

#include "daemon/app/command_outcome.h"
#include "daemon/system/stop_order.h"

namespace cabled::cli {

/// Prints what was imported, the latest first; answers the exit code.
int list_imports(const CommonOptions& common);

/// Takes an import back, or goes on with it; answers the exit code.
int undo_import(std::int64_t import, const CommonOptions& common, StopOrder& order);

}  // namespace cabled::cli
