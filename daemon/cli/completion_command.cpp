#include <memory>
#include <string>

#include "daemon/app/output.h"
#include "daemon/cli/command.h"
#include "daemon/cli/completion.h"

namespace cabled::cli {

void add_completion_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("completion", "The script by which a shell completes command lines");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([shell, &invocation] {
    invocation.run = [shell] {
      output().text(completion_script(*shell));
      return kDone;
    };
  });
}

}  // namespace cabled::cli
