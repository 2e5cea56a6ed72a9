#include "parsers/cable/damage/find_damage.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parsers/cable/damage/word_order.h"
#include "parsers/cable/read_cable.h"

namespace cabled::find_damage_test {
namespace {

const std::string kEnvelope =
    "VZCZCXRO4417\nPP RUEHAG\nDE RUEHNY #0318/01 0451512\nZNY CCCCC ZZH\n";
const std::string kGroup = "P 140312Z FEB 07\n";
const std::string kFrom = "FM AMEMBASSY OSLO\n";
const std::string kTo = "TO RUEHC/SECSTATE WASHDC 2624\n\n";
const std::string kHead =
    "C O N F I D E N T I A L OSLO 000318\n\nSIPDIS\n\nE.O. 12958: DECL: 02/14/2017\n";
const std::string kTags = "TAGS: PREL, EFIS\n";
const std::string kSubject = "SUBJECT: A SECOND LIGHTHOUSE\n\n";

// Typed to 65 columns.
const std::string kBody =
    "1. (C) The keeper of the north light told us that the new buoys\n"
    "drift as far as the old ones did. An old shipwright conceded that\n"
    "a dry dock would cost more than the whole fleet earns in a good\n"
    "year. Nobody has counted the nets since spring, and the clerk of\n"
    "the fish market said with a smile that nobody would do so before\n"
    "the winter timetable was printed. It is in the hands of the same\n"
    "printer who lost the last one.\n"
    "\n"
    "2. (C) Three of the seven cranes stand still for want of rope, as\n"
    "they have since the autumn. The lamp burns oil that was paid for\n"
    "twice, once by the fleet and once by the market, said\n"
    "harbormasters of five ports, all of whom had heard of it by then\n"
    "on the quay; they have boats of their own, and a lamp.\n"
    "\n"
    "3. (C) We expect the lamp to be lit for the photographers alone.\n"
    "\n"
    "PELL\n";

std::vector<Damage> damage_of(const std::string& text) { return read_cable(text).damage; }

std::string without(std::string text, const std::string& part) {
  const std::size_t at = text.find(part);
  return at == std::string::npos ? text : text.erase(at, part.size());
}

const std::string kWhole = kEnvelope + kGroup + kFrom + kTo + kHead + kTags + kSubject + kBody;

void expect_one(const std::string& text, DamageKind kind, const std::string& place) {
  const std::vector<Damage> damage = damage_of(text);
  ASSERT_EQ(damage.size(), 1U) << text;
  EXPECT_EQ(damage[0].kind, kind);
  EXPECT_EQ(damage[0].place, place);
}

TEST(DamageOfAText, IsNoneWhereNothingIsMissing) {
  EXPECT_TRUE(damage_of(kWhole).empty());
  EXPECT_TRUE(damage_of(kHead + kTags + kSubject + kBody).empty()) << "no header at all";
  EXPECT_TRUE(damage_of(kSubject).empty()) << "a piece";
  EXPECT_TRUE(damage_of(kBody).empty()) << "a body alone";
}

TEST(DamageOfAText, IsALineOfTheHeaderWhereOthersStand) {
  expect_one(without(kWhole, kGroup), DamageKind::kMissingHeader, "header");
  expect_one(without(kWhole, kFrom), DamageKind::kMissingHeader, "header");
  expect_one(without(kWhole, kTo), DamageKind::kMissingHeader, "header");
  expect_one(without(kWhole, kTags), DamageKind::kMissingHeader, "header");
  expect_one(without(kWhole, "C O N F I D E N T I A L OSLO 000318\n"), DamageKind::kMissingHeader,
             "header");
}

TEST(DamageOfAText, IsANumberThatNoParagraphHas) {
  const std::size_t second = kWhole.find("2. (C)");
  const std::size_t third = kWhole.find("3. (C)");

  expect_one(kWhole.substr(0, second) + kWhole.substr(third), DamageKind::kParagraphGap, "p2");
}

TEST(DamageOfAText, IsALineWhoseNeighboursNoSentenceHasTogether) {
  std::string text = kWhole;
  text.replace(text.find("the fish market said"), 20, "had sold market data");

  expect_one(text, DamageKind::kMissingLine, "p1");
}

std::string with_break(const std::string& above, const std::string& below) {
  return kHead + kTags + kSubject + "1. (C) It was dry in the ports of the north. " + above + "\n" +
         below + " The rest of it is of no concern to anyone here.\n\n2. (C) So it is.\n\nPELL\n";
}

TEST(DamageOfAText, IsALineWhoseNeighboursMakeAScrapOfASentence) {
  expect_one(with_break("The", "tons."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("The head", "parliament."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("The clerk told us that", "decision."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("The clerk told us that the", "islands."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("The clerk told us that", "the."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("The CLERK told us THAT", "decision."), DamageKind::kMissingLine, "p1");
  expect_one(with_break("He spoke of it (see ref", "and of the port and its nets, as all do."),
             DamageKind::kMissingLine, "p1");
}

TEST(DamageOfAText, IsNoneWhereAShortSentenceIsOne) {
  for (const auto& [above, below] : std::vector<std::pair<std::string, std::string>>{
           {"The ships", "left."},
           {"The vote", "failed."},
           {"The talks", "begin today."},
           {"The police", "agree."},
           {"The harbor master", "waits."},
           {"He said that", "they agree."},
           {"He told us that", "nothing moved."},
           {"He said that the", "port is closed."},
           {"He spoke of it (see", "ref A) and of the nets."},
           {"He spoke of \"the old", "port\" and its nets."}}) {
    EXPECT_TRUE(damage_of(with_break(above, below)).empty()) << above << " / " << below;
  }
}

TEST(DamageOfAText, IsALineAboveWhichTheNextWordHadRoom) {
  expect_one(without(kWhole, "harbormasters of five ports, all of whom had heard of it by then\n"),
             DamageKind::kMissingLine, "p2");
}

// Typed to 60 columns and to the last: no line of more, and all breaks full.
std::string strict_body() {
  std::string body;
  const std::string filled = "the clerk who counted all the nets again and again with a pen ";
  std::string words;
  for (int i = 0; i < 40; ++i) words += filled;
  body = "1. (C) It was dry in all of the ports of the northern coasts\n";
  std::string line;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = words.find(' ', at);
    const std::string word = words.substr(at, end - at);
    at = end + 1;
    if (line.size() + 1 + word.size() > 60) {
      body += line + "\n";
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  return body + line + ".\n";
}

TEST(DamageOfAText, IsMostlyALineThatLeavesOneColumnWhereAllOthersAreFull) {
  const std::string body = strict_body();
  const std::string text = kHead + kTags + kSubject + body;
  ASSERT_TRUE(damage_of(text).empty());
  int seen = 0;
  int noticed = 0;
  for (std::size_t at = text.find('\n', text.find("1. (C)")) + 1; at < text.size() - 200;) {
    const std::size_t end = text.find('\n', at) + 1;
    const std::size_t above = at - text.rfind('\n', at - 2) - 2;
    const std::size_t next = text.find_first_of(" \n", end) - end;
    if (above + 1 + next == 59) {
      ++seen;
      noticed += damage_of(text.substr(0, at) + text.substr(end)).empty() ? 0 : 1;
    }
    at = end;
  }
  EXPECT_GT(noticed, seen / 2) << "of " << seen;
}

TEST(DamageOfAText, IsNoneInALineThatNamesTheClassifier) {
  const std::string by =
      "1. (U) Classified by: Deputy Political Counselor Nora de la Veld\nfor reasons 1.4 (d).\n\n";
  std::string body = kBody;
  for (const char number : {'3', '2', '1'}) {
    body[body.find(std::string(1, number) + ". (C)")] = static_cast<char>(number + 1);
  }

  EXPECT_TRUE(damage_of(kHead + kTags + kSubject + by + body).empty());
}

TEST(DamageOfAText, IsAHeaderLineAboveABodyWithoutNumbersToo) {
  std::string body = kBody;
  for (const char* number : {"1. ", "2. ", "3. "}) body.erase(body.find(number), 3);
  const std::string whole = kEnvelope + kGroup + kFrom + kTo + kHead + kTags + kSubject + body;

  EXPECT_TRUE(damage_of(whole).empty());
  expect_one(without(whole, kFrom), DamageKind::kMissingHeader, "header");
  expect_one(without(whole, kGroup), DamageKind::kMissingHeader, "header");
  expect_one(without(whole, kTo), DamageKind::kMissingHeader, "header");
}

TEST(DamageOfAText, IsASentenceThatBreaksOffAtAParagraphsEnd) {
  expect_one(without(kWhole,
                     "the winter timetable was printed. It is in the hands of the same\n"
                     "printer who lost the last one.\n"),
             DamageKind::kCutSentence, "p1");
}

TEST(DamageOfAText, IsASummaryThatNeverEnds) {
  std::string text = kWhole;
  text.replace(text.find("The keeper"), 10, "Summary: A");

  expect_one(without(text,
                     "the winter timetable was printed. It is in the hands of the same\n"
                     "printer who lost the last one.\n"),
             DamageKind::kOpenSummary, "p1");
}

TEST(DamageOfAText, IsAPageBetweenTwoMarkers) {
  std::string text = kWhole;
  text.insert(text.find("2. (C)"), "OSLO 00000318  002 OF 005\n\n");
  text.insert(text.find("3. (C)"), "OSLO 00000318  004 OF 005\n\n");

  expect_one(text, DamageKind::kMissingPage, "page 3");
}

TEST(DamageOfAText, IsASectionWhoseNeighboursAreThere) {
  std::string text = kWhole;
  text.insert(text.find("3. (C)"),
              "C O N F I D E N T I A L SECTION 02 OF 02 OSLO 000318\n\nSIPDIS\n\n");
  EXPECT_EQ(damage_of(text).size(), 1U) << "no head of section 1";

  text.replace(text.find("L OSLO 000318"), 13, "L SECTION 01 OF 02 OSLO 000318");
  EXPECT_TRUE(damage_of(text).empty());
}

TEST(DamageOfAText, IsItsEndWhereItEndsInDots) {
  const std::string cut = kWhole.substr(0, kWhole.find("lit for the photographers")) + "...\n";

  expect_one(cut, DamageKind::kCutEnd, "end");
}

TEST(DamageOfAText, IsNoneInListsTablesAndLinesBrokenByHand) {
  std::string text = kWhole;
  text.insert(text.find("3. (C)"),
              "-- oil for the lamp\n-- a wick of forty threads\n\n"
              "Upper Druma         18,204    11,377\nLower Druma          2,110       904\n\n");

  EXPECT_TRUE(damage_of(text).empty());
}

TEST(DamageOfAText, IsAWarningToo) {
  const Cable cable = read_cable(without(kWhole, kFrom));

  ASSERT_EQ(cable.warnings.size(), 1U);
  EXPECT_EQ(cable.warnings[0], "header: lines are missing: FM");
}

TEST(WordOrder, KnowsWhatNoSentenceHas) {
  EXPECT_TRUE(cannot_stand_behind("the", "of"));
  EXPECT_TRUE(cannot_stand_behind("would", "was"));
  EXPECT_TRUE(cannot_stand_behind("of", "had"));
  EXPECT_FALSE(cannot_stand_behind("of", "the"));
  EXPECT_FALSE(cannot_stand_behind("to", "have"));
  EXPECT_FALSE(cannot_stand_behind("have", "been"));
  EXPECT_FALSE(cannot_stand_behind("The", "harbor"));
}

TEST(WordOrder, IsTheSameInCapitalsAndAtASentencesStart) {
  EXPECT_TRUE(cannot_stand_behind("THE", "OF"));
  EXPECT_TRUE(cannot_stand_behind("WOULD", "WAS"));
  EXPECT_TRUE(cannot_stand_behind("The", "would"));
  EXPECT_TRUE(cannot_stand_behind("our", "told"));
  EXPECT_TRUE(cannot_stand_behind("the", "became,"));
  EXPECT_FALSE(cannot_stand_behind("A", "OF")) << "annex A";
  EXPECT_FALSE(cannot_stand_behind("Will", "was")) << "a name";
  EXPECT_FALSE(cannot_stand_behind("the", "May")) << "a month";
  EXPECT_FALSE(cannot_stand_behind("will", "the")) << "\"nor will the\"";
}

}  // namespace
}  // namespace cabled::find_damage_test
