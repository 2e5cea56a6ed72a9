#include "daemon/fetch/address_allowance.h"

#include <gtest/gtest.h>

#include "daemon/fetch/address_guard.h"

namespace cabled::address_allowance_test {
namespace {

bool covers(const char* allowance, const char* host, const char* address, int port) {
  return AddressAllowance::parse(allowance).value().covers(*endpoint_of(host, address, port));
}

TEST(AddressAllowance, OfARangeCoversItsAddressesAtAnyPort) {
  EXPECT_TRUE(covers("10.0.0.0/8", "a.example", "10.255.0.1", 80));
  EXPECT_TRUE(covers("10.0.0.0/8", "a.example", "10.255.0.1", 9999));
  EXPECT_FALSE(covers("10.0.0.0/8", "a.example", "11.0.0.1", 80));
}

TEST(AddressAllowance, CountsThePrefixInBits) {
  EXPECT_TRUE(covers("192.168.4.0/22", "a", "192.168.7.255", 80));
  EXPECT_FALSE(covers("192.168.4.0/22", "a", "192.168.8.0", 80));
  EXPECT_TRUE(covers("fd00:1:2::/47", "a", "fd00:1:3::1", 80));
  EXPECT_FALSE(covers("fd00:1:2::/47", "a", "fd00:1:4::1", 80));
}

TEST(AddressAllowance, OfOneAddressCoversThatAlone) {
  EXPECT_TRUE(covers("127.0.0.1", "a", "127.0.0.1", 80));
  EXPECT_FALSE(covers("127.0.0.1", "a", "127.0.0.2", 80));
  EXPECT_TRUE(covers("[::1]", "a", "::1", 80));
}

TEST(AddressAllowance, TakesAMappedAddressForTheOneInside) {
  EXPECT_TRUE(covers("127.0.0.0/8", "a", "::ffff:127.0.0.1", 80));
}

TEST(AddressAllowance, OfAHostAndPortCoversThatHostAtThatPort) {
  EXPECT_TRUE(covers("Mirror.Internal:8080", "mirror.internal", "10.0.0.1", 8080));
  EXPECT_FALSE(covers("mirror.internal:8080", "mirror.internal", "10.0.0.1", 8081));
  EXPECT_FALSE(covers("mirror.internal:8080", "other.internal", "10.0.0.1", 8080));
  EXPECT_TRUE(covers("[::1]:8080", "[::1]", "::1", 8080));
}

class BadAllowance : public testing::TestWithParam<const char*> {};

TEST_P(BadAllowance, IsNamedInTheMessage) {
  const auto allowance = AddressAllowance::parse(GetParam());

  ASSERT_FALSE(allowance.has_value());
  EXPECT_NE(allowance.error().message.find(GetParam()), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Malformed, BadAllowance,
                         testing::Values("", "/8", "10", "10.0.0.0/", "10.0.0.0/33", "::/129",
                                         "10.0.0.0/-1", "mirror.internal", "mirror:0",
                                         "mirror:65536", "mirror:", ":80", "a b:80", "a/b:80"));

TEST(AddressGuard, LetsPublicAddressesPass) {
  EXPECT_FALSE(refuse_endpoint(*endpoint_of("a.example", "93.184.216.34", 443), {}).has_value());
  EXPECT_FALSE(
      refuse_endpoint(*endpoint_of("a.example", "2606:2800:220:1::1", 80), {}).has_value());
}

TEST(AddressGuard, LiftsAForbiddenPortOnlyForTheHostThatIsNamedWithIt) {
  const std::vector<AddressAllowance> range{AddressAllowance::parse("10.0.0.0/8").value()};
  const std::vector<AddressAllowance> host{AddressAllowance::parse("10.0.0.1:5432").value()};
  const Endpoint endpoint = *endpoint_of("10.0.0.1", "10.0.0.1", 5432);

  EXPECT_TRUE(refuse_endpoint(endpoint, range).has_value());
  EXPECT_FALSE(refuse_endpoint(endpoint, host).has_value());
}

}  // namespace
}  // namespace cabled::address_allowance_test
