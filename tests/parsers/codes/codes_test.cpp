#include "parsers/codes/codes.h"

#include <gtest/gtest.h>

#include <set>

#include "parsers/cable/station/stations.h"

namespace cabled::codes_test {
namespace {

std::string meaning_of(std::string_view text, CodeKind kind) {
  for (const Code& code : codes_of(text)) {
    if (code.kind == kind) return code.meaning.empty() ? "unknown" : code.meaning;
  }
  return "none";
}

TEST(Codes, AreFoundInAnyCaseAndForm) {
  EXPECT_EQ(meaning_of("prel", CodeKind::kSubjectTag), "External Political Relations");
  EXPECT_EQ(meaning_of("KNNP", CodeKind::kProgramTag), "Nuclear Non-Proliferation");
  EXPECT_EQ(meaning_of("roger channel", CodeKind::kCaption).substr(0, 10), "on matters");
  EXPECT_EQ(meaning_of("rio", CodeKind::kStation), "Rio de Janeiro, Brazil");
  EXPECT_EQ(meaning_of("AmEmbassy Tokyo", CodeKind::kStation), "Tokyo, Japan");
  EXPECT_EQ(meaning_of("a/s", CodeKind::kAcronym), "Assistant Secretary");
}

TEST(Codes, OfSeveralMeaningsHaveThemAll) {
  EXPECT_EQ(meaning_of("au", CodeKind::kCountryTag), "Austria");
  EXPECT_EQ(meaning_of("au", CodeKind::kOrganizationTag), "African Union");
}

TEST(Codes, WithoutAMeaningAreSaidToBeUnknown) {
  EXPECT_EQ(meaning_of("KZFI", CodeKind::kProgramTag), "unknown");
  EXPECT_EQ(meaning_of("ZANZIBAR", CodeKind::kStation), "unknown");
  EXPECT_TRUE(codes_of("QQQQ").empty());
  EXPECT_TRUE(codes_of("").empty());
  EXPECT_TRUE(codes_of(std::string(100'000, 'A')).empty());
}

TEST(Codes, StandOnceAndStationsAreThoseOfIds) {
  std::set<std::pair<CodeKind, std::string>> seen;
  for (const Code& code : known_codes()) {
    EXPECT_TRUE(seen.emplace(code.kind, code.code).second) << code.code;
    EXPECT_FALSE(code.meaning.empty()) << code.code;
    if (code.kind == CodeKind::kStation) {
      EXPECT_EQ(known_station(code.code), code.code);
    }
  }
  EXPECT_GT(seen.size(), 500U);
}

}  // namespace
}  // namespace cabled::codes_test
