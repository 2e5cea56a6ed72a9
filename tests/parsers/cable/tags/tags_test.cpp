#include "parsers/cable/tags/tags.h"

#include <gtest/gtest.h>

#include "parsers/cable/tags/tag_table.h"
#include "parsers/telegram/preamble.h"

namespace cabled::tags_test {
namespace {

using Words = std::vector<std::string>;

Words tags(std::string_view text) { return read_tags(Preamble(text)).tags; }

struct TagsCase {
  const char* text;
  Words expected;
};

class TagLines : public testing::TestWithParam<TagsCase> {};

TEST_P(TagLines, AreRead) { EXPECT_EQ(tags(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Separators, TagLines,
    testing::Values(TagsCase{"TAGS: PREL PGOV, ECON; JA\n", {"PREL", "PGOV", "ECON", "JA"}},
                    TagsCase{"Tags: prel, pgov,\nja\nSubject: x\n", {"PREL", "PGOV", "JA"}},
                    TagsCase{"TAGS: PREL PGOV\nECON JA\n\n", {"PREL", "PGOV", "ECON", "JA"}},
                    TagsCase{"TAGES: PREL JA\n", {"PREL", "JA"}},
                    TagsCase{"DECL: 1/2/2013 AGS: PREL JA SUBJECT: X\n", {"PREL", "JA"}},
                    TagsCase{"TAGS: PREL PREL JA SIPDIS\n", {"PREL", "JA"}}));

INSTANTIATE_TEST_SUITE_P(PersonsAmongSemicolons, TagLines,
                         testing::Values(TagsCase{"TAGS: PREL; ECON; JA; VELD, NORA\n",
                                                  {"PREL", "ECON", "JA", "VELD, NORA"}},
                                         TagsCase{"TAGS: PREL; VAN VELD, OTTILIE; JA\n",
                                                  {"PREL", "VAN VELD, OTTILIE", "JA"}},
                                         TagsCase{"TAGS: PREL; ECON; STRAND, HUGO P; JA\n",
                                                  {"PREL", "ECON", "STRAND, HUGO P", "JA"}},
                                         TagsCase{"TAGS: PREL; PGOV, ECON; JA\n",
                                                  {"PREL", "PGOV", "ECON", "JA"}}));

INSTANTIATE_TEST_SUITE_P(
    SubjectAmidTheSecondLine, TagLines,
    testing::Values(TagsCase{"TAGS: PREL PGOV\nECON, JA SUBJECT: NETS\n",
                             {"PREL", "PGOV", "ECON", "JA"}},
                    TagsCase{"TAGS: PREL, PGOV\nECON SUBJ: NETS\n", {"PREL", "PGOV", "ECON"}},
                    TagsCase{"TAGS: PREL,\nECON, JA Subject: Nets\n", {"PREL", "ECON", "JA"}},
                    TagsCase{"TAGS: PREL\nSUBJECT: NETS\n", {"PREL"}}));

INSTANTIATE_TEST_SUITE_P(
    Repairs, TagLines,
    testing::Values(TagsCase{"TAGS: PRELJA\n", {"PREL", "JA"}},
                    TagsCase{"TAGS: KCRMPHUMKWMNBA\n", {"KCRM", "PHUM", "KWMN", "BA"}},
                    TagsCase{"TAGS: VEPREL\n", {"VE", "PREL"}}, TagsCase{"TAGS: MOPPS\n", {"MOPS"}},
                    TagsCase{"TAGS: GOV\n", {"GOV"}}));

INSTANTIATE_TEST_SUITE_P(
    PersonsAndPhrases, TagLines,
    testing::Values(TagsCase{"TAGS: OVIP (VELD, NORA B.), PREL\n",
                             {"OVIP", "VELD, NORA B.", "PREL"}},
                    TagsCase{"TAGS: OVIP, QUARRY, JOHN, PREL\n", {"OVIP", "QUARRY, JOHN", "PREL"}},
                    TagsCase{"TAGS: OVIP QUARRY JOHN PREL\n", {"OVIP", "QUARRY, JOHN", "PREL"}},
                    TagsCase{"TAGS: PREL FOREIGN ASSISTANCE SOCIAL AFFAIRS JA\n",
                             {"PREL", "FOREIGN ASSISTANCE", "SOCIAL AFFAIRS", "JA"}},
                    TagsCase{"TAGS: AMGT COUNTRY CLEARANCE\n", {"AMGT", "COUNTRY CLEARANCE"}}));

INSTANTIATE_TEST_SUITE_P(
    OddLines, TagLines,
    testing::Values(TagsCase{"TAGS: PREL, PGOV\nTAGS: ECON, PO SUBJECT: X\n",
                             {"PREL", "PGOV", "ECON", "PO"}},
                    TagsCase{"TAGS: INRAINRO, PO\n", {"INRA", "INRO", "PO"}},
                    TagsCase{"TAGS: PREL; PGOV; PO.\n", {"PREL", "PGOV", "PO"}},
                    TagsCase{"TAGS: PREL/PGOV/PO\n", {"PREL", "PGOV", "PO"}},
                    TagsCase{"TAGS: PREL, VELD, PAT\n", {"PREL", "VELD, PAT"}},
                    TagsCase{"E.O. 12958: DECL: 11/18/2019TAGS: PREL, PO\n", {"PREL", "PO"}},
                    TagsCase{"TAGS: PREL,\n\nPGOV, PO\n\nSUBJECT: X\n", {"PREL", "PGOV", "PO"}}));

TEST(Tags, DoNotSwallowTheLinesOfHandlingBelow) {
  for (const char* line : {"ROGER CHANNEL", "ROGER CHANNEL - EYES ONLY", "HANDLE AS SBU",
                           "PLEASE HANDLE ACCORDINGLY", "DS CHANNEL", "DISSENT CHANNEL MESSAGE",
                           "VISAS DONKEY", "CHEROKEE", "NOT FOR INTERNET DISTRIBUTION"}) {
    EXPECT_EQ(tags("TAGS: PREL JA\n" + std::string(line) + "\nSUBJECT: X\n"), (Words{"PREL", "JA"}))
        << line;
  }
}

TEST(Tags, DoNotSwallowThePassLinesBelow) {
  EXPECT_EQ(tags("TAGS: PREL JA\nSTATE FOR EAP/J\nSUBJECT: X\n"), (Words{"PREL", "JA"}));
}

TEST(TagKind, IsReadFromTheTablesAndElseFromTheForm) {
  EXPECT_EQ(tag_kind("JA"), TagKind::kGeo);
  EXPECT_EQ(tag_kind("PREL"), TagKind::kSubject);
  EXPECT_EQ(tag_kind("KNNP"), TagKind::kProgram);
  EXPECT_EQ(tag_kind("KXYZ"), TagKind::kProgram);
  EXPECT_EQ(tag_kind("NATO"), TagKind::kOrganization);
  EXPECT_EQ(tag_kind("QUARRY, JOHN"), TagKind::kPerson);
  EXPECT_EQ(tag_kind("COUNTRY CLEARANCE"), TagKind::kUnknown);
}

}  // namespace
}  // namespace cabled::tags_test
