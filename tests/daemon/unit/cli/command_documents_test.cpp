#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "daemon/cli/command_manual.h"
#include "daemon/cli/completion.h"
#include "daemon/cli/examples.h"
#include "tests/support/shared_data.h"

namespace cabled::cli::command_documents_test {
namespace {

const std::string kDeploy = test::source_folder() / "deploy/";

std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// With CABLED_WRITE_DOCS set, the tests write the files instead of judging them.
bool writes_docs() { return std::getenv("CABLED_WRITE_DOCS") != nullptr; }

std::string with_section(const std::string& page, const std::string& section) {
  static const std::string kBegin = ".\\\" begin of the commands\n";
  static const std::string kEnd = ".\\\" end of the commands\n";
  const std::size_t begin = page.find(kBegin) + kBegin.size();
  return page.substr(0, begin) + section + page.substr(page.find(kEnd));
}

TEST(Manual, HoldsTheSectionOfTheCommands) {
  const std::string page = contents(kDeploy + "cabled.1");
  if (writes_docs()) {
    std::ofstream(kDeploy + "cabled.1") << with_section(page, commands_manual());
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
