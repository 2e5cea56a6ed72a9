#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/pipeline/cable_rows.h"
#include "db/corpus/page_store.h"
#include "db/query/cable_queries.h"
#include "db/sql/connection.h"
#include "parsers/page/read_page.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::lost_text_test {
namespace {

const std::string kRecord = R"(Message Text

ERROR READING TEXT INDEX FILE


Message Attributes
Document Number: 1976TUNIS03311
Draft Date: 11 JUN 1976
From: TUNIS
To: STATE
Original Classification: CONFIDENTIAL
Subject: OLIVES AND THE PRICE OF OIL
TAGS: EAGR, TS
Locator: TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE
Type: TE
)";

const std::string kWhole = R"(PAGE 01        TUNIS  03311  111510Z

17
ACTION NEA-10

INFO  OCT-01  ISO-00  EB-07  /018 W
                      ---------------------     045512
R 111430Z JUN 76
FM AMEMBASSY TUNIS
TO SECSTATE WASHDC 6120

C O N F I D E N T I A L TUNIS 3311

E.O. 11652: GDS
TAGS: EAGR, TS
SUBJECT: OLIVES AND THE PRICE OF OIL

1. THE OLIVES ARE LATE AND THE PRESSES STAND STILL.
CORNWALLADER
)";

class LostText : public testing::Test {
 protected:
  void store(const std::string& url, const std::string& page) {
    Page bytes;
    bytes.bytes = page;
    bytes.content_type = "text/plain";
    const PageReading reading = read_page(bytes);
    ASSERT_TRUE(std::holds_alternative<Cable>(reading.outcome));
    db::PageWrite write = test::cable_page(url, "", page);
    write.rendition = rendition_row(std::get<Cable>(reading.outcome), "a.example");
    const auto stored = db::transact(connection_, [&](pqxx::work& tx) {
      return db::store_pages(tx, std::vector<db::PageWrite>{write}, {});
    });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  db::StoredCable found(const std::string& id) {
    auto cable = db::transact(connection_, [&](pqxx::work& tx) { return db::find_cable(tx, id); });
    EXPECT_TRUE(cable.has_value() && *cable);
    return cable.has_value() && *cable ? std::move(**cable) : db::StoredCable{};
  }

  nlohmann::json fields(const std::string& id) { return nlohmann::json::parse(found(id).fields); }

  test::TestDatabase database_;
  db::Connection connection_ = database_.connect();
};

TEST_F(LostText, IsStoredAndFoundByItsId) {
  store("http://a.example/lost", kRecord);

  EXPECT_EQ(found("76TUNIS3311").text, "");
  EXPECT_EQ(fields("76TUNIS3311")["text_lost"], true);
  EXPECT_EQ(fields("76TUNIS3311")["subject"], "OLIVES AND THE PRICE OF OIL");
}

TEST_F(LostText, IsReplacedByAWholeCopyAndKeepsItsRecord) {
  store("http://a.example/lost", kRecord);
  store("http://a.example/whole", kWhole);

  EXPECT_NE(found("76TUNIS3311").text.find("THE PRESSES STAND STILL"), std::string::npos);
  EXPECT_EQ(fields("76TUNIS3311")["text_lost"], false);
  EXPECT_EQ(fields("76TUNIS3311")["from"], "AMEMBASSY TUNIS");
  EXPECT_EQ(fields("76TUNIS3311")["attributes"]["Draft Date"], "1976-06-11");
}

TEST_F(LostText, IsNeverPreferredToAText) {
  store("http://a.example/whole", kWhole);
  store("http://a.example/lost", kRecord);

  EXPECT_NE(found("76TUNIS3311").text.find("THE PRESSES STAND STILL"), std::string::npos);
  EXPECT_EQ(fields("76TUNIS3311")["text_lost"], false);
  EXPECT_EQ(found("76TUNIS3311").renditions.size(), 2U);
}

TEST_F(LostText, OfTwoTelegramsWithoutAnIdIsTwoCables) {
  std::string other = kRecord;
  other.replace(other.find("1976TUNIS03311"), 14, "N/A");
  std::string another = other;
  another.replace(another.find("OLIVES"), 6, "ORANGES");
  store("http://a.example/1", other);
  store("http://a.example/2", another);
  store("http://a.example/3", another);

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "2");
  EXPECT_EQ(database_.value("SELECT count(*) FROM cable_link"), "0");
}

}  // namespace
}  // namespace cabled::lost_text_test
