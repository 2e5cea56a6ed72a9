#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "parsers/page/read_page.h"
#include "tests/parsers/page/sample_telegram.h"
#include "tests/support/shared_data.h"

namespace cabled::test::shared_pages_test {
namespace {

namespace fs = std::filesystem;

class SharedPages : public testing::Test {
 protected:
  void SetUp() override {
    const auto shared = shared_data();
    if (!shared) GTEST_SKIP() << "shared test data is absent; set CABLED_SHARED";
    pages_ = *shared / "pages";
  }

  std::vector<fs::path> html_files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(pages_)) {
      if (entry.path().extension() == ".html") files.push_back(entry.path());
    }
    return files;
  }

  // Read once for all the tests of a process.
  static const std::string& text_of(const fs::path& file, Profiles profiles) {
    static std::map<std::pair<fs::path, Profiles>, std::string> known;
    const auto [found, is_new] = known.try_emplace({file, profiles});
    if (!is_new) return found->second;
    PageReaderOptions options;
    options.profiles = profiles;
    const PageReading reading = read_page({read_file(file), "", "text/html"}, options);
    const Cable* cable = std::get_if<Cable>(&reading.outcome);
    if (cable != nullptr) found->second = cable->text;
    return found->second;
  }

  fs::path pages_;
};

/// X.gold.txt for X.html, X.www.html and X.m.html.
fs::path gold_of(const fs::path& file) {
  const std::string name = file.filename().string();
  return file.parent_path() / (name.substr(0, name.find('.')) + ".gold.txt");
}

TEST_F(SharedPages, GiveTheirGoldTextWithProfilesAndWithout) {
  for (const fs::path& file : html_files()) {
    if (!fs::exists(gold_of(file))) continue;
    const auto gold = written_lines(read_file(gold_of(file)));

    EXPECT_EQ(written_lines(text_of(file, Profiles::kUse)), gold) << file;
    EXPECT_EQ(written_lines(text_of(file, Profiles::kIgnore)), gold) << file;
  }
}

TEST_F(SharedPages, GiveTheSameTextWithoutProfiles) {
  for (const fs::path& file : html_files()) {
    const std::string& text = text_of(file, Profiles::kUse);

    EXPECT_FALSE(text.empty()) << file;
    EXPECT_EQ(text_of(file, Profiles::kIgnore), text) << file;
  }
}

TEST_F(SharedPages, GiveNoHeadlineOfAnExtractorsOutput) {
  const PageReading reading = read_text(read_file(pages_ / "scoop" / "WL1001-S01664.extract.txt"));

  const Cable& cable = std::get<Cable>(reading.outcome);
  EXPECT_TRUE(cable.text.starts_with("DE RUEHKO"));
  EXPECT_TRUE(cable.text.ends_with("its return to Washington.\n"));
}

}  // namespace
}  // namespace cabled::test::shared_pages_test
