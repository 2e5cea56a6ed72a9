#include "parsers/web/surt.h"

#include <gtest/gtest.h>

namespace cabled::surt_test {
namespace {

TEST(SurtKey, TurnsTheHostAroundAndLeavesOutWhatChoosesNoPage) {
  EXPECT_EQ(surt_key("http://www.Cables.example/"), "example,cables)/");
  EXPECT_EQ(surt_key("https://www2.cables.example:443/Tokyo/10.html#top"),
            "example,cables)/tokyo/10.html");
  EXPECT_EQ(surt_key("http://cables.example/tokyo/"), "example,cables)/tokyo");
  EXPECT_EQ(surt_key("http://a.b.example:8080/x"), "example,b,a:8080)/x");
  EXPECT_EQ(surt_key("http://wwwcables.example/"), "example,wwwcables)/");
}

TEST(SurtKey, SortsParameters) {
  EXPECT_EQ(surt_key("http://cables.example/q?Year=10&id=5&a"), "example,cables)/q?a&id=5&year=10");
  EXPECT_EQ(surt_key("http://cables.example/q?"), "example,cables)/q");
}

TEST(SurtKey, LeavesAddressesAsTheyAre) {
  EXPECT_EQ(surt_key("http://192.0.2.7/x"), "192.0.2.7)/x");
  EXPECT_EQ(surt_key("http://[2001:db8::1]:81/x"), "[2001:db8::1]:81)/x");
}

TEST(SurtKey, HoldsNoBlankWhateverTheUri) {
  EXPECT_EQ(surt_key("file:///tmp/A b.html"), "file:///tmp/a%20b.html");
  EXPECT_EQ(surt_key("dns:Cables.example"), "dns:cables.example");
  EXPECT_EQ(surt_key("no uri\n\xff"), "no%20uri%0a%ff");
  EXPECT_EQ(surt_key(""), "");
}

}  // namespace
}  // namespace cabled::surt_test
