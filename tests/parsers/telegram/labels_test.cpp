#include "parsers/telegram/labels.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::labels_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

TEST(Label, OfEachSpellingIsKnownWithItsColonToBothSides) {
  for (const LabelSpelling& label : kLabelSpellings) {
    const std::string line = std::string(label.word) + ": GULLS";
    EXPECT_EQ(label_size(line, label.field, kStrict), label.word.size() + 1) << line;
    EXPECT_EQ(label_size(line, label.field, kTolerant), label.word.size() + 1) << line;
  }
}

TEST(Label, OfTheClassifierMayHaveASlipBehindAParagraphsMarks) {
  for (const std::string before : {"", "REF: OSLO 3\n", "1. (U) ", "(C) ", "1. "}) {
    for (const std::string label : {"Classfied By:", "CLASSIIED BY", "Classjfied by"}) {
      const std::string text = before + label + " DCM Nora Veld";
      EXPECT_EQ(find_classified_by(text, 0), before.size()) << text;
    }
  }
  EXPECT_EQ(find_classified_by("it was clasified by nobody", 0), std::string::npos);
}

TEST(Label, EndsWhereItsWordEnds) {
  EXPECT_EQ(label_size("SUBJECTS GULLS", Field::kSubject, kTolerant), 0U);
  EXPECT_EQ(label_size("REFUSED: A VISA", Field::kReferences, kTolerant), 0U);
  EXPECT_EQ(label_size("TAGSALE: SUNDAY", Field::kTags, kTolerant), 0U);
}

TEST(Label, MayStandApartFromItsColonWhereATelegramIsKnown) {
  EXPECT_EQ(label_size("SUBJECT : GULLS", Field::kSubject, kTolerant), 9U);
  EXPECT_EQ(label_size("Subject : gulls", Field::kSubject, kStrict), 0U);
}

TEST(Label, WithoutItsColonStandsOnALineInCapitals) {
  EXPECT_EQ(label_size("SUBJECT GULLS", Field::kSubject, kStrict), 8U);
  EXPECT_EQ(label_size("Subject to change", Field::kSubject, kStrict), 0U);
  EXPECT_EQ(label_size("TAG PTER, PGOV", Field::kTags, kStrict), 4U);
  EXPECT_EQ(label_size("TAG SALE", Field::kTags, kStrict), 0U);
}

TEST(Label, OfWhoClassifiedIsNoPartOfALongerWord) {
  EXPECT_EQ(find_classified_by("Declassified by X. Classified by Y.", 0), 19U);
  EXPECT_EQ(find_classified_by("UNCLASSIFIED BY NATURE", 0), std::string_view::npos);
}

TEST(Label, IsCountedOnceAField) {
  EXPECT_EQ(count_labels("DECL: 08/22/2017 TAGS: PGOV SUBJECT: GULLS"), 2);
  EXPECT_EQ(count_labels("Tags: gulls"), 0);
}

}  // namespace
}  // namespace cabled::labels_test
