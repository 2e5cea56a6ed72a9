#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "tests/parsers/page/read_fields.h"
#include "tests/support/invented_telegram.h"

// What is read of a telegram stands in it, whole and once.

namespace cabled::faithful_reading_test {
namespace {

using test::bare;
using test::fields_of;
using test::kTelegrams;
using test::plain_page;
using test::read;

/// The lines that are not blank, trimmed.
std::vector<std::string> written(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!ascii::trim(line).empty()) lines.emplace_back(ascii::trim(line));
  }
  return lines;
}

TEST(Reading, GivesATextThatIsASubsequenceOfThePagesLines) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const std::string page =
        "Boats and lights\n\n" + text_of(test::invented_telegram(seed)) + "\nShare this page\n";
    const std::vector<std::string> of_page = written(page);

    auto at = of_page.begin();
    for (const std::string& line : written(read(plain_page(page)).text)) {
      at = std::find(at, of_page.end(), line);
      ASSERT_NE(at, of_page.end()) << line;
      ++at;
    }
  }
}

TEST(Reading, MakesUpNoWord) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const std::string page = text_of(test::invented_telegram(seed));
    const std::string letters = bare(page);
    const Cable cable = read(plain_page(page));

    for (const std::string& word : cable.tags) EXPECT_NE(letters.find(bare(word)), letters.npos);
    for (const Paragraph& paragraph : cable.paragraphs) {
      std::istringstream words(paragraph.text + ' ' + paragraph.heading.value_or(""));
      for (std::string word; words >> word;) {
        EXPECT_NE(letters.find(bare(word)), letters.npos) << word;
      }
    }
    std::istringstream words(cable.clean_text + ' ' + cable.prose);
    for (std::string word; words >> word;) EXPECT_NE(page.find(word), page.npos) << word;
  }
}

TEST(Reading, OfItsOwnTextGivesTheSameFields) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const Cable once = read(plain_page(text_of(test::invented_telegram(seed))));

    const Cable twice = read(plain_page(once.text));

    EXPECT_EQ(fields_of(once), fields_of(twice));
    EXPECT_EQ(once.text, twice.text);
    EXPECT_EQ(once.clean_text, twice.clean_text);
  }
}

TEST(Reading, SeesNoDamageInAWholeTelegram) {
  for (std::uint32_t seed = 1; seed <= 8 * kTelegrams; ++seed) {
    const Cable cable = read(plain_page(text_of(test::invented_telegram(seed))));

    EXPECT_TRUE(cable.damage.empty())
        << seed << ": " << (cable.damage.empty() ? "" : cable.damage[0].detail);
  }
}

}  // namespace
}  // namespace cabled::faithful_reading_test
