#include "daemon/app/hopeless_lists.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::hopeless_lists_test {
namespace {

std::vector<HopelessList> judged(const Source& source, const std::string& proxy = "") {
  Config config;
  config.sources = {source};
  config.fetch.proxy = proxy;
  return hopeless_lists(CrawlRules::make(config, {{source.name, 1}}).value());
}

Source source_of(const std::string& seed) {
  Source source;
  source.name = "north";
  source.seeds = {seed};
  return source;
}

TEST(HopelessLists, AreThoseOfPrivateAddresses) {
  for (const char* seed : {"http://192.168.0.7/", "http://127.0.0.1:8000/", "http://[::1]/",
                           "http://169.254.169.254/", "http://localhost/"}) {
    const auto hopeless = judged(source_of(seed));
    ASSERT_EQ(hopeless.size(), 1U) << seed;
    EXPECT_EQ(hopeless[0].source, "north");
    EXPECT_EQ(hopeless[0].url, seed);
  }
}

TEST(HopelessLists, AreNotThoseThatAnAllowanceNames) {
  Source source = source_of("http://127.0.0.1:8000/");
  source.allow_private = {"127.0.0.1/32"};
  EXPECT_TRUE(judged(source).empty());
}

TEST(HopelessLists, AreThoseOfPortsThatNoWebServerHas) {
  EXPECT_EQ(judged(source_of("http://cables.example:25/")).size(), 1U);
  EXPECT_TRUE(judged(source_of("http://cables.example:8080/")).empty());
}

TEST(HopelessLists, AreFoundInTemplatesToo) {
  Source source;
  source.name = "numbers";
  source.templates = {"http://10.0.0.1/{1..9}"};
  EXPECT_EQ(judged(source).size(), 1U);
}

}  // namespace
}  // namespace cabled::hopeless_lists_test
