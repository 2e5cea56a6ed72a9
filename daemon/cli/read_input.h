#pragma once

#include <string>

#include "daemon/app/command_outcome.h"

namespace cabled::cli {

/// All bytes of the file `name`, or of standard input for "-". The error says why there are none,
/// and what may have been meant.
CommandResult<std::string> read_input(const std::string& name);

/// Says that a command waits for what is typed, when standard input is a terminal.
void tell_of_typed_input();

}  // namespace cabled::cli
