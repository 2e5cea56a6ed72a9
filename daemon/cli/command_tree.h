#pragma once

#include "daemon/cli/command.h"

namespace cabled::cli {

/// Gives `app` the program's name, the common options and all commands, each with its examples and
/// the common options below its help. Command line, manual and completions are made from it.
void grow_command_tree(CLI::App& app, Invocation& invocation);

/// "cabled sources pause"
std::string full_name(const CLI::App& command);

/// The commands below `app`, those below them too, in the order of the help; not `app` itself.
std::vector<const CLI::App*> all_commands(const CLI::App& app);

/// The words that an option takes, when it takes some and no others.
std::vector<std::string> choices_of(const CLI::Option& option);

/// What stands for an option's value: "N", "FILE", "text|csv"; "" for a flag.
std::string value_name(const CLI::Option& option);

/// The bounds of a number and the default, "1 to 10,000; default: 20"; "" when there is neither.
std::string limits_of(const CLI::Option& option);

}  // namespace cabled::cli
