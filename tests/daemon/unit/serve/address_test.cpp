#include "daemon/serve/html/address.h"

#include <gtest/gtest.h>

namespace cabled::serve::address_test {
namespace {

TEST(Address, StandsBelowTheBasePath) {
  EXPECT_EQ(Address("/cable").below("10TOKYO153").text("/cables"), "/cables/cable/10TOKYO153");
}

TEST(Address, ASegmentHoldsWhateverItIsGiven) {
  EXPECT_EQ(Address("/browse/tags").below("a/b ?#%").text(""), "/browse/tags/a%2Fb%20%3F%23%25");
  EXPECT_EQ(Address("/cable").below("sha256:ab").text(""), "/cable/sha256%3Aab");
  EXPECT_EQ(Address("/cable").below("../..").text(""), "/cable/..%2F..");
}

TEST(Address, AParameterIsAddedReplacedAndTakenAway) {
  const Address search = Address("/search").with("q", "a b&c");

  EXPECT_EQ(search.text(""), "/search?q=a%20b%26c");
  EXPECT_EQ(search.with("q", "x").text(""), "/search?q=x");
  EXPECT_EQ(search.with("tag", "PREL").without("q").text(""), "/search?tag=PREL");
}

TEST(Address, AFragmentComesLast) {
  EXPECT_EQ(Address("/cable").with("q", "x").at("p4").text(""), "/cable?q=x#p4");
}

}  // namespace
}  // namespace cabled::serve::address_test
