#include "daemon/system/standard_streams.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace cabled::standard_streams_test {
namespace {

TEST(StandardStreams, AReaderThatHasGoneIsAnErrorAndNotADeath) {
  const auto before = std::signal(SIGPIPE, SIG_DFL);
  settle_standard_streams();
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);

  EXPECT_EQ(::write(ends[1], "x", 1), -1);
  EXPECT_EQ(errno, EPIPE);
  ::close(ends[1]);
  std::signal(SIGPIPE, before);
}

}  // namespace
}  // namespace cabled::standard_streams_test
