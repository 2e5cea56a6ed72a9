#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace cabled::cli {

/// What is wrong with a command line that `app` refused, with the name that may have been meant:
/// "no command 'serch'; hint: did you mean 'search'?".
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

/// "help" and "help search" as the options that CLI11 knows.
std::vector<std::string> with_help_options(std::vector<std::string> arguments);

}  // namespace cabled::cli
