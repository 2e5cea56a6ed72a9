#include "daemon/pipeline/reader_options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "daemon/fetch/fetch_limits.h"
#include "daemon/fetch/politeness.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled::reader_options_test {
namespace {

Source source_named(const std::string& name) {
  Source source;
  source.name = name;
  source.seeds = {"http://" + name + ".example/"};
  return source;
}

TEST(ReaderOptions, AreTheLimitsOfTheConfigurationAndTheProfileOfTheSource) {
  Config config;
  config.parse.memory = 7_MiB;
  config.parse.cpu_time = std::chrono::milliseconds(300);
  Source source = source_named("north");
  const SourceRules any = SourceRules::make(source).value();
  source.profile = "cabledrum";
  const SourceRules own = SourceRules::make(source).value();

  EXPECT_EQ(reader_options(config, nullptr).limits.arena_bytes, (7_MiB).count);
  EXPECT_EQ(reader_options(config, &own).limits.cpu_time, std::chrono::milliseconds(300));
  EXPECT_EQ(reader_options(config, &own).profile, "cabledrum");
  EXPECT_EQ(reader_options(config, &any).profile, std::nullopt);
  EXPECT_EQ(reader_options(config, nullptr).profile, std::nullopt);
}

TEST(ParseThreads, AreAsConfiguredOrOneLessThanThereAreCores) {
  Config config;
  const std::size_t threads = parse_threads(config);
  EXPECT_GE(threads, 1U);
  EXPECT_LE(threads, std::max(1U, std::thread::hardware_concurrency() - 1));

  config.parse.threads = 9;
  EXPECT_EQ(parse_threads(config), 9U);
}

TEST(FetchLimits, AreThoseOfTheConfiguration) {
  FetchOptions options;
  options.low_speed_time = std::chrono::milliseconds(1500);
  options.max_body = 3_MiB;

  const FetchLimits limits = limits_of(options);

  EXPECT_EQ(limits.max_body_bytes, (3_MiB).count);
  EXPECT_EQ(limits.stall_timeout, std::chrono::seconds(2));
  EXPECT_EQ(limits.min_bytes_per_second, options.low_speed_limit.count);
  EXPECT_EQ(limits.total_timeout, options.total_timeout);
}

TEST(PaceLimits, StretchNoPauseWhereNoneIsWanted) {
  FetchOptions options;
  EXPECT_EQ(pace_limits(options).first_rest, options.rest);
  EXPECT_EQ(pace_limits(options).max_delay, options.max_delay);

  options.delay = std::chrono::milliseconds(0);
  EXPECT_EQ(pace_limits(options).max_delay, std::chrono::milliseconds(0));
}

TEST(CrawlRules, SayOfAHostWhatItsSourceSaysAndElseWhatHoldsForAll) {
  Config config;
  config.robots.respect = true;
  config.sources = {source_named("north"), source_named("south")};
  config.sources[0].crawl_robots = false;
  config.sources[0].delay = std::chrono::seconds(9);
  config.sources[1].crawl_robots = true;
  const CrawlRules rules = CrawlRules::make(config, {{"north", 1}, {"south", 2}}).value();
  const Url north = Url::parse("http://north.example/x").value();
  const Url south = Url::parse("http://south.example/x").value();
  const Url other = Url::parse("http://other.example/x").value();

  EXPECT_EQ(rules.source_id_of(south), 2);
  EXPECT_EQ(rules.source_id_of(other), std::nullopt);
  EXPECT_EQ(rules.robots_for(north), HostBoard::RobotsUse::kIgnore);
  EXPECT_EQ(rules.robots_for(south), HostBoard::RobotsUse::kObey);
  EXPECT_EQ(rules.robots_for(other), HostBoard::RobotsUse::kObey);
  EXPECT_EQ(rules.limits_for(north).min_delay, std::chrono::seconds(9));
  EXPECT_EQ(rules.limits_for(other).min_delay, config.fetch.delay);
}

}  // namespace
}  // namespace cabled::reader_options_test
