#include "daemon/config/option_docs.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "daemon/config/load_config.h"
#include "daemon/config/option_table.h"
#include "tests/support/generated_document.h"

namespace cabled::option_docs_test {
namespace {

const std::string kDeploy = test::deploy_folder();

using test::contents;
using test::writes_docs;

TEST(SampleConfig, IsTheFileInDeploy) {
  if (writes_docs()) std::ofstream(kDeploy + "cabled.toml") << sample_config();

  EXPECT_EQ(contents(kDeploy + "cabled.toml"), sample_config())
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

TEST(Manual, HoldsTheSectionOfTheSettings) {
  const std::string page = contents(kDeploy + "cabled.toml.5");
  if (writes_docs())
    std::ofstream(kDeploy + "cabled.toml.5")
        << test::with_section(page, "settings", manual_section());

  EXPECT_NE(contents(kDeploy + "cabled.toml.5").find(manual_section()), std::string::npos)
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

/// The sample without the '#' that turns a setting off.
std::string with_everything_on(const std::string& sample) {
  std::string out;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const bool line_begins = i == 0 || sample[i - 1] == '\n';
    const bool comment = sample.compare(i, 2, "# ") == 0;
    if (line_begins && sample[i] == '#' && !comment) continue;
    out += sample[i];
  }
  return out;
}

TEST(SampleConfig, ChangesNothingWhenEverySettingIsTurnedOn) {
  std::string sample = with_everything_on(sample_config());
  sample.replace(sample.find("name = \"\""), 9, "name = \"a\"");
  sample.replace(sample.find("seeds = []"), 10, "seeds = [\"https://example.org/\"]");

  Result<Config> read = parse_config(sample, "sample");

  ASSERT_TRUE(read.has_value()) << read.error().message;
  Config defaults;
  defaults.state_dir = read->state_dir;
  defaults.user_agent = read->user_agent;
  for (const Option<Config>& option : global_options()) {
    EXPECT_EQ(toml_value(option.target(*read)), toml_value(option.target(defaults))) << option.key;
  }
}

TEST(OptionTable, NamesEveryKeyOnceAndSaysWhatItMeans) {
  std::set<std::string_view> keys;
  for (const Option<Config>& option : global_options()) {
    EXPECT_TRUE(keys.insert(option.key).second) << option.key;
    EXPECT_FALSE(option.sentence.empty()) << option.key;
    EXPECT_NE(option.sentence.back(), '.') << option.key;
    EXPECT_LE(option.least, option.most) << option.key;
  }
}

TEST(SettingsHelp, NamesEverySetting) {
  for (const Option<Config>& option : global_options()) {
    EXPECT_NE(settings_help().find(option.key), std::string::npos) << option.key;
  }
}

}  // namespace
}  // namespace cabled::option_docs_test
