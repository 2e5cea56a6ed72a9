#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "parsers/page/read_page.h"
#include "tests/parsers/page/sample_telegram.h"
#include "tests/support/sample_pages.h"

namespace cabled::test::pages_test {
namespace {

struct Case {
  std::string page;
  Profiles profiles;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const std::string& page : sample_page_names()) {
    for (const Profiles profiles : {Profiles::kUse, Profiles::kIgnore}) {
      all.push_back({page, profiles});
    }
  }
  return all;
}

class EveryPage : public testing::TestWithParam<Case> {};

TEST_P(EveryPage, GivesEachLineOfTheTelegramAndNothingElse) {
  PageReaderOptions options;
  options.profiles = GetParam().profiles;
  const SamplePage page = sample_page(GetParam().page);

  const PageReading reading = read_page({page.html, "", "text/html"}, options);

  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  ASSERT_NE(cable, nullptr);
  EXPECT_EQ(written_lines(cable->text), written_lines(page.telegram));
}

INSTANTIATE_TEST_SUITE_P(Pages, EveryPage, testing::ValuesIn(cases()), [](const auto& each) {
  return each.param.page + (each.param.profiles == Profiles::kUse ? "" : "_without_profiles");
});

}  // namespace
}  // namespace cabled::test::pages_test
