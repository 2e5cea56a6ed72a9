#pragma once

#include "daemon/app/session.h"

namespace cabled {

/// An error while the database is being made out of the archive: who adds to it meanwhile would
/// fetch again what is still to come.
CommandResult<void> check_rebuilt(const Session& session);

}  // namespace cabled
