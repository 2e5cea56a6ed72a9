#pragma once

#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// Asks the machine's resolver for the addresses of a name, for a few seconds at most. kInvalid:
/// there is no such name; kTransient: no name server answered.
Result<void> look_up_name(const std::string& name);

}  // namespace cabled
