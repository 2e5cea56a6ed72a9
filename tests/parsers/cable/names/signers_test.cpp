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

INSTANTIATE_TEST_SUITE_P(
    BelowAnAddress, Signers,
    testing::Values(
        SignerCase{"It was dry.\n\nVisit our page:\nhttp://oslo.example/nets\nVelden\n",
                   {"VELDEN"}},
        SignerCase{"It was dry.\n\nVisit our page:\nhttp://oslo.example/\nvan Velden\n",
                   {"VAN VELDEN"}},
        SignerCase{"It was dry.\n\nVisit us at\nwww.oslo.example/nets\nVeld-Roe\n", {"VELD-ROE"}},
        SignerCase{"It was dry, says\nhttps://oslo.example/nets\nVelden.\n", {"VELDEN"}}));

INSTANTIATE_TEST_SUITE_P(
    WithParticles, Signers,
    testing::Values(SignerCase{"It was dry.\n\nVAN VELDEN.\n", {"VAN VELDEN"}},
                    SignerCase{"It was dry.\n\nST. VELDEN.\n", {"ST. VELDEN"}},
                    SignerCase{"It was dry.\n\nst. velden\n", {"ST. VELDEN"}},
                    SignerCase{"It was dry.\n\nDE LA VELDE DE LA VELDE\n", {"DE LA VELDE"}},
                    SignerCase{"It was dry.\n\nVAN VELDEN VAN VELDEN\n", {"VAN VELDEN"}}));

TEST(Signature, BeginsBehindTheEndMarkInItsLine) {
  for (const std::string end :
       {"It was dry. END\nCOMMENT.  ", "It was dry.\nEnd comment.  ",
        "IT WAS DRY, OR WAS IT\nSOON AFTER.  ", "It was dry. End\nNote. "}) {
    for (const std::string name : {"VELDEN", "Velden", "Veld-Roe"}) {
      const std::string text = end + name + "\n";
      const Signature signature = read_signature(text);
      EXPECT_EQ(signature.signers.size(), 1U) << text;
      EXPECT_EQ(text.substr(signature.begin), name + "\n") << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    MixedCase, Signers,
    testing::Values(SignerCase{"It was dry.\nVelden\n", {"VELDEN"}},
                    SignerCase{"It was dry. End comment.\nO'Velden\n\nNNNN\n", {"O'VELDEN"}},
                    SignerCase{"It was dry.\nDe la Velden\n", {"DE LA VELDEN"}},
                    SignerCase{"It was dry.\n\nvelden\n", {"VELDEN"}},
                    SignerCase{"It was dry.\n\nvan den velde\n", {"VAN DEN VELDE"}},
                    SignerCase{"It was dry.  Velden\n", {"VELDEN"}},
                    SignerCase{"It was dry. End note. van Velden\n", {"VAN VELDEN"}},
                    SignerCase{"See http://example.org/veld Velden\n", {"VELDEN"}},
                    // A sentence that goes on, or its last word.
                    SignerCase{"The minister went to\nVelden\n", {}},
                    SignerCase{"The minister left for Velden\n", {}},
                    SignerCase{"It was told the U.S. Embassy\n", {}},
                    SignerCase{"The minister met with Mr. Velden\n", {}},
                    SignerCase{"It was dry.\nEnd Summary\n", {}},
                    SignerCase{"It was dry.\nvelden\n", {}}));

INSTANTIATE_TEST_SUITE_P(WithMarks, Signers,
                         testing::Values(SignerCase{"It was dry.\nVELD.\n", {"VELD"}},
                                         SignerCase{"It was dry.\n\nVelden.\n", {"VELDEN"}},
                                         SignerCase{"THE MATTER IS\nDECIDED.\n", {}},
                                         SignerCase{"It was dry.\nVELD VELD\n", {"VELD"}},
                                         SignerCase{"It was dry.\nVELD UNQUOTE VELD\n", {"VELD"}},
                                         SignerCase{"It was dry.\nEND TEXT VELD\n", {"VELD"}},
                                         SignerCase{"It was dry.\nMINIMIZE CONSIDERED VELD\n",
                                                    {"VELD"}},
                                         SignerCase{"It was dry.\nVELD UNQUOTE\n", {"VELD"}},
                                         SignerCase{"It was dry.\nEND TEXT\n", {}}));

INSTANTIATE_TEST_SUITE_P(BetweenMarks, Signers,
                         testing::Values(SignerCase{"It was dry.\n\n##VELD##\n", {"VELD"}},
                                         SignerCase{"It was dry.\n\n(VELD)\n", {"VELD"}},
                                         SignerCase{"It was dry.\n\n/DE VELD/\n", {"DE VELD"}},
                                         SignerCase{"It was dry.\n\nVELD -\n", {"VELD"}},
                                         SignerCase{"It was dry.\n\n*VELD*\n", {"VELD"}},
                                         SignerCase{"It was dry.\n\n\"VELD\"\n", {"VELD"}}));

INSTANTIATE_TEST_SUITE_P(
    AboveOtherLines, Signers,
    testing::Values(SignerCase{"It was dry.\n\nVELD\nBT\n#0604\n\nNNNN\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nVelden\n\nRELEASED IN PART\n", {"VELDEN"}},
                    SignerCase{"It was dry.\n\nVELD\nRELEASED IN FULL\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nVELD\n\nMINIMIZE CONSIDERED\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nEND MESSAGE VELD\n", {"VELD"}},
                    SignerCase{"It was dry. END CABLE. VELD\n", {"VELD"}},
                    SignerCase{"It was dry.\n\nSee us at http://oslo.example/nets/ van Velden\n",
                               {"VAN VELDEN"}},
                    SignerCase{"It was dry.\n\nVisit www.oslo.example/nets Velden\n", {"VELDEN"}}));

INSTANTIATE_TEST_SUITE_P(OfTwoLetters, Signers,
                         testing::Values(SignerCase{"It was dry.\n\nYu\n", {"YU"}},
                                         SignerCase{"It was dry.\nYu\n", {"YU"}},
                                         SignerCase{"It was dry. End comment. Yu\n", {"YU"}},
                                         SignerCase{"It was dry.\n\nYU.\n", {"YU"}},
                                         SignerCase{"It was dry.\nHe\n", {}}));

// Of a text that was cut.
INSTANTIATE_TEST_SUITE_P(
    LastWordsOfAnExcerpt, Signers,
    testing::Values(SignerCase{"The port is dry. It is closed. The\n", {}},
                    SignerCase{"The Embassy told the port. Embassy\n", {}},
                    SignerCase{"He met the minister of ports. End note. Minister\n", {}},
                    SignerCase{"THE PORT IS DRY. THE SHIPS LEFT THE PORT. SHIPS\n", {}},
                    SignerCase{"THE PORT IS DRY AND IT HAS BEEN\nSO AND THE SHIPS\n", {}},
                    SignerCase{"THE PORT IS DRY, AND THE MINISTER\nSAID\n", {}},
                    SignerCase{"THE PORT IS DRY. SO SAYS HE. END COMMENT\nVELD\n", {"VELD"}},
                    SignerCase{"The port is dry. It is closed. However\n", {"HOWEVER"}},
                    SignerCase{"A long pier. End comment.\n\nLong\n", {"LONG"}}));

TEST(LastLineSigner, IsOneNameBelowASentence) {
  const auto signers = [](std::string_view body) { return read_last_line_signature(body).signers; };
  EXPECT_EQ(signers("IT WAS DRY.\nVELD\n"), Words{"VELD"});
  EXPECT_EQ(signers("A LIST\n\nDE VELD\n\n"), Words{"DE VELD"});
  EXPECT_EQ(signers("IT WAS DRY.\nUNQUOTE VELD\n"), Words{"VELD"});
  EXPECT_EQ(signers("IT WAS DRY.\nVELD\nNOTE BY OC/T: NOT PASSED\n"), Words{"VELD"});
  EXPECT_EQ(signers("HE WOULD WELCOME A\nVISIT BY AN EXPERT.\n"), Words{});
  EXPECT_EQ(signers("THE SECTION ENDS IN MID\nSENTENCE\n"), Words{});
  EXPECT_EQ(signers("IT WAS DRY. VELD\n"), Words{"VELD"}) << "in the line of the last sentence";
  EXPECT_EQ(signers("IT IS DRY.\nEMBASSY MAY DRAW ON ABOVE. VELD\n"), Words{"VELD"});
  EXPECT_EQ(signers("IT IS DRY.\nVISIT WAS PUT OFF AGAIN. VELD\n"), Words{"VELD"});
  EXPECT_EQ(signers("IT IS DRY.\nREVIEW AUTHORITY: J. VELD\n"), Words{});
  EXPECT_EQ(signers("THE RAIN CAME. IT WAS DRY. RAIN\n"), Words{}) << "a word of the text";
  EXPECT_EQ(signers("IT WAS DRY. THE\n"), Words{});
  EXPECT_EQ(signers(""), Words{});
}

}  // namespace
}  // namespace cabled::signers_test
