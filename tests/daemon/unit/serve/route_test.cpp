#include "daemon/serve/site/route.h"

#include <gtest/gtest.h>

namespace cabled::serve::route_test {
namespace {

using Captured = std::optional<std::vector<std::string>>;

Captured captured(std::vector<std::string> parts) { return parts; }

TEST(Route, APatternFitsItsOwnAddressAlone) {
  EXPECT_EQ(match("/", "/"), captured({}));
  EXPECT_EQ(match("/search", "/search"), captured({}));
  EXPECT_EQ(match("/search", "/search/"), std::nullopt);
  EXPECT_EQ(match("/search", "/searching"), std::nullopt);
  EXPECT_EQ(match("/search", ""), std::nullopt);
}

TEST(Route, ASegmentIsCaptured) {
  EXPECT_EQ(match("/cable/{id}", "/cable/10TOKYO153"), captured({"10TOKYO153"}));
  EXPECT_EQ(match("/cable/{id}/raw/{capture}", "/cable/A/raw/7"), captured({"A", "7"}));
  EXPECT_EQ(match("/cable/{id}", "/cable/"), std::nullopt);
  EXPECT_EQ(match("/cable/{id}", "/cable/a/b"), std::nullopt);
}

TEST(Route, TheBeginningOfASegmentIsCaptured) {
  EXPECT_EQ(match("/cable/{id}.json", "/cable/10TOKYO153.json"), captured({"10TOKYO153"}));
  EXPECT_EQ(match("/cable/{id}.csl.json", "/cable/A.csl.json"), captured({"A"}));
  EXPECT_EQ(match("/cable/{id}.json", "/cable/10TOKYO153"), std::nullopt);
  EXPECT_EQ(match("/cable/{id}.json", "/cable/.json"), std::nullopt);
}

}  // namespace
}  // namespace cabled::serve::route_test
