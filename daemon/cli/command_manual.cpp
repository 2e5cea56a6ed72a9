#include "daemon/cli/command_manual.h"

#include <fmt/format.h>

#include <string_view>

#include "daemon/cli/command_tree.h"
#include "daemon/cli/examples.h"
#include "daemon/config/manual_text.h"

namespace cabled::cli {
namespace {

std::string option_names(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += "\\-" + manual_text(name) + ", ";
  for (const std::string& name : option.get_lnames()) names += "\\-\\-" + manual_text(name) + ", ";
  if (!names.empty()) names.resize(names.size() - 2);
  return names;
}

bool repeats(const CLI::Option& option) {
  return option.get_positional() && option.get_items_expected_max() > 1;
}

/// "cabled search [options] [QUERY ...]"
std::string synopsis(const CLI::App& command) {
  std::string line = fmt::format(".B {}\n.RI [ options ]\n", manual_text(full_name(command)));
  if (!command.get_subcommands({}).empty()) line += ".RI [ command ]\n";
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = manual_text(option->get_name(true)) + (repeats(*option) ? "..." : "");
    line +=
        option->get_required() ? fmt::format(".I {}\n", name) : fmt::format(".RI [ {} ]\n", name);
  }
  return line;
}

std::string option_entry(const CLI::Option& option) {
  const std::string value = value_name(option);
  const std::string limits = limits_of(option);
  std::string head = fmt::format(".BI \"{}", option_names(option));
  if (option.get_positional()) {
    head = fmt::format(".I \"{}\"", manual_text(option.get_name(true)));
  } else {
    head += value.empty() ? "\"" : fmt::format(R"( " "{}")", manual_text(value));
  }
  return fmt::format(".TP\n{}\n{}{}.\n", head, manual_text(option.get_description()),
                     limits.empty() ? "" : manual_text(" (" + limits + ")"));
}

std::string options_of(const CLI::App& command) {
  std::string out;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_name() != "--help") out += option_entry(*option);
  }
  return out;
}

std::string examples_entry(const CLI::App& command) {
  std::string out;
  for (const Example& example : examples_of(full_name(command))) {
    out += fmt::format(".PP\n{}\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", manual_text(example.words),
                       manual_text(example.line));
  }
  return out;
}

}  // namespace

std::string commands_manual() {
  CLI::App app;
  Invocation invocation;
  grow_command_tree(app, invocation);
  std::string out = ".SH COMMON OPTIONS\nEvery command takes these, before or after its name.\n" +
                    options_of(app) + ".SH OPTIONS OF COMMANDS\n";
  for (const CLI::App* command : all_commands(app)) {
    out += fmt::format(".SS {}\n{}.PP\n{}.\n{}{}", manual_text(full_name(*command)),
                       synopsis(*command), manual_text(command->get_description()),
                       options_of(*command), examples_entry(*command));
  }
  return out + ".SH EXAMPLES\n" + examples_entry(app);
}

}  // namespace cabled::cli
