#include "parsers/words/text_tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/words/found_words.h"
#include "parsers/words/search_words.h"
#include "parsers/words/token_words.h"

namespace cabled::words::text_tokens_test {
namespace {

using Texts = std::vector<std::string>;

Texts tokens(const std::string& text) {
  Texts found;
  TextTokens all(text);
  while (const auto token = all.next()) found.emplace_back(token->text);
  return found;
}

Texts within(const std::string& text) {
  Texts found;
  TextTokens all(text);
  for (const TextToken& word : words_within(*all.next())) found.emplace_back(word.text);
  return found;
}

TEST(TextTokens, AreThoseOfPostgresql) {
  EXPECT_EQ(tokens("The ferry's 2nd run."), (Texts{"The", "ferry", "s", "2nd", "run"}));
  EXPECT_EQ(tokens("cross-border"), (Texts{"cross-border", "cross", "border"}));
  EXPECT_EQ(tokens("an F-16-based plan"), (Texts{"an", "F", "-16", "based", "plan"}));
  EXPECT_EQ(tokens("see http://a.example.org/x?y=1,"),
            (Texts{"see", "a.example.org/x?y=1,", "a.example.org", "/x?y=1,"}));
  EXPECT_EQ(tokens("ask me@here.org"), (Texts{"ask", "me@here.org"}));
  EXPECT_EQ(tokens("E.O. 12958"), (Texts{"E.O", "12958"}));
  EXPECT_EQ(tokens("1.5 -1.5 1.2.3 -1.2.3 5e10"), (Texts{"1.5", "-1.5", "1.2.3", "1.2.3", "5e10"}));
}

TEST(TextTokens, TakeWhatStandsInAngleBracketsForWords) {
  EXPECT_EQ(tokens("<EMBASSY OSLO> R&D <script x> y"),
            (Texts{"EMBASSY", "OSLO", "R", "D", "script", "x", "y"}));
}

TEST(TextTokens, OfOneWithSeveralWordsTellEach) {
  EXPECT_EQ(within("SBU/NOFORN"), (Texts{"SBU", "NOFORN"}));
  EXPECT_EQ(within("E.O.12958"), (Texts{"E", "O", "12958"}));
  EXPECT_EQ(within("2.Embassy"), (Texts{"2", "Embassy"}));
  EXPECT_EQ(within("me@here.org"), (Texts{"me", "here", "org"}));
  EXPECT_EQ(within("-1234"), Texts{"1234"});
  EXPECT_TRUE(within("ferry").empty());
  EXPECT_TRUE(within("cross-border").empty());
}

// The server takes the square of the length for these: of 200 kB some minutes.
TEST(TextTokens, TakeNoLongerForATextOfJoints) {
  for (const char* piece : {"1_", "a.a1.", "a-1-", "/./", "a@a@", "1-a_", "//~", "a1-b."}) {
    std::string text;
    while (text.size() < 20'000) text += piece;
    EXPECT_EQ(tokens(text + " ferry").back(), "ferry") << piece;
  }
}

SearchWords asked(const std::string& text, SearchTerm::Kind kind = SearchTerm::Kind::kWord) {
  return search_words({.alternatives = {{{kind, text}}}, .filter = {}, .named_id = {}});
}

std::string marked(const std::string& text, const SearchWords& words) {
  std::string out;
  std::size_t at = 0;
  for (const FoundWord& word : find_words(text, words)) {
    out += text.substr(at, word.begin - at) + '[' + text.substr(word.begin, word.end - word.begin) +
           ']';
    at = word.end;
  }
  return out + text.substr(at);
}

TEST(SearchWords, AreQuotedForATsquery) {
  EXPECT_EQ(asked("ferries").tsquery, "(('ferri' | 'ferries'))");
  EXPECT_EQ(asked("orchards are closed", SearchTerm::Kind::kPhrase).tsquery,
            "(('orchard' <2> 'close' | 'orchards' <1> 'are' <1> 'closed'))");
  EXPECT_EQ(asked("SBU/NOFORN").tsquery, "(('sbu/noforn' | 'sbu' & 'noforn'))");
  EXPECT_EQ(asked("a.example/it's\\").tsquery.find("it's"), std::string::npos);
  EXPECT_TRUE(asked("&").vain);
}

TEST(FoundWords, AreThoseThatMatched) {
  EXPECT_EQ(marked("SBU/NOFORN and NOFORN", asked("noforn")), "SBU/[NOFORN] and [NOFORN]");
  EXPECT_EQ(marked("Ferries ferry", asked("ferry")), "[Ferries] [ferry]");
  EXPECT_EQ(marked("the two tugs, two by two", asked("two tugs", SearchTerm::Kind::kPhrase)),
            "the [two] [tugs], two by two");
  EXPECT_EQ(marked("Negotiations neglected", asked("negotiati", SearchTerm::Kind::kBeginning)),
            "[Negotiations] neglected");
  EXPECT_EQ(marked("a cross-border deal", asked("cross-border")), "a [cross-border] deal");
}

TEST(FoundWords, AreShownInTwoPassages) {
  std::string text = "granary stands here. ";
  for (int i = 0; i < 60; ++i) text += "filler ";
  text += "and the ferry went. ";
  for (int i = 0; i < 60; ++i) text += "filler ";
  const SearchWords words = search_words(
      {.alternatives = {{{SearchTerm::Kind::kWord, "granary"}, {SearchTerm::Kind::kWord, "ferry"}}},
       .filter = {},
       .named_id = {}});

  const std::string shown = found_passages(text, words);

  EXPECT_TRUE(
      shown.starts_with("\x02"
                        "granary\x03 stands here"))
      << shown;
  EXPECT_NE(shown.find(" ... "), std::string::npos) << shown;
  EXPECT_NE(shown.find("the \x02"
                       "ferry\x03 went"),
            std::string::npos)
      << shown;
  EXPECT_EQ(found_passages("One two.", asked("ferry")), "One two");
  EXPECT_EQ(found_passages("", asked("ferry")), "");
}

}  // namespace
}  // namespace cabled::words::text_tokens_test
