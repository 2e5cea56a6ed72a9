#include "daemon/cli/usage_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/config/nearest_name.h"
#include "parsers/model/ascii.h"

namespace cabled::cli {
namespace {

/// The command that was named last: "sources pause" has two.
const CLI::App& named_command(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
  return *command;
}

/// "cabled sources pause"
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? "" : full_name(*parent) + ' ') + command.get_name();
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

/// Those of a command and of all around it, which it takes as well.
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::string complaint_about(const CLI::App& command, const std::string& word) {
  if (word.starts_with('-')) {
    return fmt::format("{} has no option '{}'{}", full_name(command), word,
                       did_you_mean(word.substr(0, word.find('=')), option_names(command)));
  }
  const std::vector<std::string> names = command_names(command);
  if (!names.empty() && command.get_subcommands().empty()) {
    return fmt::format("{} has no command '{}'{}", full_name(command), word,
                       did_you_mean(word, names));
  }
  return fmt::format("{} takes no further word: '{}'", full_name(command), word);
}

}  // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = named_command(app);
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return complaint_about(command, unknown.front());
  std::string message(ascii::trim(error.what()));
  while (message.ends_with('.')) message.pop_back();
  return fmt::format("{}: {}; hint: {} --help", full_name(command), message, full_name(command));
}

std::vector<std::string> with_help_options(std::vector<std::string> arguments) {
  constexpr auto kWithValue =
      std::to_array<std::string_view>({"--config", "--database", "--state-dir", "--log-level"});
  auto word = arguments.begin();
  while (word != arguments.end() && word->starts_with('-')) {
    const bool has_value = std::ranges::find(kWithValue, *word) != kWithValue.end();
    word += has_value && word + 1 != arguments.end() ? 2 : 1;
  }
  if (word != arguments.end() && *word == "help") {
    arguments.erase(word);
    arguments.emplace_back("--help");
  }
  return arguments;
}

}  // namespace cabled::cli
