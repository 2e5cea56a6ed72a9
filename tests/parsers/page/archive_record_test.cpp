#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "parsers/page/read_page.h"

namespace cabled::archive_record_test {
namespace {

using Texts = std::vector<std::string>;

Cable cable_in(const std::string& text) {
  Page page;
  page.bytes = text;
  page.content_type = "text/plain";
  const PageReading reading = read_page(page);
  EXPECT_TRUE(std::holds_alternative<Cable>(reading.outcome)) << text;
  const auto* cable = std::get_if<Cable>(&reading.outcome);
  return cable == nullptr ? Cable{} : *cable;
}

const std::string kBlock = R"(

Message Attributes
	Document Number:	1977MTNGE00731
	Sent Date:	04-Mar-1977 12:00:00 am
	Disposition Date:	01-Jan-1960 12:00:00 am
	From:	MTN GENEVA
	Office:	ACTION STR
	Original Classification:	CONFIDENTIAL
	Original Handling Restrictions:	EXDIS, ONLY
	Reference:	77 STATE 41207, 76 GENEVA A-12
	Review Date:	19 JAN 2005
	Review History:	RELEASED <13 SEP 2004 by keitamb>; APPROVED <16 SEP 2004 by diopl>
	Subject:	CORK AND TARIFFS
	TAGS:	ETRD, OVIP, (DIOP, LENA B.), UK
	To:	STATE
	Type:	TE
	Locator:	)";

const std::string kLost = kBlock + "TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE\n";
const std::string kKept = kBlock + "TEXT ON-LINE, ON MICROFILM\n";

const std::string kTelegram = R"(CONFIDENTIAL

PAGE 01        MTN GE  00731  041715Z

ACTION STR-04

INFO  OCT-01  ISO-00  /005 W
           ------------------041822Z 090412 /44
P 041703Z MAR 77
FM USDEL MTN GENEVA
TO SECSTATE WASHDC PRIORITY 2215

C O N F I D E N T I A L MTN GENEVA 731

EXDIS
ONLY

E.O. 11652: GDS
TAGS: ETRD
SUBJ: CORK, TARIFFS AND
      THE REST

REF: EMBTEL 702

1. CORK WAS TALKED OVER.
Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 22 May 2009
CONFIDENTIAL

PAGE 02        MTN GE  00731  041715Z

TARIFFS WERE NOT.
VESTERGAARD

CONFIDENTIAL



NNNNMAFVVZCZ
)";

TEST(ArchiveRecord, GivesItsTelegramAndItsAttributes) {
  const Cable cable = cable_in("Message Text\n\n\n" + kTelegram + kKept);

  EXPECT_EQ(cable.id->text(), "77MTNGENEVA731");
  EXPECT_FALSE(cable.text_lost);
  EXPECT_EQ(cable.subject, "CORK, TARIFFS AND THE REST");
  EXPECT_EQ(cable.tags, Texts{"ETRD"}) << "the text's, where it has them";
  EXPECT_EQ(cable.handling, (Texts{"EXDIS", "ONLY"}));
  EXPECT_EQ(cable.signers, Texts{"VESTERGAARD"});
  EXPECT_EQ(cable.prose, "CORK WAS TALKED OVER.\nTARIFFS WERE NOT.\n");
  EXPECT_EQ(cable.filing_time, "041822Z");
  EXPECT_EQ(cable.attributes.at("Sent Date"), "1977-03-04");
  EXPECT_FALSE(cable.attributes.contains("Disposition Date"));
  EXPECT_EQ(cable.locator.rule, "archive/record");
}

TEST(ArchiveRecord, IsNoPartOfTheText) {
  const Cable cable = cable_in(" Message Text\n" + kTelegram + kKept);

  for (const char* words : {"Message", "Attributes", "Grafeld", "RELEASED", "Locator"}) {
    EXPECT_EQ(cable.text.find(words), std::string::npos) << words;
  }
  ASSERT_EQ(cable.references.size(), 1U);
  EXPECT_EQ(cable.references[0].id->text(), "77MTNGENEVA702");
}

TEST(ArchiveRecord, WithoutATextIsACableOfItsAttributes) {
  for (const char* notice :
       {"Message Text\n\n\nERROR READING TEXT INDEX FILE; TELEGRAM TEXT IS UNAVAILABLE\n",
        "Message Text\n\nEXPAND ERROR ENCOUNTERED\n", "Message Text\n\n", ""}) {
    const Cable cable = cable_in(notice + kLost);

    EXPECT_TRUE(cable.text_lost) << notice;
    EXPECT_FALSE(cable.withdrawn);
    EXPECT_EQ(cable.text, "");
    EXPECT_EQ(cable.id->text(), "77MTNGENEVA731");
    EXPECT_FALSE(cable.sent_at) << "a day is no time";
    EXPECT_EQ(cable.from, "MTN GENEVA");
    ASSERT_EQ(cable.to.size(), 1U);
    EXPECT_EQ(cable.to[0].name, "STATE");
    EXPECT_EQ(cable.classification, "CONFIDENTIAL");
    EXPECT_EQ(cable.handling, (Texts{"EXDIS", "ONLY"}));
    EXPECT_EQ(cable.tags, (Texts{"ETRD", "OVIP", "DIOP, LENA B.", "UK"}));
    EXPECT_EQ(cable.subject, "CORK AND TARIFFS");
    ASSERT_EQ(cable.references.size(), 2U);
    EXPECT_EQ(cable.references[0].id->text(), "77STATE41207");
    EXPECT_EQ(cable.references[1].id->text(), "76GENEVA-A12");
    EXPECT_EQ(cable.references[1].kind, ReferenceKind::kAirgram);
  }
}

TEST(ArchiveRecord, WithATextThatItsLocatorDeniesHasThatText) {
  EXPECT_FALSE(cable_in("Message Text\n" + kTelegram + kLost).text_lost);
}

TEST(ArchiveRecord, NamesNoAddresseeThatStandsForSeveral) {
  for (const char* to : {"COM", "n/a", "ATHENS INFO STATE"}) {
    std::string record = kLost;
    record.replace(record.find("To:\tSTATE"), 9, std::string("To:\t") + to);
    EXPECT_TRUE(cable_in(record).to.empty()) << to;
  }
}

TEST(ArchiveRecord, OfAWithdrawnTelegramIsACard) {
  const std::string card = R"(WITHDRAWAL CARD

This telegram has been withdrawn from the file.

Message Attributes
Document Number: 1975TUNIS00881
From: TUNIS
Original Classification: SECRET
Type: TE
)";
  const Cable cable = cable_in(card);

  EXPECT_TRUE(cable.withdrawn);
  EXPECT_TRUE(cable.text_lost);
  EXPECT_EQ(cable.id->text(), "75TUNIS881");
  EXPECT_EQ(cable.classification, "SECRET");
}

TEST(ArchiveRecord, OfPaperThatIsNotThereIsACardToo) {
  std::string record = kLost;
  record.replace(record.find("Type:\tTE"), 8, "Type:\tDO");
  EXPECT_TRUE(cable_in(record).withdrawn);
}

}  // namespace
}  // namespace cabled::archive_record_test
