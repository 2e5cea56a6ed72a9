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
#include "daemon/cli/command_tree.h"
#include "daemon/cli/usage_error.h"

namespace cabled::cli {
namespace {

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
  CLI::App app;
  Invocation invocation;
  grow_command_tree(app, invocation);

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
