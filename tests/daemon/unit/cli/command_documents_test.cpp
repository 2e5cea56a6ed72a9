#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "daemon/cli/command_manual.h"
#include "daemon/cli/completion.h"
#include "daemon/cli/examples.h"
#include "tests/support/generated_document.h"

namespace cabled::cli::command_documents_test {
namespace {

const std::string kDeploy = test::deploy_folder();

using test::contents;
using test::writes_docs;

TEST(Manual, HoldsTheSectionOfTheCommands) {
  const std::string page = contents(kDeploy + "cabled.1");
  if (writes_docs()) {
    std::ofstream(kDeploy + "cabled.1") << test::with_section(page, "commands", commands_manual());
  }

  EXPECT_NE(contents(kDeploy + "cabled.1").find(commands_manual()), std::string::npos)
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

TEST(Manual, HasTwoExamplesOfEachCommand) {
  for (const char* command : {"cabled run", "cabled search", "cabled sources add",
                              "cabled archive verify", "cabled status"}) {
    EXPECT_EQ(examples_of(command).size(), 2U) << command;
  }
  EXPECT_TRUE(examples_of("cabled nothing").empty());
}

class Completion : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Completion, IsTheFileInDeploy) {
  const auto& [shell, name] = GetParam();
  const std::string file = kDeploy + "completions/" + name;
  if (writes_docs()) std::ofstream(file) << completion_script(shell);

  EXPECT_EQ(contents(file), completion_script(shell))
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

INSTANTIATE_TEST_SUITE_P(Shells, Completion,
                         testing::Values(std::pair("bash", "cabled.bash"),
                                         std::pair("zsh", "_cabled"),
                                         std::pair("fish", "cabled.fish")));

}  // namespace
}  // namespace cabled::cli::command_documents_test
