#include "daemon/follow/webhook_url.h"

#include <gtest/gtest.h>

namespace cabled::webhook_url_test {
namespace {

class WebhookUrlWithSecret : public testing::TestWithParam<const char*> {};

TEST_P(WebhookUrlWithSecret, IsRefusedAndNotRepeated) {
  const auto read = read_webhook_url(GetParam());

  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(read.error().message.find("hunter2"), std::string::npos) << read.error().message;
}

INSTANTIATE_TEST_SUITE_P(Passwords, WebhookUrlWithSecret,
                         testing::Values("https://ann:hunter2@hooks.example/in",
                                         "http://:hunter2@hooks.example",
                                         "https://ann%3Ahunter2@hooks.example/",
                                         "https://ann:hunter2@[::1]:8080/in",
                                         "https://ann:hun@ter2:hunter2@hooks.example/",
                                         "https://ann:hunter2/@hooks.example"));
INSTANTIATE_TEST_SUITE_P(Parameters, WebhookUrlWithSecret,
                         testing::Values("https://hooks.example/in?token=hunter2",
                                         "https://hooks.example?key=hunter2",
                                         "https://hooks.example/in?a=b&API-Key=hunter2",
                                         "https://hooks.example/in?a=b;sig=hunter2#end",
                                         "https://hooks.example/in?acc%65ss_token=hunter2"));
INSTANTIATE_TEST_SUITE_P(Broken, WebhookUrlWithSecret,
                         testing::Values("https://", "https:///hunter2", "https://host:hunter2/",
                                         "https://ho st/hunter2"));

TEST(WebhookUrl, IsShownWithoutItsPathAndItsUser) {
  const WebhookUrl url = read_webhook_url("https://ann@hooks.example:8443/in/T0/x?a=b").value();

  EXPECT_EQ(url.post_to, "https://hooks.example:8443/in/T0/x?a=b");
  EXPECT_EQ(url.user, "ann");
  EXPECT_EQ(url.shown, "https://hooks.example:8443");
}

TEST(WebhookUrl, MayHaveWhatOnlyLooksLikeAUser) {
  EXPECT_EQ(read_webhook_url("https://hooks.example:80/users/@ann")->user, "");
  EXPECT_EQ(read_webhook_url("http://[::1]:8080/in?monkey=1")->shown, "http://[::1]:8080");
}

TEST(WebhookUrl, GivesAUserBasicAndNoUserBearerAuthorization) {
  EXPECT_EQ(authorization(read_webhook_url("https://ann@h.example").value(), "s:e cret"),
            "Authorization: Basic YW5uOnM6ZSBjcmV0");
  EXPECT_EQ(authorization(read_webhook_url("https://h.example").value(), "s3cret"),
            "Authorization: Bearer s3cret");
}

}  // namespace
}  // namespace cabled::webhook_url_test
