#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "parsers/page/read_page.h"

namespace cabled::verdict_test {
namespace {

std::string verdict(const std::string& bytes, const std::string& content_type = "text/html") {
  const PageReading reading = read_page({bytes, "", content_type});
  const auto* refusal = std::get_if<NotACable>(&reading.outcome);
  return refusal == nullptr ? "a cable" : refusal->reason;
}

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

const std::string kProse =
    "<p>The harbormaster said on Thursday that he had read the cable and found it funny in places. "
    "The "
    "embassy does not comment on leaked documents.</p>";

TEST(Verdict, OrdinaryNewsHasNoTelegramLines) {
  EXPECT_EQ(verdict("<h1>Gulls leave</h1>" + repeat(kProse, 20)), "no_telegram_lines");
}

TEST(Verdict, AStoryThatQuotesACableIsNoCable) {
  EXPECT_EQ(
      verdict("<h1>What the cable says</h1>" + repeat(kProse, 3) +
              "<blockquote>C O N F I D E N T I A L CARRICK 000012<br>SUBJECT: GULLS</blockquote>" +
              kProse + "<blockquote>3. (C) The minister likes gulls.</blockquote>" + kProse),
      "quotes_only");
}

TEST(Verdict, APageOfHeadlinesOfCablesIsAnIndex) {
  EXPECT_EQ(
      verdict(
          "<h1>Cablegate</h1><table>" +
          repeat("<tr><td><a href='/1'>Cablegate: The Minister And The Gulls</a></td></tr>", 30) +
          "</table>"),
      "index_page");
}

TEST(Verdict, APageOfTheFirstLinesOfManyCablesIsAnIndex) {
  std::string page = "<h1>Latest cables</h1>";
  for (int i = 10; i < 30; ++i) {
    page +=
        "<div><h3><a href='/c'>10CARRICK</a></h3><p>UNCLAS CARRICK 0001" + std::to_string(i) +
        "<br>SIPDIS<br>E.O. 12958: N/A<br>TAGS: PREL DR<br>SUBJECT: GULLS<br>1. (SBU) Summary: The "
        "gulls...</p></div>";
  }

  EXPECT_EQ(verdict(page), "index_page");
}

TEST(Verdict, PagesInAnotherPagesPlaceSaySo) {
  EXPECT_EQ(verdict("<h1>404 Not Found</h1>"), "error_page");
  EXPECT_EQ(verdict("<h1>Just a moment...</h1><p>Verify you are human</p>"), "captcha");
  EXPECT_EQ(verdict("<h1>We value your privacy</h1><p>Accept all cookies</p>"), "consent_wall");
  EXPECT_EQ(verdict("<h1>Please log in</h1><form>Name</form>"), "login_wall");
}

TEST(Verdict, AnArticleUnderAWordOfAGateIsAnArticle) {
  for (const char* word : {"We use cookies to make this site better. Accept cookies",
                           "Please log in to comment", "This form is protected by reCAPTCHA",
                           "Page not found? Tell us.", "This offer is no longer available"}) {
    const std::string footer = "<footer>" + std::string(word) + "</footer>";

    EXPECT_EQ(verdict("<h1>Gulls leave</h1>" + repeat(kProse, 3) + footer), "no_telegram_lines")
        << word;
    EXPECT_EQ(verdict(footer + "<h1>Gulls leave</h1>" + repeat(kProse, 3)), "no_telegram_lines")
        << word;
  }
}

TEST(Verdict, AGateIsOneWhateverMenuStandsRoundIt) {
  const std::string menu = repeat("<li><a href=/x>News of the harbour and its gulls</a>", 30);

  EXPECT_EQ(verdict("<ul>" + menu +
                    "</ul><h1>We value your privacy</h1><p>We and our 812 partners "
                    "keep cookies on your device.</p><p>You may accept or change your "
                    "preferences.</p>"),
            "consent_wall");
  EXPECT_EQ(verdict("<h1>Harbour Gazette</h1><p>Please log in or register to go on "
                    "reading.</p><p>E-mail</p><p>Password</p>" +
                    menu),
            "login_wall");
  EXPECT_EQ(verdict("<h1>Oops</h1><p>The page you are looking for was moved, removed or never "
                    "existed.</p><p>Harbour Gazette</p>" +
                    menu),
            "error_page");
}

TEST(Verdict, AnArticleAmongManyLinksIsNoIndex) {
  const std::string menu = repeat("<li><a href=/x>News of the harbour and its gulls</a>", 40);
  const std::string teaser = "<p><a href=/y>Cablegate: The Minister And The Gulls</a></p>" + kProse;

  EXPECT_EQ(verdict("<ul>" + menu + "</ul><h1>Gulls leave</h1>" + repeat(kProse, 4) + menu),
            "no_telegram_lines");
  EXPECT_EQ(verdict("<ul>" + menu + "</ul>" + repeat(teaser, 12)), "index_page")
      << "what stands under each headline is no article";
}

TEST(Verdict, ADeepPageIsNoCable) {
  EXPECT_EQ(verdict("<h1>Gulls leave</h1>" + repeat(kProse, 3) + repeat("<font>", 5000)),
            "no_telegram_lines");
}

TEST(Verdict, PagesWithoutTextAreEmpty) {
  EXPECT_EQ(verdict(""), "empty_page");
  EXPECT_EQ(verdict("<html><body><script>go()</script></body></html>"), "empty_page");
}

TEST(Verdict, BytesThatAreNoTextAreBinary) {
  EXPECT_EQ(verdict("%PDF-1.4\n1 0 obj"), "binary");
  EXPECT_EQ(verdict(std::string("\x01\x02\x03\x04\x05\x06", 6), ""), "binary");
}

TEST(Verdict, AnExplanationOfTheFormOfCablesIsNoCable) {
  EXPECT_EQ(
      verdict(
          "<h1>How to read a cable</h1><ul><li>FM: the sender</li><li>TAGS: CODES</li><li>SUBJECT: "
          "ONE LINE</li><li>E.O. 12958: the order</li><li>SIPDIS: readers</li></ul>" +
          kProse),
      "quotes_only");
}

}  // namespace
}  // namespace cabled::verdict_test
