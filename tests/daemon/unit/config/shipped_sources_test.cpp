#include "daemon/config/shipped_sources.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "daemon/config/add_source.h"
#include "daemon/config/load_config.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled::shipped_sources_test {
namespace {

namespace fs = std::filesystem;

const ShippedSource& scoop() {
  return *std::ranges::find(shipped_sources(), "scoop", &ShippedSource::name);
}

class AddSource : public testing::Test {
 protected:
  AddSource() {
    std::string pattern = "/tmp/cabled-sources-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    file_ = folder_ / "cabled.toml";
  }
  AddSource(AddSource&&) = delete;
  AddSource& operator=(AddSource&&) = delete;
  ~AddSource() override { fs::remove_all(folder_); }

  std::string text() const {
    std::ifstream in(file_);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
  fs::path file_;
};

TEST(ShippedSources, ReadAsTheyAreAndAreNamedAsTheirFiles) {
  ASSERT_GE(shipped_sources().size(), 5U);
  for (const ShippedSource& source : shipped_sources()) {
    const Result<Config> config = parse_config(source.toml, std::string(source.name));
    ASSERT_TRUE(config.has_value()) << config.error().message;
    ASSERT_EQ(config->sources.size(), 1U);
    EXPECT_EQ(config->sources[0].name, source.name);
    EXPECT_TRUE(CrawlRules::make(*config, {{std::string(source.name), 1}}).has_value());
    EXPECT_GT(source.about().size(), 20U);
  }
}

TEST(ShippedSources, WantTheStoriesOfScoopAndNothingElseOfIt) {
  const Config config = parse_config(scoop().toml, "scoop").value();
  const CrawlRules rules = CrawlRules::make(config, {{"scoop", 1}}).value();
  const auto kind_of = [&](const char* url) {
    return rules.find(1)->kind_of(Url::parse(url).value());
  };

  EXPECT_EQ(kind_of("https://www.scoop.co.nz/stories/WL0912/S00683.htm"), db::UrlKind::kPage);
  EXPECT_EQ(kind_of("https://m.scoop.co.nz/stories/WL0912/S00683/cablegate-media.htm"),
            db::UrlKind::kPage);
  EXPECT_EQ(kind_of("https://www.scoop.co.nz/stories/WL0912/"), db::UrlKind::kIndex);
  EXPECT_FALSE(kind_of("https://www.scoop.co.nz/stories/PA2006/S00592.htm"));
  EXPECT_EQ(rules.find(1)->templates().at(0).at(0).value().text(),
            "https://www.scoop.co.nz/stories/WL0301/S00001.htm");
}

TEST_F(AddSource, WritesTheSourceBehindWhatIsThere) {
  std::ofstream(file_) << "contact = \"me@example.org\"\n\n[fetch]\ndelay = \"2s\"";
  ::chmod(file_.c_str(), 0640);

  const auto added = add_source(scoop(), file_);

  ASSERT_TRUE(added.has_value()) << added.error().message;
  const Config config = parse_config(text(), file_).value();
  EXPECT_EQ(config.contact, "me@example.org");
  EXPECT_EQ(config.sources.at(0).name, "scoop");
  EXPECT_EQ(fs::status(file_).permissions(), static_cast<fs::perms>(0640));
}

TEST_F(AddSource, MakesTheFileThatIsNotThere) {
  file_ = folder_ / "deeper" / "cabled.toml";

  ASSERT_TRUE(add_source(scoop(), file_).has_value());
  EXPECT_EQ(text(), scoop().toml);
  EXPECT_EQ(fs::status(file_).permissions(), static_cast<fs::perms>(0644));
}

TEST_F(AddSource, WritesNoSourceTwice) {
  ASSERT_TRUE(add_source(scoop(), file_).has_value());
  const std::string before = text();

  EXPECT_FALSE(add_source(scoop(), file_).has_value());
  EXPECT_EQ(text(), before);
}

TEST_F(AddSource, LeavesAFileAloneThatDoesNotRead) {
  std::ofstream(file_) << "colour = true\n";

  EXPECT_FALSE(add_source(scoop(), file_).has_value());
  EXPECT_EQ(text(), "colour = true\n");
}

}  // namespace
}  // namespace cabled::shipped_sources_test
