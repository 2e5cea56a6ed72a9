#include "parsers/model/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::digest_test {
namespace {

// FIPS 180-4's examples.
constexpr const char* kOfNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, IsTheSha256OfTheBytes) {
  EXPECT_EQ(Digest::of("").hex(), kOfNothing);
  EXPECT_EQ(Digest::of("abc").hex(), kOfAbc);
}

TEST(Digest, CountsBytesAfterANul) {
  EXPECT_NE(Digest::of(std::string("a\0b", 3)), Digest::of(std::string("a\0c", 3)));
}

TEST(Digest, ReadsItsOwnHexInEitherCase) {
  EXPECT_EQ(Digest::parse(kOfAbc).value(), Digest::of("abc"));
  EXPECT_EQ(
      Digest::parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD").value(),
      Digest::of("abc"));
}

TEST(Digest, RefusesHexOfAnotherLengthOrAlphabet) {
  const std::string hex = kOfAbc;

  EXPECT_FALSE(Digest::parse("").has_value());
  EXPECT_FALSE(Digest::parse(hex.substr(1)).has_value());
  EXPECT_FALSE(Digest::parse(hex + "0").has_value());
  EXPECT_FALSE(Digest::parse("g" + hex.substr(1)).has_value());
  EXPECT_EQ(Digest::parse("xyz").error().kind, ErrorKind::kInvalid);
}

TEST(Digest, TakesExactlyThirtyTwoRawBytes) {
  const Digest digest = Digest::of("abc");

  EXPECT_EQ(Digest::from_bytes(digest.bytes()).value(), digest);
  EXPECT_FALSE(Digest::from_bytes(digest.bytes().substr(1)).has_value());
  EXPECT_FALSE(Digest::from_bytes(std::string(33, 'x')).has_value());
}

}  // namespace
}  // namespace cabled::digest_test
