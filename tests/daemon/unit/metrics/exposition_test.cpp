#include "daemon/metrics/exposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "daemon/metrics/crawl_metrics.h"
#include "daemon/metrics/instruments.h"

namespace cabled::test::exposition_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 2> kColours{"red", "blue"};

std::string shown(const MetricFamily& family, MetricFormat format) {
  return exposition(std::span(&family, 1), format);
}

TEST(Exposition, WritesACounterForEachValueOfItsLabel) {
  CounterFamily counters({"cabled_balls_total", "Balls thrown", "colour"}, kColours);
  counters.add(1, 3);
  EXPECT_EQ(shown(counters.read(), MetricFormat::kPrometheus),
            "# HELP cabled_balls_total Balls thrown\n"
            "# TYPE cabled_balls_total counter\n"
            "cabled_balls_total{colour=\"red\"} 0\n"
            "cabled_balls_total{colour=\"blue\"} 3\n");
}

TEST(Exposition, NamesACounterOfOpenMetricsWithoutItsEnding) {
  CounterFamily counters({"cabled_balls_total", "Balls thrown", ""}, kNoLabel);
  EXPECT_EQ(shown(counters.read(), MetricFormat::kOpenMetrics),
            "# HELP cabled_balls Balls thrown\n"
            "# TYPE cabled_balls counter\n"
            "cabled_balls_total 0\n"
            "# EOF\n");
}

TEST(Exposition, CountsADurationInAllBucketsThatItFitsInto) {
  DurationFamily durations({"cabled_walk_duration_seconds", "Time of walks", ""}, kNoLabel);
  durations.observe(0, 10ms);
  durations.observe(0, 700ms);
  durations.observe(0, 2min);
  const std::string text = shown(durations.read(), MetricFormat::kPrometheus);
  EXPECT_THAT(text, HasSubstr("_bucket{le=\"0.005\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{le=\"0.01\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{le=\"1.0\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{le=\"30.0\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("_seconds_sum 120.71\n"));
  EXPECT_THAT(text, EndsWith("_seconds_count 3\n"));
}

TEST(Exposition, EscapesValuesOfLabels) {
  GaugeFamily gauge({"cabled_depth", "Depth", "name"});
  gauge.set({{"a\"b\\c\nd", 1.5}});
  EXPECT_THAT(shown(gauge.read(), MetricFormat::kPrometheus),
              HasSubstr("cabled_depth{name=\"a\\\"b\\\\c\\nd\"} 1.5\n"));
}

TEST(Exposition, HasNoSeriesOfAGaugeThatNobodyHasSet) {
  const GaugeFamily gauge({"cabled_depth", "Depth", ""});
  EXPECT_EQ(shown(gauge.read(), MetricFormat::kPrometheus),
            "# HELP cabled_depth Depth\n# TYPE cabled_depth gauge\n");
}

TEST(Exposition, NamesTheUnitInOpenMetricsAlone) {
  GaugeFamily gauge({"cabled_disk_free_bytes", "Room", ""});
  EXPECT_THAT(shown(gauge.read(), MetricFormat::kOpenMetrics),
              HasSubstr("# UNIT cabled_disk_free_bytes bytes\n"));
  EXPECT_THAT(shown(gauge.read(), MetricFormat::kPrometheus), Not(HasSubstr("UNIT")));
}

TEST(Exposition, IsOpenMetricsForWhoAsksForIt) {
  EXPECT_EQ(metric_format("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"),
            MetricFormat::kOpenMetrics);
  EXPECT_EQ(metric_format("*/*"), MetricFormat::kPrometheus);
}

TEST(CrawlMetrics, CountsAnswersByClassAndWhatIsNoneAsError) {
  CrawlMetrics metrics;
  metrics.count_answer(204, 5ms);
  metrics.count_answer(404, 5ms);
  metrics.count_answer(999, 5ms);
  metrics.count_no_answer();
  const std::string text = exposition(metrics.read(), MetricFormat::kPrometheus);
  EXPECT_THAT(text, HasSubstr("cabled_fetches_total{status_class=\"2xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("cabled_fetches_total{status_class=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("cabled_fetches_total{status_class=\"error\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("cabled_fetch_duration_seconds_count 3\n"));
}

TEST(CrawlMetrics, HaveNamesOfTheirOwnThatBeginWithThePrefix) {
  std::set<std::string_view> names;
  for (const MetricFamily& family : CrawlMetrics().read()) {
    EXPECT_TRUE(family.name.name.starts_with("cabled_"));
    EXPECT_EQ(family.name.name.ends_with("_total"), family.kind == MetricKind::kCounter);
    EXPECT_TRUE(names.insert(family.name.name).second) << family.name.name;
  }
}

}  // namespace
}  // namespace cabled::test::exposition_test
