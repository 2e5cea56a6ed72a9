#include "daemon/cli/usage_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/cli/command_tree.h"
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

std::string ask_for_help(const CLI::App& command) {
  return fmt::format("; hint: {} --help", full_name(command));
}

/// Where none is near: the few commands of a command, or else its help.
std::string other_commands(const CLI::App& command, const std::vector<std::string>& names) {
  if (command.get_parent() == nullptr) return ask_for_help(command);
  return fmt::format("; hint: it has {}", fmt::join(names, ", "));
}

std::string complaint_about(const CLI::App& command, const std::string& word) {
  if (word.starts_with('-')) {
    const std::string meant = did_you_mean(word.substr(0, word.find('=')), option_names(command));
    return fmt::format("{} has no option '{}'{}", full_name(command), word,
                       meant.empty() ? ask_for_help(command) : meant);
  }
  const std::vector<std::string> names = command_names(command);
  if (!names.empty() && command.get_subcommands().empty()) {
    const std::string meant = did_you_mean(word, names);
    return fmt::format("{} has no command '{}'{}", full_name(command), word,
                       meant.empty() ? other_commands(command, names) : meant);
  }
  return fmt::format("{} takes no further word: '{}'{}", full_name(command), word,
                     ask_for_help(command));
}

/// What CLI11 says of a missing or wrong word, as one would say it of a command; else its words.
std::string plain_words(const CLI::ParseError& error) {
  std::string message(ascii::trim(error.what()));
  while (message.ends_with('.')) message.pop_back();
  static constexpr std::string_view kRequired = " is required";
  if (message.starts_with("A subcommand")) return " needs a command";
  if (message.ends_with(kRequired)) {
    return " needs " + message.substr(0, message.size() - kRequired.size());
  }
  // "--undo: 1 required ID missing"
  if (const std::size_t colon = message.find(": 1 required "); colon != std::string::npos) {
    return fmt::format(": {} needs a value", message.substr(0, colon));
  }
  // "--jsonl excludes FILE"
  static constexpr std::string_view kExcludes = " excludes ";
  if (const std::size_t with = message.find(kExcludes); with != std::string::npos) {
    return fmt::format(" takes either {} or {}, not both", message.substr(0, with),
                       message.substr(with + kExcludes.size()));
  }
  // "Could not convert: --undo = x"
  static constexpr std::string_view kConvert = "Could not convert: ";
  const std::size_t equals = message.find(" = ");
  if (message.starts_with(kConvert) && equals != std::string::npos) {
    return fmt::format(": '{}' is no value for {}", message.substr(equals + 3),
                       message.substr(kConvert.size(), equals - kConvert.size()));
  }
  return ": " + message;
}

}  // namespace

std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = named_command(app);
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return complaint_about(command, unknown.front());
  return full_name(command) + plain_words(error) + ask_for_help(command);
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
