#include "daemon/cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "daemon/cli/command_tree.h"

namespace cabled::cli {
namespace {

/// A command as a path: "/sources/add"; "" for cabled itself.
std::string path_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? "" : path_of(*parent) + '/' + command.get_name();
}

std::vector<const CLI::Option*> named_options(const CLI::App& command) {
  std::vector<const CLI::Option*> options;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_lnames().empty()) options.push_back(option);
  }
  return options;
}

/// cabled itself, then all commands.
std::vector<const CLI::App*> everything(const CLI::App& app) {
  std::vector<const CLI::App*> all{&app};
  for (const CLI::App* command : all_commands(app)) all.push_back(command);
  return all;
}

bool takes_a_path(const CLI::Option& option) {
  const std::string name = value_name(option);
  return name == "FILE" || name == "DIR";
}

/// "/a|/b/c": patterns of all commands' paths.
std::string path_patterns(const CLI::App& app) {
  std::string patterns;
  for (const CLI::App* command : all_commands(app)) {
    patterns += (patterns.empty() ? "" : "|") + path_of(*command);
  }
  return patterns;
}

std::string with_blanks(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// The cases of `$command:$before`: what stands behind an option that takes a value. `files` is
/// what completes a path, `words` with {} what completes words, `nothing` what else there is.
struct ValueCases {
  std::string_view files;
  std::string_view words;
  std::string_view nothing;
};
std::string value_cases(const CLI::App& app, const ValueCases& how) {
  std::string out;
  for (const CLI::App* command : everything(app)) {
    // Those of cabled itself may stand behind any command.
    const std::string path = command == &app ? "*" : path_of(*command);
    for (const CLI::Option* option : named_options(*command)) {
      if (value_name(*option).empty()) continue;
      const std::vector<std::string> choices = choices_of(*option);
      const std::string act = takes_a_path(*option) ? std::string(how.files)
                              : choices.empty()
                                  ? std::string(how.nothing)
                                  : fmt::format(fmt::runtime(how.words), with_blanks(choices));
      out += fmt::format("    {}:--{}) {} ;;\n", path, option->get_lnames().front(), act);
    }
  }
  return out;
}

std::string bash_words(const CLI::App& app) {
  std::string out;
  for (const CLI::App* command : everything(app)) {
    std::vector<std::string> options;
    std::vector<std::string> commands;
    for (const CLI::Option* option : named_options(*command)) {
      options.push_back("--" + option->get_lnames().front());
    }
    for (const CLI::App* below : command->get_subcommands({})) {
      commands.push_back(below->get_name());
    }
    out += fmt::format("    '{}') options='{}' commands='{}' ;;\n", path_of(*command),
                       command == &app ? "" : with_blanks(options), with_blanks(commands));
  }
  return out;
}

std::string bash_script(const CLI::App& app) {
  std::vector<std::string> common;
  for (const CLI::Option* option : named_options(app)) {
    common.push_back("--" + option->get_lnames().front());
  }
  return fmt::format(
      "# Completion of cabled for bash, made by `cabled completion bash`.\n"
      "# shellcheck shell=bash\n"
      "_cabled() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local command='' options='' commands='' i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$command/${{COMP_WORDS[i]}}\" in\n"
      "    {}) command=$command/${{COMP_WORDS[i]}} ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command:$before\" in\n{}"
      "  esac\n"
      "  case $command in\n{}"
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"$options {}\" -- \"$word\")\n"
      "  elif [[ $commands ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$word\")\n"
      "  else\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _cabled cabled\n",
      path_patterns(app),
      value_cases(app,
                  {"mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return",
                   "mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$word\"); return", "return"}),
      bash_words(app), with_blanks(common));
}

/// In single quotes, as zsh and fish both read it.
std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + '\'';
}

/// "name:what it is", where a colon of the name is escaped; of the words, zsh takes all.
std::string zsh_entry(const std::string& name, const std::string& about) {
  return in_single_quotes(name + ':' + about);
}

std::string zsh_words(const CLI::App& app) {
  std::string out;
  for (const CLI::App* command : everything(app)) {
    std::string options;
    std::string commands;
    for (const CLI::Option* option : named_options(*command)) {
      options +=
          "\n      " + zsh_entry("--" + option->get_lnames().front(), option->get_description());
    }
    for (const CLI::App* below : command->get_subcommands({})) {
      commands += "\n      " + zsh_entry(below->get_name(), below->get_description());
    }
    out += fmt::format("    '{}')\n      options=({})\n      commands=({}) ;;\n", path_of(*command),
                       command == &app ? "" : options, commands);
  }
  return out;
}

std::string zsh_script(const CLI::App& app) {
  std::string common;
  for (const CLI::Option* option : named_options(app)) {
    common += "\n    " + zsh_entry("--" + option->get_lnames().front(), option->get_description());
  }
  return fmt::format(
      "#compdef cabled\n"
      "# Completion of cabled for zsh, made by `cabled completion zsh`.\n"
      "_cabled() {{\n"
      "  local command='' word before=${{words[CURRENT-1]}}\n"
      "  local -a options commands common\n"
      "  common=({})\n"
      "  for word in ${{words[2,CURRENT-1]}}; do\n"
      "    case \"$command/$word\" in\n"
      "    {}) command=$command/$word ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command:$before\" in\n{}"
      "  esac\n"
      "  case $command in\n{}"
      "  esac\n"
      "  if [[ ${{words[CURRENT]}} == -* ]]; then\n"
      "    options+=($common)\n"
      "    _describe -o option options\n"
      "  elif (( ${{#commands}} )); then\n"
      "    _describe command commands\n"
      "  else\n"
      "    _files\n"
      "  fi\n"
      "}}\n"
      "if [[ $funcstack[1] == _cabled ]]; then _cabled \"$@\"; else compdef _cabled cabled; fi\n",
      common, path_patterns(app),
      value_cases(app, {"_files; return", "compadd {}; return", "return"}), zsh_words(app));
}

/// When a command was named; of two of one name, when it is this one.
std::string fish_condition(const CLI::App& app, const CLI::App& command) {
  const std::string seen = "__fish_seen_subcommand_from ";
  const CLI::App* parent = command.get_parent();
  if (parent != &app) return seen + parent->get_name() + "; and " + seen + command.get_name();
  std::string condition = seen + command.get_name();
  for (const CLI::App* other : app.get_subcommands({})) {
    const auto below = other->get_subcommands({});
    const bool has_namesake = std::ranges::any_of(
        below, [&](const CLI::App* each) { return each->get_name() == command.get_name(); });
    if (has_namesake) condition += "; and not " + seen + other->get_name();
  }
  return condition;
}

std::string fish_option(const CLI::Option& option, const std::string& condition) {
  std::string line = "complete -c cabled";
  if (!condition.empty()) line += " -n " + in_single_quotes(condition);
  line += " -l " + option.get_lnames().front();
  const std::vector<std::string> choices = choices_of(option);
  if (!choices.empty()) {
    line += " -x -a " + in_single_quotes(with_blanks(choices));
  } else if (!value_name(option).empty()) {
    line += takes_a_path(option) ? " -r -F" : " -x";
  }
  return line + " -d " + in_single_quotes(option.get_description()) + '\n';
}

std::string fish_script(const CLI::App& app) {
  std::string out = "# Completion of cabled for fish, made by `cabled completion fish`.\n";
  for (const CLI::Option* option : named_options(app)) out += fish_option(*option, "");
  for (const CLI::App* command : everything(app)) {
    const std::string condition = command == &app ? "" : fish_condition(app, *command);
    std::string names;
    for (const CLI::App* below : command->get_subcommands({})) {
      names += (names.empty() ? "" : " ") + below->get_name();
    }
    for (const CLI::App* below : command->get_subcommands({})) {
      const std::string when =
          command == &app
              ? "__fish_use_subcommand"
              : fmt::format("{}; and not __fish_seen_subcommand_from {}", condition, names);
      out += fmt::format("complete -c cabled -n {} -f -a {} -d {}\n", in_single_quotes(when),
                         below->get_name(), in_single_quotes(below->get_description()));
    }
    if (command == &app) continue;
    for (const CLI::Option* option : named_options(*command)) {
      out += fish_option(*option, condition);
    }
  }
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  CLI::App app;
  Invocation invocation;
  grow_command_tree(app, invocation);
  if (shell == "bash") return bash_script(app);
  if (shell == "zsh") return zsh_script(app);
  return shell == "fish" ? fish_script(app) : "";
}

}  // namespace cabled::cli
