#include "daemon/system/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/scoped_environment.h"

namespace cabled::terminal_test {
namespace {

TEST(Printable, LeavesOrdinaryTextAlone) {
  const std::string text = "Tōkyō, 東京 — \"quoted\" \\ 100%\n\tnext";

  EXPECT_EQ(printable(text), text);
}

class PrintableEscapes : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(PrintableEscapes, WhatATerminalWouldObey) {
  EXPECT_EQ(printable(GetParam().first), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Controls, PrintableEscapes,
    testing::Values(std::pair("\x1b[31mred", "\\x1b[31mred"),  // ESC
                    std::pair("\r\b\a", "\\x0d\\x08\\x07"),    // C0
                    std::pair(std::string("\0", 1), "\\x00"),  // NUL
                    std::pair("\x7f", "\\x7f"),                // DEL
                    std::pair("\xc2\x9b"
                              "31m",
                              "\\u{9b}31m"),  // C1 in UTF-8
                    std::pair("\x9b"
                              "31m",
                              "\\x9b"
                              "31m"),                                     // C1 as a bare byte
                    std::pair("a\u202eb", "a\\u{202e}b"),                 // right-to-left override
                    std::pair("a\u2066b\u2069", "a\\u{2066}b\\u{2069}"),  // isolates
                    std::pair("a\u2028b", "a\\u{2028}b"),                 // line separator
                    std::pair("\xff\xfe", "\\xff\\xfe"),                  // not UTF-8
                    std::pair("caf\xc3", "caf\\xc3"),                     // cut short
                    std::pair("\xed\xa0\x80", "\\xed\\xa0\\x80")));       // surrogate

TEST(PrintableLine, EscapesLineEndsToo) { EXPECT_EQ(printable_line("a\n\tb"), "a\\x0a\\x09b"); }

TEST(PrintableJson, ReadsAsTheSameValue) {
  const std::string text = "a\x7f\u009b\u202e\u061c\U000E0041\x1b \"Tōkyō\"";
  const std::string json = nlohmann::json(text).dump();

  const std::string safe = printable_json(json);

  EXPECT_EQ(safe, printable_line(safe));
  EXPECT_NE(safe.find("\\udb40\\udc41"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(safe), text);
}

TEST(CodePoints, AreCountedNotBytes) { EXPECT_EQ(code_points("Tōkyō"), 5U); }

TEST(Terminal, APipeIsNoneAndWantsNoColor) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);

  EXPECT_FALSE(is_terminal(ends[1]));
  EXPECT_FALSE(wants_color(ends[1]));
  EXPECT_EQ(terminal_width(ends[1]), 80);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Terminal, ColorIsRefusedByNoColorAndByDumbTerminals) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) GTEST_SKIP() << "no pseudo terminals here";
  const ScopedEnvironment term("TERM", "xterm");
  const ScopedEnvironment unset("NO_COLOR", "");
  EXPECT_TRUE(wants_color(terminal));
  {
    const ScopedEnvironment set("NO_COLOR", "1");
    EXPECT_FALSE(wants_color(terminal));
  }
  const ScopedEnvironment dumb("TERM", "dumb");
  EXPECT_FALSE(wants_color(terminal));
  ::close(terminal);
}

TEST(ErrorOutput, LinesPushTheLiveRowDown) {
  testing::internal::CaptureStderr();

  ErrorOutput::instance().show_row("50%");
  ErrorOutput::instance().write_line("event");
  ErrorOutput::instance().show_row("");

  EXPECT_EQ(testing::internal::GetCapturedStderr(), "\r\x1b[K50%\r\x1b[Kevent\n50%\r\x1b[K");
}

}  // namespace
}  // namespace cabled::terminal_test
