#include "daemon/config/validate_config.h"

#include <gtest/gtest.h>

#include "daemon/config/nearest_name.h"

namespace cabled::validate_config_test {
namespace {

TEST(Contact, IsAMailAddressOrAUrl) {
  EXPECT_TRUE(is_contact("crawler@example.org"));
  EXPECT_TRUE(is_contact("https://example.org/about"));
  for (const char* text : {"", "me", "@", "a@b", "a@b@c.d", "a@b.", "a b@c.d", "a@b.c)",
                           "ftp://a.b", "a@b.c\r\nX: y", "https://"}) {
    EXPECT_FALSE(is_contact(text)) << text;
  }
}

TEST(Proxy, IsRefusedWithAUserOrPasswordInItsUrlAndTheMessageDoesNotRepeatThem) {
  Config config;
  for (const char* url : {"http://me:s3cret@proxy.example:3128", "me:s3cret@proxy.example",
                          "http://s3cret@proxy.example", "socks5h://me:a/s3cret@proxy.example"}) {
    config.fetch.proxy = url;
    const Result<void> valid = validate_globals(config);
    ASSERT_FALSE(valid.has_value()) << url;
    EXPECT_EQ(valid.error().message.find("s3cret"), std::string::npos) << valid.error().message;
  }
  for (const char* url : {"http://proxy.example:3128", "proxy.example:3128", ""}) {
    config.fetch.proxy = url;
    EXPECT_TRUE(validate_globals(config).has_value()) << url;
  }
}

TEST(Proxy, HasCredentialsOnlyWhereThereIsOne) {
  Config config;
  config.fetch.proxy_credentials_file = "/etc/cabled/proxy";
  EXPECT_FALSE(validate_globals(config).has_value());

  config.fetch.proxy = "http://proxy.example:3128";
  EXPECT_TRUE(validate_globals(config).has_value());
}

TEST(FullUserAgent, CarriesTheContact) {
  Config config;
  config.user_agent = "crawler/1";
  EXPECT_EQ(full_user_agent(config), "crawler/1");

  config.contact = "crawler@example.org";
  EXPECT_EQ(full_user_agent(config), "crawler/1 (+crawler@example.org)");

  config.user_agent = "";
  EXPECT_EQ(full_user_agent(config), "cabled/" CABLED_VERSION " (+crawler@example.org)");
}

TEST(DidYouMean, NamesTheNearestAndNothingFarAway) {
  const std::vector<std::string> known{"delay", "depth", "per_host"};

  EXPECT_EQ(did_you_mean("dely", known), "; hint: did you mean 'delay'?");
  EXPECT_EQ(did_you_mean("perhost", known), "; hint: did you mean 'per_host'?");
  EXPECT_EQ(did_you_mean("something", known), "");
  EXPECT_EQ(did_you_mean(std::string(100'000, 'x'), known), "");
}

}  // namespace
}  // namespace cabled::validate_config_test
