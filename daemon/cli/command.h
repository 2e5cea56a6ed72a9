#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "daemon/app/command_outcome.h"

namespace cabled::cli {

/// What the command line asked for: each command sets `run` when it is named.
struct Invocation {
  CommonOptions common;
  std::function<int()> run;
};

// One function a command, each in its own file; it adds the command with its options to `app`.
void add_run_command(CLI::App& app, Invocation& invocation);
void add_fetch_command(CLI::App& app, Invocation& invocation);
void add_import_command(CLI::App& app, Invocation& invocation);
void add_reparse_command(CLI::App& app, Invocation& invocation);
void add_rebuild_command(CLI::App& app, Invocation& invocation);
void add_parse_command(CLI::App& app, Invocation& invocation);
void add_id_command(CLI::App& app, Invocation& invocation);
void add_show_command(CLI::App& app, Invocation& invocation);
void add_search_command(CLI::App& app, Invocation& invocation);
void add_export_command(CLI::App& app, Invocation& invocation);
void add_feed_command(CLI::App& app, Invocation& invocation);
void add_status_command(CLI::App& app, Invocation& invocation);
void add_sources_command(CLI::App& app, Invocation& invocation);
void add_why_command(CLI::App& app, Invocation& invocation);
void add_codes_command(CLI::App& app, Invocation& invocation);
void add_url_command(CLI::App& app, Invocation& invocation);
void add_robots_command(CLI::App& app, Invocation& invocation);
void add_migrate_command(CLI::App& app, Invocation& invocation);
void add_archive_command(CLI::App& app, Invocation& invocation);
void add_warc_command(CLI::App& app, Invocation& invocation);
void add_check_command(CLI::App& app, Invocation& invocation);
void add_serve_command(CLI::App& app, Invocation& invocation);
void add_doctor_command(CLI::App& app, Invocation& invocation);
void add_completion_command(CLI::App& app, Invocation& invocation);

}  // namespace cabled::cli
