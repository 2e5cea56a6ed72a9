#include "parsers/model/cable_id.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::cable_id_test {
namespace {

TEST(CableId, GivesItsParts) {
  const CableId id = CableId::parse("09BERLIN1167").value();

  EXPECT_EQ(id.text(), "09BERLIN1167");
  EXPECT_EQ(id.year(), 2009);
  EXPECT_EQ(id.station(), "BERLIN");
  EXPECT_EQ(id.serial(), 1167);
}

TEST(CableId, FoldsCaseBlanksAndLeadingZeros) {
  const CableId id = CableId::parse("09BERLIN1167").value();

  for (const char* text :
       {"09berlin1167", "09 BERLIN 1167", "09BERLIN01167", "09 Berlin\t001167"}) {
    EXPECT_EQ(CableId::parse(text).value(), id) << text;
  }
}

TEST(CableId, TellsTheCenturyByTheCorpus) {
  EXPECT_EQ(CableId::parse("66SAIGON1").value().year(), 1966);
  EXPECT_EQ(CableId::parse("99LIMA1").value().year(), 1999);
  EXPECT_EQ(CableId::parse("00LIMA1").value().year(), 2000);
  EXPECT_EQ(CableId::parse("10LIMA1").value().year(), 2010);
}

TEST(CableId, RefusesWhatIsNotYearStationSerialAndNamesIt) {
  for (const char* text :
       {"", "BERLIN1167", "2009BERLIN1167", "9BERLIN1167", "09BERLIN", "091167", "09BERLIN1167A",
        "09BERLIN-1167", "09BERLIN1234567890", "09B\xC3\x89RLIN1"}) {
    const Result<CableId> id = CableId::parse(text);
    ASSERT_FALSE(id.has_value()) << text;
    EXPECT_EQ(id.error().kind, ErrorKind::kInvalid);
    EXPECT_NE(id.error().message.find(text), std::string::npos) << id.error().message;
  }
}

TEST(CableId, OfAnAirgramIsNoTelegrams) {
  const CableId airgram = CableId::parse("73 bangkok-a050").value();
  EXPECT_EQ(airgram.text(), "73BANGKOK-A50");
  EXPECT_EQ(airgram.series(), CableSeries::kAirgram);
  EXPECT_EQ(airgram.serial(), 50);
  EXPECT_EQ(airgram, CableId::make(1973, "BANGKOK", 50, CableSeries::kAirgram));
  EXPECT_NE(airgram, CableId::parse("73BANGKOK50").value());
  EXPECT_FALSE(CableId::parse("73BANGKOK-A").has_value());
  EXPECT_FALSE(CableId::parse("73-A50").has_value());
}

TEST(CableIdMake, TakesTheYearInTwoOrFourDigits) {
  EXPECT_EQ(CableId::make(2009, "Tel Aviv", 42).value().text(), "09TELAVIV42");
  EXPECT_EQ(CableId::make(9, "TELAVIV", 42), CableId::make(2009, "TELAVIV", 42));
}

TEST(CableIdMake, RefusesWhatParseCouldNotReadBack) {
  EXPECT_FALSE(CableId::make(2009, "", 1).has_value());
  EXPECT_FALSE(CableId::make(2009, "BERLIN1", 1).has_value());
  EXPECT_FALSE(CableId::make(2009, "BERLIN", -1).has_value());
  EXPECT_FALSE(CableId::make(-1, "BERLIN", 1).has_value());
  EXPECT_FALSE(CableId::make(1965, "BERLIN", 1).has_value());
  EXPECT_FALSE(CableId::make(2066, "BERLIN", 1).has_value());
  EXPECT_FALSE(CableId::make(2009, "BERLIN", 1'000'000'000).has_value());
}

}  // namespace
}  // namespace cabled::cable_id_test
