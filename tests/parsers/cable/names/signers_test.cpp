#include "parsers/cable/names/signers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::signers_test {
namespace {

using Words = std::vector<std::string>;

struct SignerCase {
  const char* text;
  Words signers;
};

class Signers : public testing::TestWithParam<SignerCase> {};

TEST_P(Signers, StandLast) {
  EXPECT_EQ(read_signature(GetParam().text).signers, GetParam().signers);
}

INSTANTIATE_TEST_SUITE_P(
    Endings, Signers,
    testing::Values(SignerCase{"It was dry.\nVELD\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nDE VELD-ROE\n\nNNNN\n", {"DE VELD-ROE"}},
                    SignerCase{"It was dry.\nVELD##\n\n        CONFIDENTIAL\n", {"VELD"}},
                    SignerCase{"IT WAS DRY.  VELD\n", {"VELD"}},
                    SignerCase{"It was dry.\nVELD\n=====CABLE ENDS=====\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nvan Velden\n", {"VAN VELDEN"}},
                    SignerCase{"THE RESULT WAS AS IT\nIS EXPECTED.\n", {}},
                    SignerCase{"It was dry. END COMMENT.\n", {}}));

}  // namespace
}  // namespace cabled::signers_test
