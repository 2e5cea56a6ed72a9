#include "parsers/html/text_store.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled::text_store_test {
namespace {

TEST(TextStore, KeepsTextsAtTheirPlacesWhenMoreComeAndWhenItIsMoved) {
  TextStore store;
  std::vector<std::string_view> kept;
  const auto text_of = [](std::size_t i) {
    return std::string(i * 37 % 5'000, static_cast<char>('a' + i % 26));
  };
  for (std::size_t i = 0; i < 300; ++i) kept.push_back(store.keep(text_of(i)));
  kept.push_back(store.keep(std::string(100'000, 'x')));
  const TextStore moved = std::move(store);
  for (std::size_t i = 0; i < 300; ++i) ASSERT_EQ(kept[i], text_of(i));
  EXPECT_EQ(kept.back(), std::string(100'000, 'x'));
}

TEST(TextStore, WritesNothingIntoWhatItWasMovedTo) {
  TextStore store;
  store.keep("first");
  TextStore moved = std::move(store);
  const std::string_view later = moved.keep("second");
  store.keep("other words");  // NOLINT(bugprone-use-after-move): that is what is tried
  EXPECT_EQ(later, "second");
}

}  // namespace
}  // namespace cabled::text_store_test
