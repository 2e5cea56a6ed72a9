#include "parsers/warc/dechunk.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::warc::dechunk_test {
namespace {

TEST(Dechunk, JoinsTheChunks) {
  const Dechunked body = dechunk("6\r\n<html>\r\n007;x=y\r\n</html>\r\n0\r\n\r\n");

  EXPECT_EQ(body.bytes, "<html></html>");
  EXPECT_EQ(body.warning, "");
}

TEST(Dechunk, GivesWhatThereIsAndSaysWhatIsWrong) {
  EXPECT_EQ(dechunk("5\r\nhel").bytes, "hel");
  EXPECT_NE(dechunk("5\r\nhel").warning, "");
  EXPECT_EQ(dechunk("3\r\nhel\r\n").warning, "last chunk is missing");
  EXPECT_EQ(dechunk("3\r\nhel\r\nzz\r\n").warning, "bad chunk size");
}

TEST(Dechunk, LeavesABodyThatIsNotChunkedAsItIs) {
  EXPECT_EQ(dechunk("<html>plain</html>").bytes, "<html>plain</html>");
  EXPECT_EQ(dechunk("FFFFFFFFFFFFFFFF\r\nabc").bytes, "FFFFFFFFFFFFFFFF\r\nabc");
}

}  // namespace
}  // namespace cabled::warc::dechunk_test
