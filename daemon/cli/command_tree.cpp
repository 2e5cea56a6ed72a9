#include "daemon/cli/command_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/cli/examples.h"
#include "daemon/system/words.h"

namespace cabled::cli {
namespace {

void add_common_options(CLI::App& app, CommonOptions& common) {
  app.add_option("--config", common.config, "Configuration file (TOML)")->type_name("FILE");
  app.add_option("--database", common.database, "Database to use instead of the configured one")
      ->type_name("URL");
  app.add_option("--state-dir", common.state_dir, "Folder for archive and embedded database")
      ->type_name("DIR");
  app.add_option("--log-level", common.log_level, "trace, debug, info, warning, error or off")
      ->type_name("LEVEL");
  app.add_flag("--quiet", common.quiet, "No progress, no log below error");
  app.add_flag("--json", common.json, "Print results as JSON");
}

void add_commands(CLI::App& app, Invocation& invocation) {
  add_run_command(app, invocation);
  add_fetch_command(app, invocation);
  add_import_command(app, invocation);
  add_reparse_command(app, invocation);
  add_rebuild_command(app, invocation);
  add_parse_command(app, invocation);
  add_id_command(app, invocation);
  add_codes_command(app, invocation);
  add_show_command(app, invocation);
  add_search_command(app, invocation);
  add_export_command(app, invocation);
  add_feed_command(app, invocation);
  add_status_command(app, invocation);
  add_sources_command(app, invocation);
  add_why_command(app, invocation);
  add_url_command(app, invocation);
  add_robots_command(app, invocation);
  add_migrate_command(app, invocation);
  add_archive_command(app, invocation);
  add_warc_command(app, invocation);
  add_check_command(app, invocation);
  add_serve_command(app, invocation);
  add_doctor_command(app, invocation);
  add_completion_command(app, invocation);
}

constexpr std::size_t kHelpColumn = 30;  // where CLI11 begins what an option means
constexpr std::size_t kHelpWidth = 80;

/// Broken for the right column of the help, whose lines CLI11 indents.
std::string in_column(const std::string& text) {
  return wrapped(text, kHelpWidth - kHelpColumn, 0);
}

/// Says what an option takes in words, where CLI11 writes its own names of types.
class PlainFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_size() == 0) return "";
    const std::string name = option->get_positional() ? "" : ' ' + value_name(*option);
    const bool repeats = option->get_positional() && option->get_items_expected_max() > 1;
    return name + (repeats ? "..." : "");
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    const std::string limits = limits_of(*option);
    return in_column(option->get_description() + (limits.empty() ? "" : " (" + limits + ")"));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_name(), in_column(command->get_description()),
                             kHelpColumn);
    return out.str();
  }
};

std::string common_options_help() {
  CLI::App app;
  CommonOptions common;
  add_common_options(app, common);
  std::string out = "Options of every command:\n";
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_name() == "--help") continue;
    const std::string value = value_name(*option);
    out += fmt::format("  {:<27} {}\n", option->get_name() + (value.empty() ? "" : ' ' + value),
                       option->get_description());
  }
  return out;
}

std::string examples_help(const CLI::App& command) {
  std::string out;
  for (const Example& example : examples_of(full_name(command))) {
    out += fmt::format("  {}\n      {}\n", example.line, example.words);
  }
  return out.empty() ? "" : "Examples:\n" + out;
}

void add_footers(CLI::App& app, const std::string& common) {
  for (CLI::App* command : app.get_subcommands({})) {
    command->footer(common + '\n' + examples_help(*command) + "\nAll of it: man cabled");
    add_footers(*command, common);
  }
}

}  // namespace

void grow_command_tree(CLI::App& app, Invocation& invocation) {
  app.name("cabled");
  app.description("Collects diplomatic cables from the pages and archives that republish them.");
  app.formatter(std::make_shared<PlainFormatter>());
  app.set_version_flag("-V,--version", CABLED_VERSION, "Print the version and exit");
  app.require_subcommand(1);
  app.fallthrough();
  add_common_options(app, invocation.common);
  add_commands(app, invocation);
  add_footers(app, common_options_help());
  app.footer(examples_help(app) +
             "\nOptions of a command: cabled COMMAND --help. Settings: cabled check --settings.\n"
             "All of it: man cabled, man cabled.toml");
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? "" : full_name(*parent) + ' ') + command.get_name();
}

std::vector<const CLI::App*> all_commands(const CLI::App& app) {
  std::vector<const CLI::App*> commands;
  for (const CLI::App* command : app.get_subcommands({})) {
    commands.push_back(command);
    for (const CLI::App* deeper : all_commands(*command)) commands.push_back(deeper);
  }
  return commands;
}

std::vector<std::string> choices_of(const CLI::Option& option) {
  // CLI11 appends what a value is checked by: "TEXT:{jsonl,csv}".
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find(":{");
  std::vector<std::string> words;
  if (begin == std::string::npos || !type.ends_with('}')) return words;
  std::string_view list(type);
  list = list.substr(begin + 2, list.size() - begin - 3);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

std::string value_name(const CLI::Option& option) {
  if (option.get_type_size() == 0) return "";
  std::string joined;
  for (const std::string& word : choices_of(option)) joined += (joined.empty() ? "" : "|") + word;
  if (!joined.empty()) return joined;
  const std::string type = option.get_type_name();
  const std::string name = type.substr(0, type.find(':'));
  if (name == "INT" || name == "UINT" || name == "FLOAT") return "N";
  std::string value = name == "TEXT" ? "TEXT" : name;
  if (option.get_expected_min() == 2) value += ' ' + value;
  return value;
}

std::string limits_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  std::string words;
  // "INT:INT in [1 - 10000]"
  const std::size_t begin = type.find(" in [");
  if (begin != std::string::npos && type.ends_with(']')) {
    words = type.substr(begin + 5, type.size() - begin - 6);
    words.replace(words.find(" - "), 3, " to ");
  }
  const std::string otherwise = option.get_default_str();
  if (otherwise.empty() || option.get_type_size() == 0) return words;
  return words + (words.empty() ? "" : "; ") + "default: " + otherwise;
}

}  // namespace cabled::cli
