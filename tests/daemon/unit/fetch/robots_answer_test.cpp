#include "daemon/fetch/robots_answer.h"

#include <gtest/gtest.h>

namespace cabled::robots_answer_test {
namespace {

FetchResponse answer(std::string body, const std::string& coding) {
  FetchResponse response;
  response.status = 200;
  response.response_head = "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\n\r\n";
  response.body = std::move(body);
  return response;
}

TEST(RobotsAnswer, OfPlainTextIsReadWhateverCodingItsHeaderNames) {
  const std::string rules = "User-agent: *\nDisallow: /closed\n";
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "utf-8", "gzip;q=1.0", "none"}) {
    const RobotsAnswer read = read_robots_answer(answer(rules, coding), {});

    EXPECT_EQ(read.body, rules) << coding;
    EXPECT_EQ(robots_access(read.fetch).access, RobotsAccess::kUseBody) << coding;
  }
}

TEST(RobotsAnswer, ThatIsEmptyForbidsNothing) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "identity"}) {
    const RobotsAnswer read = read_robots_answer(answer("", coding), {});

    EXPECT_EQ(robots_access(read.fetch).access, RobotsAccess::kUseBody) << coding;
  }
}

TEST(RobotsAnswer, ThatCannotBeDecodedSaysWhyItIsOutOfReach) {
  const RobotsAnswer read =
      read_robots_answer(answer(std::string("\x1f\x8b\x08\x00\x01", 5), "gzip"), {});

  EXPECT_EQ(robots_access(read.fetch).access, RobotsAccess::kDisallowAll);
  EXPECT_NE(read.note.find("cut short"), std::string::npos);
}

}  // namespace
}  // namespace cabled::robots_answer_test
