#include "parsers/web/address_range.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "parsers/model/url.h"
#include "tests/support/shared_data.h"

namespace cabled::address_range_test {
namespace {

TEST(JudgeAddress, KnowsTheFirstAndLastOfEachRefusedIpv4Block) {
  const std::vector<std::pair<const char*, AddressRange>> cases{
      {"0.0.0.0", AddressRange::kUnspecified},
      {"0.255.255.255", AddressRange::kUnspecified},
      {"10.0.0.0", AddressRange::kPrivate},
      {"10.255.255.255", AddressRange::kPrivate},
      {"100.64.0.0", AddressRange::kCarrierGrade},
      {"100.127.255.255", AddressRange::kCarrierGrade},
      {"127.0.0.0", AddressRange::kLoopback},
      {"127.255.255.255", AddressRange::kLoopback},
      {"169.254.0.0", AddressRange::kLinkLocal},
      {"169.254.255.255", AddressRange::kLinkLocal},
      {"172.16.0.0", AddressRange::kPrivate},
      {"172.31.255.255", AddressRange::kPrivate},
      {"192.0.0.0", AddressRange::kReserved},
      {"192.0.2.255", AddressRange::kDocumentation},
      {"192.88.99.1", AddressRange::kReserved},
      {"192.168.0.0", AddressRange::kPrivate},
      {"192.168.255.255", AddressRange::kPrivate},
      {"198.18.0.0", AddressRange::kBenchmark},
      {"198.19.255.255", AddressRange::kBenchmark},
      {"198.51.100.0", AddressRange::kDocumentation},
      {"203.0.113.255", AddressRange::kDocumentation},
      {"224.0.0.0", AddressRange::kMulticast},
      {"239.255.255.255", AddressRange::kMulticast},
      {"240.0.0.0", AddressRange::kReserved},
      {"255.255.255.255", AddressRange::kReserved},
  };
  for (const auto& [text, range] : cases) {
    EXPECT_EQ(to_string(judge_address(text)), to_string(range)) << text;
  }
}

TEST(JudgeAddress, CallsTheNeighboursOfRefusedIpv4BlocksPublic) {
  for (const char* text :
       {"1.0.0.0",         "9.255.255.255", "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
        "126.255.255.255", "128.0.0.0",     "169.253.255.255", "169.255.0.0",     "172.15.255.255",
        "172.32.0.0",      "192.0.1.0",     "192.0.3.0",       "192.167.255.255", "192.169.0.0",
        "198.17.255.255",  "198.20.0.0",    "203.0.112.255",   "223.255.255.255", "8.8.8.8"}) {
    EXPECT_EQ(to_string(judge_address(text)), "public") << text;
  }
}

TEST(JudgeAddress, KnowsIpv6BlocksAndLooksInsideTransitionForms) {
  const std::vector<std::pair<const char*, AddressRange>> cases{
      {"::", AddressRange::kUnspecified},
      {"::1", AddressRange::kLoopback},
      {"2606:4700::1111", AddressRange::kPublic},
      {"3ffe:ffff::1", AddressRange::kPublic},
      {"3fff::1", AddressRange::kDocumentation},
      {"4000::1", AddressRange::kReserved},
      {"1000::1", AddressRange::kReserved},
      {"100::1", AddressRange::kReserved},
      {"2001:db8::1", AddressRange::kDocumentation},
      {"2001:2::1", AddressRange::kBenchmark},
      {"2001:1ff::1", AddressRange::kReserved},
      {"2001:200::1", AddressRange::kPublic},
      {"fbff::1", AddressRange::kReserved},
      {"fc00::1", AddressRange::kUniqueLocal},
      {"fdff::1", AddressRange::kUniqueLocal},
      {"fe80::1", AddressRange::kLinkLocal},
      {"febf::1%eth0", AddressRange::kLinkLocal},
      {"fec0::1", AddressRange::kPrivate},
      {"ff02::1", AddressRange::kMulticast},
      {"::ffff:10.0.0.1", AddressRange::kPrivate},
      {"::ffff:8.8.8.8", AddressRange::kPublic},
      {"::ffff:0:127.0.0.1", AddressRange::kLoopback},
      {"::169.254.169.254", AddressRange::kLinkLocal},
      {"64:ff9b::7f00:1", AddressRange::kLoopback},
      {"64:ff9b::808:808", AddressRange::kPublic},
      {"64:ff9b:1::808:808", AddressRange::kLocalNat64},
      {"2002:a00:1::", AddressRange::kPrivate},
      {"2002:808:808::1", AddressRange::kPublic},
      {"2001:0:808:808::f7f7:f7f7", AddressRange::kPublic},
      {"2001:0:a00:1::f7f7:f7f7", AddressRange::kPrivate},
      {"2001:0:808:808::80ff:fffe", AddressRange::kLoopback},
      {"2001::1", AddressRange::kUnspecified},
  };
  for (const auto& [text, range] : cases) {
    EXPECT_EQ(to_string(judge_address(text)), to_string(range)) << text;
  }
}

TEST(JudgeAddress, RefusesWhatIsNoAddress) {
  for (const char* text : {"",
                           ".",
                           "1.2.3.4.5",
                           "256.1.1.1",
                           "1.2.3.",
                           "1..2",
                           "08.1.1.1",
                           "0x1g",
                           "4294967296",
                           "1.16777216",
                           ":",
                           ":::",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7::8:9",
                           "12345::",
                           "::g",
                           "1.2.3.4::",
                           "::1.2.3",
                           "::1:",
                           "name"}) {
    EXPECT_EQ(judge_address(text), AddressRange::kMalformed) << text;
  }
}

TEST(ReadIpv4, ReadsEverySpellingOfInetAton) {
  const Ipv4Bytes expected{127, 1, 2, 3};
  for (const char* text : {"127.1.2.3", "127.1.515", "127.66051", "2130772483", "0x7f010203",
                           "0X7F.1.2.3", "0177.1.2.3", "0000177.01.02.03"}) {
    EXPECT_EQ(read_ipv4(text), expected) << text;
  }
}

TEST(JudgeHost, LeavesNamesToTheResolver) {
  for (const char* host :
       {"www.scoop.co.nz", "127.0.0.1.nip.example", "localhost.example.org", "0x.example.org"}) {
    EXPECT_EQ(judge_host(host), std::nullopt) << host;
  }
}

TEST(JudgeHost, RefusesNamesOfThisMachineAndNetwork) {
  for (const char* host :
       {"localhost", "LocalHost", "localhost.", "a.localhost", "localhost.localdomain",
        "ip6-localhost", "ip6-loopback", "metadata.google.internal", "printer.local", "router.lan",
        "router.home.arpa", "x.onion", "intranet", "metadata"}) {
    EXPECT_EQ(judge_host(host), AddressRange::kLocalName) << host;
  }
}

TEST(JudgeHost, RefusesWhatLooksLikeAnAddressAndIsNone) {
  for (const char* host : {"", ".", "256.256.256.256", "6425739779", "1.2.3.4.5", "[::1", "[]",
                           "[1]", "::1", "example.0x1F"}) {
    EXPECT_EQ(judge_host(host), AddressRange::kMalformed) << host;
  }
}

TEST(JudgeHost, SurvivesAnyBytes) {
  std::mt19937 random(2);
  static constexpr std::string_view kAlphabet = "0123456789abcdefxX.:[]%-\xFF";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    for (std::size_t length = pick(random); length > 0; --length) text += kAlphabet[pick(random)];
    judge_host(text);
    EXPECT_FALSE(to_string(judge_address(text)).empty());
  }
}

// Names are judged when connecting; all else of the list must be stopped by the URL alone.
TEST(JudgeHost, RefusesEveryUrlOfTheSharedListThatNeedsNoDns) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared data absent; set CABLED_SHARED";
  std::istringstream lines(test::read_file(*shared / "cases/ssrf/ssrf_urls.jsonl"));
  int refused = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto row = nlohmann::json::parse(line);
    const auto text = row.at("url").get<std::string>();
    const Result<Url> url = Url::parse(text);
    const auto range = url ? judge_host(url->host()) : AddressRange::kMalformed;
    const std::string expected = row.at("expected").get<std::string>();
    if (expected.starts_with("allow")) {
      EXPECT_EQ(range, AddressRange::kPublic) << text;
    } else if (expected.starts_with("refuse")) {
      EXPECT_TRUE(range.has_value() && *range != AddressRange::kPublic) << text;
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace cabled::address_range_test
