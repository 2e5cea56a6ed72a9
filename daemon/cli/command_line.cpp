#include "daemon/cli/command_line.h"

#include <malloc.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/cli/usage_error.h"

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
}

// A page's scratch memory is needed again for the next page; glibc hands it back to the kernel in
// between, which made the layout of a 68 kB page 2.6 times slower (measured).
void keep_freed_memory() {
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

// CLI11 numbers its errors from 100; scripts are promised 2 for any wrong use.
int answer_parser(const CLI::App& app, const CLI::ParseError& error) {
  const bool is_question = error.get_exit_code() == 0 && app.remaining(true).empty();
  if (!is_question) return report({kUsage, usage_error(app, error)});
  std::ostringstream help;
  std::ostringstream nothing;
  app.exit(error, help, nothing);
  output().text(help.str());
  return kDone;
}

int run(const std::function<int()>& command) {
  try {
    return command();
  } catch (const std::exception& error) {
    complain(error.what());
    return kFailed;
  }
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  keep_freed_memory();
  CLI::App app("Collects diplomatic cables from the pages and archives that republish them.",
               "cabled");
  app.set_version_flag("-V,--version", CABLED_VERSION);
  app.footer("The settings of the configuration file: cabled check --settings");
  app.require_subcommand(1);
  app.fallthrough();
  Invocation invocation;
  add_common_options(app, invocation.common);
  add_commands(app, invocation);

  std::vector<std::string> arguments = with_help_options({argv + 1, argv + argc});
  // Before they are read, for a mistake among them is to be told as they say.
  if (std::ranges::find(arguments, "--json") != arguments.end()) complain_in_json();
  std::ranges::reverse(arguments);  // as CLI11 wants them
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return output().finish(answer_parser(app, error));
  }
  return output().finish(run(invocation.run));
}

}  // namespace cabled::cli
