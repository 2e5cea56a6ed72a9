#pragma once

namespace cabled::cli {

/// Reads the command line and runs what it asks for. Returns the exit code
/// (daemon/app/command_outcome.h).
int run_command_line(int argc, const char* const* argv);

}  // namespace cabled::cli
