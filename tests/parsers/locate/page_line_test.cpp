#include "parsers/locate/page_line.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "parsers/locate/furniture.h"

namespace cabled::page_line_test {
namespace {

struct LineCase {
  const char* line;
  PageLine kind;
};

void PrintTo(const LineCase& sample, std::ostream* out) { *out << sample.line; }

class PageLineIs : public testing::TestWithParam<LineCase> {};

TEST_P(PageLineIs, KnownByItsWords) {
  EXPECT_EQ(classify_page_line(GetParam().line), GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Boilerplate, PageLineIs,
    testing::Values(
        LineCase{"Advertisement - scroll to continue reading", PageLine::kAdvertisement},
        LineCase{"Are you getting our free newsletter?", PageLine::kNewsletter},
        LineCase{"Subscribe to The Packet, our free weekly newsletter.", PageLine::kNewsletter},
        LineCase{"Hide header", PageLine::kNotice},
        LineCase{"[[the date of this cable is a guess]]", PageLine::kNotice},
        LineCase{"Gulls have left the harbor, said the... More>>", PageLine::kTeaser},
        LineCase{"\u00a9 Scoop Media", PageLine::kCopyright},
        LineCase{"Share on Facebook", PageLine::kShare},
        LineCase{"World Headlines", PageLine::kRelated},
        LineCase{"18 Comments", PageLine::kComments},
        LineCase{"View as: DESKTOP | MOBILE", PageLine::kPageEnd},
        LineCase{"Full cable:", PageLine::kIntroduction},
        LineCase{"-----BEGIN PGP PUBLIC KEY BLOCK-----", PageLine::kKeyBlock}));

INSTANTIATE_TEST_SUITE_P(
    TelegramText, PageLineIs,
    testing::Values(
        LineCase{"posted information and commentary on gulls on his own website.", PageLine::kNone},
        LineCase{"share this view of the harbor with us and with the fleet, he", PageLine::kNone},
        LineCase{"Advertisements for gulls fell by half, the paper reported.", PageLine::kNone},
        LineCase{"COMMENT", PageLine::kNone}, LineCase{"", PageLine::kNone}));

LayoutElement element(const char* tag, const char* hints) { return {0, tag, hints, true}; }

TEST(Furniture, IsKnownByWholeWordsOfItsClassAndId) {
  EXPECT_EQ(furniture_rule(element("div", "main-ad-2")), "ad_class");
  EXPECT_EQ(furniture_rule(element("div", "story_related")), "related_class");
  EXPECT_EQ(furniture_rule(element("aside", "")), "aside_tag");
}

TEST(Furniture, IsNotSeenInPartsOfWords) {
  for (const char* hints :
       {"header", "cable-header", "reading", "headline", "cable-tags", "shared"}) {
    EXPECT_EQ(furniture_rule(element("div", hints)), "") << hints;
  }
}

}  // namespace
}  // namespace cabled::page_line_test
