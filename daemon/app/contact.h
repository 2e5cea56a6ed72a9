#pragma once

#include "daemon/config/config.h"
#include "parsers/model/error.h"

namespace cabled {

/// Whoever crawls strangers' servers must be reachable by them: an error when a source leads beyond
/// this machine and the configuration names no contact.
Result<void> check_contact(const Config& config);

}  // namespace cabled
