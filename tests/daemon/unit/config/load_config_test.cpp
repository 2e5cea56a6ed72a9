#include "daemon/config/load_config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "daemon/config/config_file.h"
#include "tests/support/scoped_environment.h"

namespace cabled::load_config_test {
namespace {

namespace fs = std::filesystem;

std::string error_of(const std::string& toml) {
  const Result<Config> config = parse_config(toml, "/etc/cabled/cabled.toml");
  return config ? "no error" : config.error().message;
}

TEST(ParseConfig, WithoutAnyTextGivesTheDefaults) {
  const Config config = parse_config("", "").value();

  EXPECT_EQ(config.fetch.delay, std::chrono::seconds(1));
  EXPECT_TRUE(config.robots.respect);
  EXPECT_TRUE(config.fetch.allow_private.empty());
  EXPECT_TRUE(config.sources.empty());
  EXPECT_FALSE(config.state_dir.empty());
}

TEST(ParseConfig, ReadsEveryType) {
  const Config config = parse_config(R"(
state_dir = "/srv/cabled"
contact = "crawler@example.org"
[fetch]
connections = 8
delay = "2.5s"
max_body = "1MiB"
allow_private = ["127.0.0.1", "10.0.0.0/8"]
[robots]
respect = false
)",
                                     "/f")
                            .value();

  EXPECT_EQ(config.state_dir, "/srv/cabled");
  EXPECT_EQ(config.fetch.connections, 8);
  EXPECT_EQ(config.fetch.delay, std::chrono::milliseconds(2500));
  EXPECT_EQ(config.fetch.max_body, 1_MiB);
  EXPECT_EQ(config.fetch.allow_private, (std::vector<std::string>{"127.0.0.1", "10.0.0.0/8"}));
  EXPECT_FALSE(config.robots.respect);
}

TEST(ParseConfig, NamesFileLineAndNearestNameOfAnUnknownKey) {
  const std::string error = error_of("[fetch]\n\ndellay = \"1s\"\n");

  EXPECT_EQ(error,
            "/etc/cabled/cabled.toml line 3: unknown key 'fetch.dellay'; hint: did you mean "
            "'fetch.delay'?");
}

TEST(ParseConfig, RefusesUnknownSectionsAndSourceKeys) {
  EXPECT_NE(error_of("[fetsh]\ndelay = \"1s\"\n").find("unknown key 'fetsh'"), std::string::npos);
  EXPECT_NE(error_of("[[source]]\nname = \"a\"\nsseds = []\n").find("did you mean 'seeds'?"),
            std::string::npos);
  EXPECT_NE(error_of("[fetch.delay]\nx = 1\n").find("fetch.delay: it must be a duration"),
            std::string::npos);
  EXPECT_EQ(error_of("zzzzzzzzzzzz = 1\n").find("hint"), std::string::npos);
}

TEST(ParseConfig, NamesTheLineOfASyntaxError) {
  EXPECT_NE(error_of("[fetch]\ndelay = \n").find("line 2"), std::string::npos);
}

class ParseConfigRefuses : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(ParseConfigRefuses, AWrongValueWithItsKeyAndTheReason) {
  const std::string error = error_of(GetParam().first);

  EXPECT_NE(error.find(GetParam().second), std::string::npos) << error;
}

INSTANTIATE_TEST_SUITE_P(
    Values, ParseConfigRefuses,
    testing::Values(
        std::pair("fetch.connections = 0", "fetch.connections: 0 is not from 1 to 1000"),
        std::pair("fetch.connections = \"8\"", "fetch.connections: it must be an integer"),
        std::pair("fetch.delay = 5", "fetch.delay: it must be a duration in quotes"),
        std::pair("fetch.delay = \"2d\"", "'2d' is not from 0s to 1d"),
        std::pair("fetch.max_body = \"2TiB\"", "'2TiB' is not from 1KiB to 1GiB"),
        std::pair("robots.respect = 1", "robots.respect: it must be true or false"),
        std::pair("fetch.allow_private = [1]", "it must be a list of texts"),
        std::pair("state_dir = \"relative\"", "path 'relative' is not absolute"),
        std::pair("log.level = \"loud\"", "log.level 'loud' is not trace"),
        std::pair("log.format = \"xml\"", "log.format 'xml' is not auto"),
        std::pair("contact = \"nobody\"", "contact 'nobody' is neither"),
        std::pair("user_agent = \"a\\nb\"", "is not plain text"),
        std::pair("source = 1", "[[source]]")));

TEST(ParseConfig, GivesSourcesTheGlobalValuesThatTheyDoNotSet) {
  const Config config = parse_config(R"(
[[source]]
name = "plain"
seeds = ["https://example.org/"]
[[source]]
name = "own"
seeds = ["https://example.net/"]
delay = "7s"
crawl_robots = true
[fetch]
delay = "3s"
per_host = 2
[robots]
respect = false
)",
                                     "/f")
                            .value();

  ASSERT_EQ(config.sources.size(), 2U);
  EXPECT_EQ(config.sources[0].delay, std::chrono::seconds(3));
  EXPECT_EQ(config.sources[0].per_host, 2);
  EXPECT_FALSE(config.sources[0].crawl_robots);
  EXPECT_EQ(config.sources[1].delay, std::chrono::seconds(7));
  EXPECT_TRUE(config.sources[1].crawl_robots);
}

TEST(ParseConfig, RefusesBadSources) {
  const std::string good = "[[source]]\nname = \"a\"\nseeds = [\"https://example.org/\"]\n";

  EXPECT_NE(error_of(good + good).find("line 4: source 'a' stands here twice"), std::string::npos);
  EXPECT_NE(error_of("[[source]]\nname = \"a\"\n").find("source 'a' has no seeds"),
            std::string::npos);
  EXPECT_NE(error_of("[[source]]\nname = \"A b\"\n").find("'A b' is no name"), std::string::npos);
  EXPECT_NE(error_of("[[source]]\nname = \"a\"\nseeds = [\"ftp://example.org/\"]\n").find("seed"),
            std::string::npos);
  EXPECT_NE(error_of(good + "include = [\"\"]\n").find("an entry of include is empty"),
            std::string::npos);
}

TEST(ParseConfig, SurvivesDeepNesting) {
  EXPECT_NE(error_of("a = " + std::string(100'000, '[')), "no error");
}

class FindConfigFile : public testing::Test {
 protected:
  FindConfigFile() {
    std::string pattern = "/tmp/cabled-config-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    fs::create_directories(folder_ / "cabled");
  }
  FindConfigFile(FindConfigFile&&) = delete;
  FindConfigFile& operator=(FindConfigFile&&) = delete;
  ~FindConfigFile() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  fs::path folder_;
  ScopedEnvironment named_{"CABLED_CONFIG", ""};
  ScopedEnvironment home_{"XDG_CONFIG_HOME", "/nonexistent"};
};

TEST_F(FindConfigFile, TakesTheOptionBeforeTheVariableBeforeTheUsersFile) {
  const fs::path by_user = write("cabled/cabled.toml", "");
  const fs::path by_variable = write("variable.toml", "");
  const fs::path by_option = write("option.toml", "");
  const ScopedEnvironment home("XDG_CONFIG_HOME", folder_.string());
  EXPECT_EQ(find_config_file(std::nullopt).value(), by_user);

  const ScopedEnvironment named("CABLED_CONFIG", by_variable.string());
  EXPECT_EQ(find_config_file(std::nullopt).value(), by_variable);
  EXPECT_EQ(find_config_file(by_option).value(), by_option);
}

TEST_F(FindConfigFile, RefusesANamedFileThatIsNotThere) {
  EXPECT_FALSE(find_config_file(folder_ / "absent.toml").has_value());

  const ScopedEnvironment named("CABLED_CONFIG", (folder_ / "absent.toml").string());
  EXPECT_NE(find_config_file(std::nullopt).error().message.find("$CABLED_CONFIG"),
            std::string::npos);
}

TEST_F(FindConfigFile, AnotherLoadSeesWhatHasChanged) {
  const fs::path file = write("c.toml", "fetch.connections = 3\n");
  EXPECT_EQ(load_config(file).value().fetch.connections, 3);

  write("c.toml", "fetch.connections = 4\n");

  EXPECT_EQ(load_config(file).value().fetch.connections, 4);
}

TEST_F(FindConfigFile, FoldersAndDevicesAreNoConfiguration) {
  EXPECT_FALSE(load_config(folder_).has_value());
  EXPECT_FALSE(load_config("/dev/zero").has_value());
}

}  // namespace
}  // namespace cabled::load_config_test
