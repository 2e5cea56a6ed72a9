#include "parsers/telegram/body_start.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::body_start_test {
namespace {

const std::string kHead =
    "UNCLAS OSLO 000012\n\nE.O. 12958: N/A\nTAGS: EFIS, NO\nSUBJECT: NETS AND BUOYS\n\n";
const std::string kReferences = "REF: A) OSLO 11\n\n(B) BERGEN 4\n\n(C) LIMA 900\n\n";
const std::string kClassified = "Classified By: DCM Nora Veld for reasons 1.4 (b) and\n(C).\n\n";

/// What `text` holds from its first paragraph on.
std::string body_of(const std::string& text) {
  const std::size_t at = find_body_start(text);
  return at == std::string::npos ? "none" : text.substr(at);
}

class BodyStart : public testing::TestWithParam<const char*> {};

TEST_P(BodyStart, IsBelowTheFields) {
  const std::string body = GetParam();

  EXPECT_EQ(body_of(kHead + body), body);
  EXPECT_EQ(body_of(kHead + kReferences + body), body);
  EXPECT_EQ(body_of(kHead + kReferences + kClassified + body), body);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, BodyStart,
    testing::Values(
        "1. (U) Nets were mended.\n", "l. (U) Nets were mended.\n",
        "(U) The clerk of the fish market said that Ref A\nwas wrong.\n",
        "(SBU) SUMMARY: NETS ARE MENDED.\n",
        "The clerk of the fish market said that the nets\nwere mended. REF B\nis wrong.\n",
        "THE CLERK OF THE FISH MARKET SAID THAT THE NETS\nWERE MENDED.\n",
        "Summary. The clerk of the fish market said that\nthe nets were mended.\n"));

TEST(BodyStart, IsBelowAPortionMarkOfASummaryWithoutABlankLine) {
  EXPECT_EQ(body_of("SUBJECT: NETS\n(C) Summary: Nets fail.\n"), "(C) Summary: Nets fail.\n");
}

TEST(BodyStart, IsNoNoteAboveFieldsOrANumber) {
  const std::string note = "This is a note to the reader of the market and to the fleet.\n\n";
  const std::string body = "1. Nets were mended.\n";

  EXPECT_EQ(body_of(kHead + note + body), body) << "paragraphs have numbers";
  EXPECT_EQ(body_of(kHead + note + "REF: OSLO 11\n"), "none") << "a field stands below";
  EXPECT_EQ(body_of("A line of the kind that is in the letters of any post.\n"), "none");
}

}  // namespace
}  // namespace cabled::body_start_test
