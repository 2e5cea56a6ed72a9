#include "daemon/fetch/post_body.h"

#include <gtest/gtest.h>

#include "tests/support/raw_server.h"
#include "tests/support/scoped_environment.h"

namespace cabled::post_body_test {
namespace {

using test::RawServer;
using test::Step;

const std::string kNoContent = "HTTP/1.1 204 No Content\r\n\r\n";

/// A variable of the environment by which curl takes a proxy.
class PostBodyPastProxy : public testing::TestWithParam<const char*> {};

TEST_P(PostBodyPastProxy, GoesToTheUrlWhateverTheEnvironmentNames) {
  const RawServer server({Step::send(kNoContent), Step::close()});
  const ScopedEnvironment proxy(GetParam(), "http://127.0.0.1:1");  // where no one listens

  const Result<PostAnswer> status = post_body({server.url("/hook"), {}, "a body"}, {});

  ASSERT_TRUE(status.has_value()) << status.error().message;
  EXPECT_EQ(status->status, 204);
}

INSTANTIATE_TEST_SUITE_P(Variables, PostBodyPastProxy,
                         testing::Values("http_proxy", "all_proxy", "ALL_PROXY"));

TEST(PostBody, SaysThatNoAnswerCame) {
  const Result<PostAnswer> status = post_body({"http://127.0.0.1:1/hook", {}, "a body"}, {});

  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().kind, ErrorKind::kTransient);
}

}  // namespace
}  // namespace cabled::post_body_test
