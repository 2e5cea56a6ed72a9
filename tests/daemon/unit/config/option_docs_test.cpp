#include "daemon/config/option_docs.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "daemon/config/load_config.h"
#include "daemon/config/option_table.h"
#include "tests/support/shared_data.h"

namespace cabled::option_docs_test {
namespace {

const std::string kDeploy = test::source_folder() / "deploy/";

std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// With CABLED_WRITE_DOCS set, the tests write the files instead of judging them.
bool writes_docs() { return std::getenv("CABLED_WRITE_DOCS") != nullptr; }

/// The manual page with its generated section replaced.
std::string manual_with_section(const std::string& page) {
  static const std::string kBegin = ".\\\" begin of the settings\n";
  static const std::string kEnd = ".\\\" end of the settings\n";
  const std::size_t begin = page.find(kBegin) + kBegin.size();
  return page.substr(0, begin) + manual_section() + page.substr(page.find(kEnd));
}

TEST(SampleConfig, IsTheFileInDeploy) {
  if (writes_docs()) std::ofstream(kDeploy + "cabled.toml") << sample_config();

  EXPECT_EQ(contents(kDeploy + "cabled.toml"), sample_config())
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

TEST(Manual, HoldsTheSectionOfTheSettings) {
  const std::string page = contents(kDeploy + "cabled.toml.5");
  if (writes_docs()) std::ofstream(kDeploy + "cabled.toml.5") << manual_with_section(page);

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
