#include "daemon/cli/parse_requests.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace cabled::cli::parse_requests_test {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kTelegram =
    "VZCZCXYZ0007\\nRR RUEHWEB\\n\\nDE RUEHLI #0007 1241230\\nZNR UUUUU ZZH\\nR 041230Z MAY 09\\n"
    "FM AMEMBASSY LISBON\\nTO RUEHC/SECSTATE WASHDC 1021\\n\\nUNCLAS LISBON 000007\\n\\n"
    "E.O. 12958: N/A\\nTAGS: PREL, PO\\nSUBJECT: HARBOUR TALKS\\n\\n1. (U) Talks went on.\\n";

Json answer(const std::string& line, std::size_t number = 1) {
  return Json::parse(answer_request(line, number, {}));
}

TEST(ParseRequest, AnswersWithTheCableAndTheIdOfTheRequest) {
  const Json told = answer(std::string(R"({"id":"q1","text":")") + kTelegram + "\"}");

  EXPECT_EQ(told.at("id"), "q1");
  EXPECT_EQ(told.at("outcome"), "cable");
  EXPECT_EQ(told.at("cable").at("id"), "09LISBON7");
  EXPECT_TRUE(told.at("reason").is_null());
}

TEST(ParseRequest, SaysWhyAPageIsNoCable) {
  const Json told = answer(R"({"id":"q2","html":"<p>An ordinary page.</p>"})");

  EXPECT_EQ(told.at("outcome"), "not_a_cable");
  EXPECT_EQ(told.at("reason"), "no_telegram_lines");
  EXPECT_TRUE(told.at("cable").is_null());
}

TEST(ParseRequest, RepeatsAnIdOfAnyKind) {
  EXPECT_EQ(answer(R"({"id":7,"text":"x"})").at("id"), 7);
  EXPECT_EQ(answer(R"({"text":"x"})").at("id"), "");
}

TEST(ParseRequest, RefusesWhatIsNoText) {
  const Json told = answer(R"({"id":"q","text":7})", 3);

  EXPECT_EQ(told.at("outcome"), "error");
  EXPECT_EQ(told.at("reason"), "line 3: 'text' is not a text");
}

TEST(ParseRequest, TakesRawBytesInBase64) {
  // "<p>" and a byte that is no UTF-8.
  const Json told = answer(R"({"id":"q3","html_base64":"PHA+/w=="})");

  EXPECT_EQ(told.at("outcome"), "not_a_cable");
}

TEST(ParseRequest, SaysWhetherItsTextIsAPieceOrADocument) {
  const std::string text = std::string("Harbours of the world\\n\\n") + kTelegram;
  const auto text_of = [&](const std::string& kind) {
    const Json told = answer(R"({"id":"q4",)" + kind + R"("text":")" + text + "\"}");
    return told.at("cable").at("text").get<std::string>();
  };

  EXPECT_TRUE(text_of("").starts_with("Harbours"));
  EXPECT_TRUE(text_of(R"("kind":"fragment",)").starts_with("Harbours"));
  EXPECT_TRUE(text_of(R"("kind":"document",)").starts_with("VZCZC"));
}

class BadRequest : public testing::TestWithParam<const char*> {};

TEST_P(BadRequest, IsAnErrorThatNamesItsLine) {
  const Json told = answer(GetParam(), 42);

  EXPECT_EQ(told.at("outcome"), "error");
  EXPECT_TRUE(told.at("cable").is_null());
  EXPECT_NE(told.at("reason").get<std::string>().find("line 42"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Malformed, BadRequest,
                         testing::Values(R"({"id":"x","text":"a","kind":"page"})",
                                         R"({"id":"x","html":"a","kind":"fragment"})", "", "{",
                                         "[]", "7", "null", "\xff\xfe", R"({"id":"x"})",
                                         R"({"id":"x","html_base64":"%%%%"})",
                                         R"({"id":"x","text":"a","mrn":"no reference"})",
                                         R"({"id":"x","text":"a"} trailing)"));

TEST(ParseRequest, AnswersOnOneLineWhateverTheRequestHolds) {
  EXPECT_EQ(answer_request("{\"id\":\"a\\nb\",\"html\":\"\"}", 1, {}).find('\n'),
            std::string::npos);
}

TEST(ParseRequest, SurvivesDeepNesting) {
  const Json told = answer(std::string(200'000, '['));

  EXPECT_EQ(told.at("outcome"), "error");
}

}  // namespace
}  // namespace cabled::cli::parse_requests_test
