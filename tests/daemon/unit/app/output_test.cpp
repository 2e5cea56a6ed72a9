#include "daemon/app/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include "daemon/app/command_outcome.h"
#include "tests/support/scoped_environment.h"

namespace cabled::output_test {
namespace {

/// Two ends of a pipe; what is left open is closed.
struct Pipe {
  explicit Pipe(int flags = 0) { EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | flags), 0); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    for (const int fd : ends) ::close(fd);
  }
  int reader() const { return ends[0]; }
  int writer() const { return ends[1]; }

  std::array<int, 2> ends{-1, -1};
};

std::string read_from(int fd, std::size_t bytes) {
  std::string all;
  std::array<char, 4096> piece{};
  while (all.size() < bytes) {
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got > 0) all.append(piece.data(), static_cast<std::size_t>(got));
    if (got == 0) break;
  }
  return all;
}

TEST(Output, GivesAPipeEveryByteAsItIs) {
  const Pipe pipe;
  Output output(pipe.writer());

  output.text("a\x1b[1m\r\n");
  output.painted(Paint::kRed, "b\n");
  output.json("{\"c\":\"\x7f\"}");

  EXPECT_EQ(output.finish(kDone), kDone);
  const std::string expected = "a\x1b[1m\r\nb\n{\"c\":\"\x7f\"}\n";
  EXPECT_EQ(read_from(pipe.reader(), expected.size()), expected);
}

TEST(Output, KeepsTheCodeOfACommandThatFailed) {
  const Pipe pipe;
  Output output(pipe.writer());
  output.text("some\n");

  EXPECT_EQ(output.finish(kTryAgainLater), kTryAgainLater);
}

TEST(Output, NamesADiskThatIsFull) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  Output output(full);
  testing::internal::CaptureStderr();

  output.text("some\n");
  EXPECT_TRUE(output.works());
  output.flush();
  EXPECT_FALSE(output.works());

  EXPECT_EQ(output.finish(kDone), kFailed);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "cabled: output could not be written: No space left on device\n");
  ::close(full);
}

TEST(Output, SaysNothingWhenItsReaderIsGone) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  ::close(std::exchange(pipe.ends[0], -1));
  Output output(pipe.writer());
  testing::internal::CaptureStderr();

  output.text("some\n");

  EXPECT_EQ(output.finish(kDone), kReaderGone);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  std::signal(SIGPIPE, before);
}

TEST(Output, SucceedsWhereNothingWasWritten) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  Output output(full);

  EXPECT_EQ(output.finish(kDone), kDone);
  ::close(full);
}

TEST(Output, WaitsForAReaderOfANonBlockingPipe) {
  const Pipe pipe(O_NONBLOCK);
  const std::string much(1 << 20, 'x');
  std::string seen;
  std::jthread reader([&] { seen = read_from(pipe.reader(), much.size()); });
  Output output(pipe.writer());

  output.text(much);

  EXPECT_EQ(output.finish(kDone), kDone);
  reader.join();
  EXPECT_EQ(seen, much);
}

TEST(Output, LetsATerminalSeeOurColorsAndNoneOfATexts) {
  const ScopedEnvironment term("TERM", "xterm");
  const ScopedEnvironment unset("NO_COLOR", "");
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0)
    GTEST_SKIP() << "no terminals";
  const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_GE(terminal, 0);
  Output output(terminal);

  output.text("a\x1b[1m,b\r\nc\td\n");
  output.painted(Paint::kBold, "e\u202e");
  output.json("{\"f\":\"\u009b\"}");

  EXPECT_EQ(output.finish(kDone), kDone);
  const std::string expected =
      "a\\x1b[1m,b\r\nc\td\r\n\x1b[1me\\u{202e}\x1b[0m{\"f\":\"\\u009b\"}\r\n";
  EXPECT_EQ(read_from(master, expected.size()), expected);
  ::close(terminal);
  ::close(master);
}

}  // namespace
}  // namespace cabled::output_test
