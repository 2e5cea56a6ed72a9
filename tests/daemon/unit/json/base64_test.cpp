#include "daemon/json/base64.h"

#include <gtest/gtest.h>

namespace cabled::base64_test {
namespace {

// RFC 4648 section 10.
TEST(Base64, DecodesTheExamplesOfItsStandard) {
  EXPECT_EQ(decode_base64("").value(), "");
  EXPECT_EQ(decode_base64("Zg==").value(), "f");
  EXPECT_EQ(decode_base64("Zm8=").value(), "fo");
  EXPECT_EQ(decode_base64("Zm9v").value(), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg==").value(), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE=").value(), "fooba");
  EXPECT_EQ(decode_base64("Zm9vYmFy").value(), "foobar");
}

TEST(Base64, KeepsZeroBytesThatAreNoPadding) {
  EXPECT_EQ(decode_base64("AAAA").value(), std::string(3, '\0'));
  EXPECT_EQ(decode_base64("AA==").value(), std::string(1, '\0'));
}

class NotBase64 : public testing::TestWithParam<const char*> {};

TEST_P(NotBase64, IsRefused) {
  const auto decoded = decode_base64(GetParam());

  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().kind, ErrorKind::kInvalid);
}

INSTANTIATE_TEST_SUITE_P(Malformed, NotBase64,
                         testing::Values("Zg", "Zg=", "Z===", "====", "Zg==Zm9v", "Z=9v", "Zm9v\n",
                                         "    Zm9v", "Zm9v    ", "Zm-_", "Zm9\xff"));

}  // namespace
}  // namespace cabled::base64_test
