#include "db/frontier/ruling.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/shared_data.h"

namespace cabled::db::ruling_test {
namespace {

const std::string kDocument = test::source_folder() / "docs/verdicts.md";

std::string what_follows(const ReasonRule& rule) {
  const std::string verdict = fmt::format("`{}`", to_string(rule.verdict));
  switch (rule.next) {
    case Next::kNothing:
      return verdict;
    case Next::kAgain:
      return rule.verdict == Verdict::kFailed
                 ? "tried again"
                 : fmt::format("tried again; after the last try {}", verdict);
    case Next::kAtOnce:
      return "tried again at once; it counts as no try";
    case Next::kAsBefore:
      break;
  }
  return "as before";
}

std::string table_of(Told of) {
  std::string table = "| reason | what happened | verdict |\n|---|---|---|\n";
  for (const ReasonRule& rule : reason_rules()) {
    if (rule.of != of) continue;
    const std::string_view number = rule.word == "http_" ? "NNN" : "";
    table +=
        fmt::format("| `{}{}` | {} | {} |\n", rule.word, number, rule.sentence, what_follows(rule));
  }
  return table;
}

/// With CABLED_WRITE_DOCS set, the test writes the document's table instead of judging it.
void compare_table(Told of, const std::string& heading) {
  std::ifstream file(kDocument);
  std::string text(std::istreambuf_iterator<char>(file), {});
  const std::size_t section = text.find("## " + heading + "\n");
  ASSERT_NE(section, std::string::npos) << heading;
  const std::size_t start = text.find("| reason |", section);
  const std::size_t end = text.find("\n\n", start) + 1;
  if (std::getenv("CABLED_WRITE_DOCS") != nullptr) {
    text.replace(start, end - start, table_of(of));
    std::ofstream(kDocument) << text;
    return;
  }
  EXPECT_EQ(text.substr(start, end - start), table_of(of))
      << "hint: run this test with CABLED_WRITE_DOCS=1";
}

TEST(ReasonRules, AreTheTablesOfTheDocument) {
  compare_table(Told::kTransfer, "Reasons from the transfer");
  compare_table(Told::kAnswer, "Reasons from the answer");
  compare_table(Told::kPage, "Reasons from the page");
}

TEST(ReasonOfStatus, TellsWhatPassesFromWhatStays) {
  for (const int status : {408, 429, 500, 503, 599}) {
    EXPECT_EQ(reason_of_status(status), Reason::kHttpBusy) << status;
  }
  for (const int status : {401, 402, 403, 407, 451}) {
    EXPECT_EQ(reason_of_status(status), Reason::kHttpDenied) << status;
  }
  for (const int status : {301, 400, 404, 410, 418}) {
    EXPECT_EQ(reason_of_status(status), Reason::kHttpOther) << status;
  }
}

TEST(ReasonOfStatus, AsksAgainAfterANotModifiedThatTellsOfNoPage) {
  EXPECT_EQ(reason_of_status(304), Reason::kHttpNotModified);
  EXPECT_EQ(rule_of(Reason::kHttpNotModified).next, Next::kAgain);
}

TEST(Ruling, HasTheNumberOfItsStatusInItsWord) {
  EXPECT_EQ((Ruling{Verdict::kFailed, Reason::kHttpOther, {}, 404}.word()), "http_404");
  EXPECT_EQ((Ruling{Verdict::kFailed, Reason::kDns}.word()), "dns");
  EXPECT_EQ(Ruling{}.word(), "");
}

TEST(Ruling, ComesBackFromItsWords) {
  for (const ReasonRule& rule : reason_rules()) {
    Ruling ruling{rule.verdict, rule.reason, Utf8Text::sanitized("because")};
    if (rule.word == "http_") ruling.http_status = 503;

    const Ruling back = stored_ruling(to_string(rule.verdict), ruling.word(), "because");

    EXPECT_EQ(back.word(), ruling.word());
    EXPECT_EQ(back.verdict, rule.verdict);
    EXPECT_EQ(back.detail.str(), "because");
  }
}

TEST(Ruling, SaysOfAPageWithoutACableOnlyWhatItIsInstead) {
  EXPECT_EQ((Ruling{Verdict::kRefused, Reason::kNotACable, Utf8Text::sanitized("index_page")})
                .rejection_word(),
            "index_page");
  EXPECT_EQ((Ruling{Verdict::kFailed, Reason::kUnreadable, Utf8Text::sanitized("too deep")})
                .rejection_word(),
            "unreadable");
}

}  // namespace
}  // namespace cabled::db::ruling_test
