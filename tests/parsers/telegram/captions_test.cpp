#include "parsers/telegram/captions.h"

#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/read_cable.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace captions_test {
namespace {

/// Calls `test` with each spelling of each caption.
template <typename Test>
void each_spelling(Test test) {
  for (const Caption& caption : kCaptions) {
    test(caption, caption.word);
    for (const auto spelling : caption.spellings) {
      if (!spelling.empty()) test(caption, spelling);
    }
  }
}

std::string letter_by_letter(std::string_view word) {
  std::string spaced;
  for (const char c : word) (spaced += c) += ' ';
  return spaced;
}

/// A telegram of two sections, each with `caption` in its head.
std::string two_sections(std::string_view caption) {
  const std::string line = std::string(caption) + "\n\n";
  return "C O N F I D E N T I A L SECTION 01 OF 02 LISBON 000417\n\n" + line +
         "E.O. 12958: DECL: 03/11/2019\nTAGS: ECON, PO\nSUBJECT: THE FISH MARKET REOPENS\n\n"
         "1. (C) The harbor master opened the hall at five.\n\n"
         "C O N F I D E N T I A L SECTION 02 OF 02 LISBON 000417\n\n" +
         line +
         "E.O. 12958: DECL: 03/11/2019\nTAGS: ECON, PO\nSUBJECT: THE FISH MARKET REOPENS\n\n"
         "2. (C) By noon all sardines were sold.\nPENHALLOW\n";
}

TEST(Captions, EachIsALineToTheLocatorAndToTheFieldReaders) {
  each_spelling([](const Caption&, std::string_view word) {
    const TelegramLine kind = classify_telegram_line(word);
    EXPECT_TRUE(kind == TelegramLine::kCaption || kind == TelegramLine::kSipdis) << word;
    EXPECT_TRUE(is_caption_line(word)) << word;
    EXPECT_TRUE(is_caption_line(letter_by_letter(word))) << word;
  });
}

TEST(Captions, ThatASectionRepeatsAreNoHeadingAndNoProse) {
  each_spelling([](const Caption&, std::string_view word) {
    const Cable cable = read_cable(two_sections(word));
    ASSERT_EQ(cable.paragraphs.size(), 2U) << word;
    EXPECT_EQ(cable.paragraphs[0].heading, std::nullopt) << word;
    EXPECT_EQ(cable.paragraphs[1].heading, std::nullopt) << word;
    EXPECT_EQ(cable.prose.find(word), std::string::npos) << word;
    EXPECT_EQ(cable.paragraphs[0].text, "The harbor master opened the hall at five.") << word;
  });
}

TEST(Captions, StandInHandlingAsTheyArePublished) {
  each_spelling([](const Caption& caption, std::string_view word) {
    const Cable cable = read_cable(two_sections(word));
    // FOUO and a sensitive telegram's mark are said by the classification of an unclassified one.
    if (caption.published.empty() || caption.published == "FOUO") return;
    ASSERT_EQ(cable.handling.size(), 1U) << word;
    EXPECT_EQ(cable.handling[0], caption.published) << word;
  });
}

TEST(Captions, SeveralMakeOneLine) {
  for (const char* line : {"SENSITIVE SIPDIS", "NOFORN/ORCON", "SIPDIS, NODIS", "EXDIS STADIS"}) {
    EXPECT_TRUE(read_caption_line(line, Strictness::kStrict)) << line;
    EXPECT_TRUE(is_caption_line(line)) << line;
  }
}

TEST(Captions, AreNoLineWithOtherWordsBesideThem) {
  for (const char* line : {"SENSITIVE TALKS", "SIPDIS LISBON", "CODEL PENHALLOW", "ONLY", "USE"}) {
    EXPECT_FALSE(read_caption_line(line, Strictness::kTolerant)) << line;
  }
}

TEST(Captions, InSmallLettersAreNoneToTheLocator) {
  EXPECT_FALSE(read_caption_line("Sensitive", Strictness::kStrict));
  EXPECT_TRUE(read_caption_line("Sensitive", Strictness::kTolerant));
  EXPECT_FALSE(read_caption_line("*** NOFORN ***", Strictness::kStrict));
  EXPECT_TRUE(read_caption_line("*** NOFORN ***", Strictness::kTolerant));
}

}  // namespace
}  // namespace captions_test
}  // namespace cabled
