#pragma once

#include <string>

namespace cabled::cli {

/// All commands with all their options and examples as a section of cabled(1), in man(7) source:
/// made from what the program itself reads its command line by.
std::string commands_manual();

}  // namespace cabled::cli
