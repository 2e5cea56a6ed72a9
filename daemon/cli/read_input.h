#pragma once

#include <optional>
#include <string>

namespace cabled::cli {

/// All bytes of the file `name`, or of standard input for "-"; nothing when it cannot be read.
std::optional<std::string> read_input(const std::string& name);

}  // namespace cabled::cli
