#include "daemon/system/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "daemon/system/terminal.h"
#include "tests/support/scoped_environment.h"

namespace cabled::log::log_test {
namespace {

const std::string kHostile = "x\" id=7\nerror forged\r\x1b[2J\x7f\xc2\x85\xff\u202e\u2028{} %s \\";

std::string logged(Level least, Format format, Level level, std::string_view event, Fields fields) {
  configure(least, format);
  testing::internal::CaptureStderr();
  write(level, event, fields);
  std::string line = testing::internal::GetCapturedStderr();
  configure(Level::kInfo, Format::kText);
  return line;
}

TEST(TextLine, IsTheEventAndItsFields) {
  EXPECT_EQ(
      text_line("page stored", {{"url", "https://example.org/a?b"}, {"id", 7}, {"new", true}}),
      "page stored url=https://example.org/a?b id=7 new=true");
}

TEST(TextLine, QuotesWhatCouldBeReadOtherwise) {
  EXPECT_EQ(text_line("x", {{"a", "two words"}, {"b", ""}, {"c", "a=b"}, {"d", "say \"hi\" \\"}}),
            R"(x a="two words" b="" c="a=b" d="say \"hi\" \\")");
}

TEST(TextLine, HostileTextCanNeitherEndItsQuotesNorItsLine) {
  const std::string line = text_line("page rejected", {{"url", kHostile}, {"id", 1}});

  EXPECT_TRUE(line.starts_with("page rejected url=\"x\\\" id=7\\x0aerror forged"));
  EXPECT_TRUE(line.ends_with("\\\\\" id=1"));
  EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c < '\x7f'; })) << line;
}

TEST(JsonLine, IsOneObjectThatGivesTheTextBack) {
  const std::string line = json_line("2026-01-02T03:04:05.678Z", Level::kWarning, "page rejected",
                                     {{"url", "caf\u00e9 \"\n"}, {"id", 7}, {"new", false}});

  const auto object = nlohmann::json::parse(line);
  EXPECT_EQ(object["time"], "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(object["level"], "warning");
  EXPECT_EQ(object["event"], "page rejected");
  EXPECT_EQ(object["url"], "caf\u00e9 \"\n");
  EXPECT_EQ(object["id"], 7);
  EXPECT_EQ(object["new"], false);
}

TEST(JsonLine, StaysJsonAndAsciiWhateverIsLogged) {
  const std::string line = json_line("t", Level::kInfo, "x",
                                     {{"text", kHostile},
                                      {"nan", std::numeric_limits<double>::quiet_NaN()},
                                      {"inf", std::numeric_limits<double>::infinity()}});

  EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c < '\x7f'; })) << line;
}

TEST(Log, WritesTimeLevelAndOneLineAnEvent) {
  const std::string line =
      logged(Level::kInfo, Format::kText, Level::kWarning, "page rejected", {{"why", kHostile}});

  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_EQ(line.find("Z warning page rejected why="), 23U);
  EXPECT_EQ(line[10], 'T');
}

TEST(Log, PutsThePriorityBeforeEventsForTheJournal) {
  EXPECT_EQ(logged(Level::kInfo, Format::kJournal, Level::kError, "disk full", {}),
            "<3>disk full\n");
  EXPECT_EQ(logged(Level::kInfo, Format::kJournal, Level::kInfo, "page stored", {}),
            "<6>page stored\n");
}

TEST(Log, KeepsQuietBelowItsLevel) {
  EXPECT_EQ(logged(Level::kWarning, Format::kText, Level::kInfo, "page stored", {}), "");
  EXPECT_EQ(logged(Level::kOff, Format::kText, Level::kError, "page lost", {}), "");
}

TEST(Log, KnowsItsLevelsByName) {
  EXPECT_EQ(parse_level("debug").value(), Level::kDebug);
  EXPECT_FALSE(parse_level("loud").has_value());
}

TEST(Log, IsForTheJournalOnlyWhenStandardErrorGoesThere) {
  const ScopedEnvironment other("JOURNAL_STREAM", "1:1");

  EXPECT_EQ(default_format(), Format::kText);
}

}  // namespace
}  // namespace cabled::log::log_test
