#include "parsers/cable/references/references.h"

#include <gtest/gtest.h>

#include "parsers/telegram/preamble.h"

namespace cabled::references_test {
namespace {

using Texts = std::vector<std::string>;

References read(std::string_view text, const char* self = "08HANOI900") {
  const Preamble preamble(text);
  return read_references(preamble, CableId::parse(self).value());
}

/// "A 08HANOI12" for a cable with its bullet, "email: text" for anything else.
Texts shown(const References& read) {
  Texts out;
  for (const Reference& reference : read.references) {
    const std::string bullet = reference.bullet ? *reference.bullet + " " : "";
    out.push_back(bullet + (reference.id
                                ? reference.id->text()
                                : std::string(to_string(reference.kind)) + ": " + reference.text));
  }
  return out;
}

struct ReferenceCase {
  const char* text;
  Texts expected;
};

class ReferenceForms : public testing::TestWithParam<ReferenceCase> {};

TEST_P(ReferenceForms, AreRead) {
  EXPECT_EQ(shown(read(GetParam().text)), GetParam().expected) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Bullets, ReferenceForms,
    testing::Values(
        ReferenceCase{"REF: A. HANOI 12 B. ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REFS: (A) HANOI 12, (B)ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REF: A) HANOI 12;B) ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"Ref: [A] Hanoi 12 [B] Rome 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REF: A. (A) HANOI 12\nB. (B) ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REF: A. REF A HANOI 12 B. REF B ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REF A HANOI 12 B ROME 14\n", {"A 08HANOI12", "B 08ROME14"}},
        ReferenceCase{"REF: A: Hanoi 12; B: Rome 14 C:\nOslo 3\n",
                      {"A 08HANOI12", "B 08ROME14", "C 08OSLO3"}},
        ReferenceCase{"REFTEL: HANOI 12\n", {"08HANOI12"}}));

INSTANTIATE_TEST_SUITE_P(
    OwnStation, ReferenceForms,
    testing::Values(ReferenceCase{"REF: HANOI 899\n", {"08HANOI899"}},
                    ReferenceCase{"REF: HANOI 901\n", {"07HANOI901"}},
                    ReferenceCase{"REF: A: ROME 14, B:\n\nOSLO 3\n", {"A 08ROME14", "B 08OSLO3"}},
                    ReferenceCase{"REF: (A) ROME 14 (B) OSLO\n\n0842; (C) BONN 39\n",
                                  {"A 08ROME14", "B 08OSLO842", "C 08BONN39"}},
                    ReferenceCase{"REF: A. ROME 14 B. HANOI 1206\n",
                                  {"A 08ROME14", "B 07HANOI1206"}},
                    ReferenceCase{"REF: HANOI 1206/880\n", {"07HANOI1206", "08HANOI880"}},
                    ReferenceCase{"REF: 08 HANOI 1206\n", {"08HANOI1206"}},
                    ReferenceCase{"REF: HANOI 1206 (2006)\n", {"06HANOI1206"}},
                    ReferenceCase{"REF: A) 899 B) 1206\n", {"A 08HANOI899", "B 07HANOI1206"}}));

INSTANTIATE_TEST_SUITE_P(NamesThatHoldAnotherWord, ReferenceForms,
                         testing::Values(ReferenceCase{"REF: TEL AVIV 1086\n", {"08TELAVIV1086"}},
                                         ReferenceCase{
                                             "REF: A. 07 TEL AVIV 12 B. TEL AVIV 14/15\n",
                                             {"A 07TELAVIV12", "B 08TELAVIV14", "B 08TELAVIV15"}},
                                         ReferenceCase{"REF: ROME TEL 14\n", {"08ROME14"}},
                                         ReferenceCase{"REF: ROME CABLE NO. 14\n", {"08ROME14"}},
                                         ReferenceCase{"REF: TELEGRAM ROME 14\n", {"08ROME14"}}));

TEST(References, HaveNoIdWhereNoYearIsKnown) {
  const Preamble preamble("REF: A. ROME 14 B. 07 OSLO 3 C. ROME 15 (2006) D. ROME 16\n");
  const References read = read_references(preamble, std::nullopt);

  EXPECT_EQ(shown(read),
            (Texts{"A cable: ROME 14", "B 07OSLO3", "C 06ROME15", "D cable: ROME 16"}));
}

INSTANTIATE_TEST_SUITE_P(
    LettersForDigits, ReferenceForms,
    testing::Values(ReferenceCase{"REF: O5 ROME 14\n", {"05ROME14"}},
                    ReferenceCase{"REF: O7ROME14\n", {"07ROME14"}},
                    ReferenceCase{"REF: A. ROME 3O B. O6 OSLO 1\n", {"A 08ROME30", "B 06OSLO1"}},
                    ReferenceCase{"REF: ROME 1O21, OSLO O2\n", {"08ROME1021", "08OSLO2"}}));

INSTANTIATE_TEST_SUITE_P(
    DatesBehindOtherNames, ReferenceForms,
    testing::Values(
        ReferenceCase{"REF: A. THE OSLO HERALD 11/3/2009 B. ROME 14\n",
                      {"A unknown: THE OSLO HERALD 11/3/2009", "B 08ROME14"}},
        ReferenceCase{"REF: A. HARBOR BOARD 7/13/08\n", {"A unknown: HARBOR BOARD 7/13/08"}},
        ReferenceCase{"REF: A. VELD-STRAND 07/22/08 E-MAIL\n",
                      {"A email: VELD-STRAND 07/22/08 E-MAIL"}},
        ReferenceCase{"REF: A. HARBOR BOARD 201/2006\n", {"A unknown: HARBOR BOARD 201/2006"}},
        ReferenceCase{"REF: ROME 11/12/13\n", {"08ROME11", "08ROME12", "08ROME13"}}));

INSTANTIATE_TEST_SUITE_P(
    BlankLinesAmidItems, ReferenceForms,
    testing::Values(
        ReferenceCase{"REF: A) ROME 14; B)\n\n05 OSLO 3\n", {"A 08ROME14", "B 05OSLO3"}},
        ReferenceCase{"REF: A. ROME 14 B.\n\nOSLO 3\n", {"A 08ROME14", "B 08OSLO3"}},
        ReferenceCase{"REF: (A) ROME 14, (B)\n\n2005 OSLO 3\n", {"A 08ROME14", "B 05OSLO3"}},
        ReferenceCase{"REF: A. ROME 14 B. OSLO 3\n\n05 ships left port.\n",
                      {"A 08ROME14", "B 08OSLO3"}}));

INSTANTIATE_TEST_SUITE_P(
    Years, ReferenceForms,
    testing::Values(ReferenceCase{"REF: 05 ROME 14\n", {"05ROME14"}},
                    ReferenceCase{"REF: 2005 ROME 14\n", {"05ROME14"}},
                    ReferenceCase{"REF: 005 ROME 14\n", {"05ROME14"}},
                    ReferenceCase{"REF: '05 ROME 14\n", {"05ROME14"}},
                    ReferenceCase{"REF: (99) ROME 14\n", {"99ROME14"}},
                    ReferenceCase{"REF: ROME 14 (07), OSLO 3\n", {"07ROME14", "08OSLO3"}},
                    ReferenceCase{"REF: ROME 0014 99, OSLO 3 01\n", {"99ROME14", "01OSLO3"}},
                    ReferenceCase{"REF: ROME 5049-01\n", {"01ROME5049"}},
                    ReferenceCase{"REF: 07ROME0014; 06OSLO3\n", {"07ROME14", "06OSLO3"}},
                    ReferenceCase{"REF: 07-ROME-14\n", {"07ROME14"}}));

INSTANTIATE_TEST_SUITE_P(
    Lists, ReferenceForms,
    testing::Values(ReferenceCase{"REF: ROME 14 AND 15 AND PREVIOUS\n", {"08ROME14", "08ROME15"}},
                    ReferenceCase{"REF: 06 ROME 14/15/16\n", {"06ROME14", "06ROME15", "06ROME16"}},
                    ReferenceCase{"REF: A) ROME 14, 15 B) OSLO 3\n",
                                  {"A 08ROME14", "A 08ROME15", "B 08OSLO3"}},
                    ReferenceCase{"REF: ROME 14 AND OSLO 3\n", {"08ROME14", "08OSLO3"}},
                    ReferenceCase{"REF: 870 ROME\n", {"08ROME870"}},
                    ReferenceCase{"REF: A) 6307\n", {"A 07HANOI6307"}},
                    ReferenceCase{"REF: ROME CABLES 14 AND 15\n", {"08ROME14", "08ROME15"}}));

INSTANTIATE_TEST_SUITE_P(Slips, ReferenceForms,
                         testing::Values(ReferenceCase{"REF: LAGOS O1512\n", {"08LAGOS1512"}},
                                         ReferenceCase{"REF: 05 0TTAWA 14\n", {"05OTTAWA14"}},
                                         ReferenceCase{"REF: SANTIAG0 14\n", {"08SANTIAGO14"}},
                                         ReferenceCase{"REF: STATE: 73097\n", {"08STATE73097"}},
                                         ReferenceCase{"REF: STATE #3565\n", {"08STATE3565"}},
                                         ReferenceCase{"REF: N'DJAMENA 14\n", {"08NDJAMENA14"}},
                                         ReferenceCase{"REF: PORT-OF-SPAIN 14\n",
                                                       {"08PORTOFSPAIN14"}},
                                         ReferenceCase{"REF: THE HAGUE 14\n", {"08THEHAGUE14"}}));

INSTANTIATE_TEST_SUITE_P(
    NoCables, ReferenceForms,
    testing::Values(ReferenceCase{"REF: VELD E-MAIL OF SEPTEMBER 5, 2007\n",
                                  {"email: VELD E-MAIL OF SEPTEMBER 5, 2007"}},
                    ReferenceCase{"REF: A. ROME 14 B. VELD/ROE TELCON 02/16\n",
                                  {"A 08ROME14", "B telephone: VELD/ROE TELCON 02/16"}},
                    ReferenceCase{"REF: 7 FAM Appendix B, 101 (3)\n",
                                  {"book: 7 FAM Appendix B, 101 (3)"}},
                    ReferenceCase{"REF: A. IIR 6 807 0123 05 B. ROME 14\n",
                                  {"A report: IIR 6 807 0123 05", "B 08ROME14"}},
                    ReferenceCase{"REF: SECDEF R162245Z OCT 08\n", {}},
                    ReferenceCase{"REF: ROME 14 (THE ANNUAL REPORT, 2007)\n", {"08ROME14"}}));

TEST(References, DropTheTelegramItself) {
  EXPECT_EQ(shown(read("REF: A. HANOI 900 B. ROME 14\n")), Texts{"B 08ROME14"});
}

TEST(References, GoOnOverABlankLineWhileBulletsFollow) {
  EXPECT_EQ(shown(read("REF: A. ROME 14 \n \n     B. OSLO 3 \n \nSome 12 words of text\n")),
            (Texts{"A 08ROME14", "B 08OSLO3"}));
}

TEST(References, JoinAStationThatABlankLineCut) {
  EXPECT_EQ(shown(read("REF: A) ROME 14, B) RIO \n \nDE JANEIRO 12\n")),
            (Texts{"A 08ROME14", "B 08RIODEJANEIRO12"}));
}

TEST(References, EndBeforeClassifiedBy) {
  EXPECT_EQ(shown(read("REF: ROME 14 Classified By: DCM Nora Veld for reasons 1.4 (b)\n")),
            Texts{"08ROME14"});
}

TEST(References, AreTakenFromTheLaterOfTwoFieldsWhenItIsComplete) {
  EXPECT_EQ(shown(read("REF: A. ROME 14\n\nSUBJECT: X\nREF: A. ROME 14 B. OSLO 3\n")),
            (Texts{"A 08ROME14", "B 08OSLO3"}));
}

// As telegrams of the 1970s write them.
TEST(References, OfThe1970sNameTelegramsByWhoSentThem) {
  const auto refs = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "75LISBON4500"));
  };
  EXPECT_EQ(refs("EMBTEL 3164"), Texts{"75LISBON3164"});
  EXPECT_EQ(refs("DEPTEL 120417"), Texts{"75STATE120417"});
  EXPECT_EQ(refs("MTN GENEVA 1204"), Texts{"75MTNGENEVA1204"});
  EXPECT_EQ(refs("EC BRUSSELS 4412"), Texts{"75ECBRUSSELS4412"});
  EXPECT_EQ(refs("IAEA VIENNA 7279"), Texts{"75IAEAVIENNA7279"});
  EXPECT_EQ(refs("US BERLIN 12"), Texts{"75USBERLIN12"});
  EXPECT_EQ(refs("FBIS BANGKOK 12"), Texts{"news: FBIS BANGKOK 12"});
  EXPECT_EQ(refs("SECTO 4017 AND TOSEC 110421"), (Texts{"75SECTO4017", "75TOSEC110421"}));
  EXPECT_EQ(refs("TOSEC 110421/222331"), Texts{"75STATE222331"});
  EXPECT_EQ(shown(read("REF: EMBTEL 3164\n", "75STATE4500")), Texts{})
      << "the Department is no embassy";
}

TEST(References, OfThe1970sGoOnWithoutTheNameOfTheSender) {
  const auto refs = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "75LISBON4500"));
  };
  EXPECT_EQ(refs("STATE 093410, 205386"), (Texts{"75STATE93410", "75STATE205386"}));
  EXPECT_EQ(refs("STATE 093410, B.STATE 105386"), (Texts{"75STATE93410", "75STATE105386"}));
  EXPECT_EQ(refs("DUNN/LACEY TELCON SEP 7 AND OSLO 803"),
            (Texts{"telephone: DUNN/LACEY TELCON SEP 7", "75OSLO803"}));
  EXPECT_EQ(refs("OSLO 803\n     (NOTAL)"), Texts{"75OSLO803"});
}

TEST(References, HaveNoTimeOfAMessageAndNoSerialOfSevenDigits) {
  const auto refs = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "75LISBON4500"));
  };
  EXPECT_EQ(refs("USCINCEUR 311345 Z MAY 73"), Texts{});
  EXPECT_EQ(refs("USDAO LISBON 311345Z MAY 73, OSLO 12"), Texts{"75OSLO12"});
  EXPECT_EQ(refs("73 STATE 2118984"), Texts{});
  EXPECT_EQ(refs("73 STATE 1 O1684"), Texts{"73STATE101684"});
  EXPECT_EQ(refs("PARA 2"), Texts{});
}

TEST(References, ToAirgramsAreNoTelegrams) {
  const auto refs = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "75LISBON4500"));
  };
  EXPECT_EQ(refs("OSLO A-50"), Texts{"75OSLO-A50"});
  EXPECT_EQ(refs("74 OSLO AIRGRAM A-50, OSLO 51"), (Texts{"74OSLO-A50", "75OSLO51"}));
  EXPECT_EQ(refs("A. LISBON A-9 B. OSLO 51"), (Texts{"A 75LISBON-A9", "B 75OSLO51"}));
  EXPECT_EQ(refs("CA-2045"), Texts{});
  const References airgram = read("REF: OSLO A-50\n", "75LISBON4500");
  EXPECT_EQ(airgram.references.at(0).kind, ReferenceKind::kAirgram);
}

TEST(References, HaveTheirYearBehindASlashOrAmidStationAndSerial) {
  const auto refs = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "09LISBON604"));
  };
  EXPECT_EQ(refs("OSLO 590/08"), Texts{"08OSLO590"});
  EXPECT_EQ(refs("OSLO 0590/07 AND STATE 12"), (Texts{"07OSLO590", "09STATE12"}));
  EXPECT_EQ(refs("STATE (08) 201265"), Texts{"08STATE201265"});
  EXPECT_EQ(refs("OSLO (07) 590"), Texts{"07OSLO590"});
  EXPECT_EQ(refs("KABUL 5353/5194"), (Texts{"09KABUL5353", "09KABUL5194"}));
  EXPECT_EQ(refs("KABUL 535/94"), (Texts{"09KABUL535", "09KABUL94"})) << "no year that is near";
}

TEST(References, AreToStationsThatAreKnownOrNearToOne) {
  const auto ids = [](const std::string& field) {
    return shown(read("REF: " + field + "\n", "09LISBON604"));
  };
  EXPECT_EQ(ids("PUBLIC LAW 480"), Texts{});
  EXPECT_EQ(ids("OPINION 12"), Texts{});
  EXPECT_EQ(ids("NEW YORK TIMES 11/3"), Texts{});
  EXPECT_EQ(ids("OSLLO 12"), Texts{"09OSLO12"});
  EXPECT_EQ(ids("PARTO 12"), Texts{"09PARTO12"});
  EXPECT_EQ(ids("DEPTO 12, TODEP 13"), (Texts{"09DEPTO12", "09TODEP13"}));
  EXPECT_EQ(shown(read("REF: NOWHERE 12\n", "09NOWHERE604")), Texts{"09NOWHERE12"}) << "the sender";
}

TEST(References, AreNotLookedForInTheProse) {
  EXPECT_TRUE(read("1. (C) The Minister, see\nREF: ROME 14.\n").references.empty());
}

}  // namespace
}  // namespace cabled::references_test
