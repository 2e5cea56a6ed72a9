#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "db/corpus/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::search_vector_test {
namespace {

using test::cable_page;
using test::TestDatabase;

constexpr int kWords = 60'000;

std::string utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  std::string out;
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  static constexpr unsigned kLeads[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLeads[more] | (c >> (6U * static_cast<unsigned>(more))));
  for (int i = more - 1; i >= 0; --i) {
    out += static_cast<char>(0x80U | ((c >> (6U * static_cast<unsigned>(i))) & 0x3FU));
  }
  return out;
}

/// The number's digits to the base of `letters` as letters from `first` on, four of them.
std::string word(int number, char32_t first, int letters) {
  std::string out;
  for (int i = 0; i < 4; ++i, number /= letters) {
    out += utf8(first + static_cast<char32_t>(number % letters));
  }
  return out;
}

std::string text_of(const std::function<std::string(int)>& nth) {
  std::string text;
  for (int i = 0; i < kWords; ++i) text += nth(i) + ' ';
  return text + '\n';
}

struct HostileText {
  const char* name;
  std::function<std::string(int)> nth;
};

class SearchVector : public testing::TestWithParam<HostileText> {
 protected:
  TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_P(SearchVector, TakesTheBeginningOfAnyText) {
  const std::string text = text_of(GetParam().nth);
  std::vector<PageWrite> pages{cable_page("http://a.example/1", "09LISBON7", "SHORT\n", 1),
                               cable_page("http://a.example/2", "09LISBON8", text, 2)};
  // The other way into the table: a cable that is there is published anew.
  const std::vector<PageWrite> again{cable_page("http://a.example/3", "09LISBON7", text, 3)};

  const auto stored = transact(connection_, [&](pqxx::work& tx) {
    store_pages(tx, pages, {});
    return store_pages(tx, again, {});
  });

  ASSERT_TRUE(stored.has_value()) << stored.error().message;
  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "2");
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, SearchVector,
    testing::Values(
        HostileText{"ThreeByteLetters", [](int i) { return word(i, 0x0E01, 40); }},
        HostileText{"FourByteLetters", [](int i) { return word(i, 0x10400, 40); }},
        HostileText{"LongWords", [](int i) { return word(i, 0x10400, 40) + word(i, 0x0E01, 40); }},
        HostileText{"CapitalsThatGrow", [](int i) { return word(i, 0x0100, 60) + utf8(0x023A); }},
        HostileText{"HyphenatedPairs",
                    [](int i) { return word(i, 'a', 26) + '-' + word(i, 0x0430, 26); }},
        HostileText{"HyphenatedWidePairs",
                    [](int i) { return word(i, 0x10400, 40) + '-' + word(i, 0x10400, 26); }},
        HostileText{"HyphenatedShortPairs",
                    [](int i) {
                      return word(i, 'a', 26).substr(0, 2) + '-' +
                             word(i / 676, 'a', 26).substr(0, 2);
                    }},
        HostileText{"Addresses", [](int i) { return word(i, 'a', 26) + ".de/" + word(i, 'a', 9); }},
        HostileText{"OneWordWithoutEnd", [](int) { return utf8(0x10400) + "\u2060"; }}),
    [](const auto& which) { return std::string(which.param.name); });

}  // namespace
}  // namespace cabled::db::search_vector_test
