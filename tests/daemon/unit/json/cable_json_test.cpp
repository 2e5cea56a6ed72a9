#include "daemon/json/cable_json.h"

#include <gtest/gtest.h>

#include "parsers/model/cable_fields.h"

namespace cabled::cable_json_test {
namespace {

using Json = nlohmann::ordered_json;

Json tree(const Cable& cable) { return Json::parse(cable_line(cable)); }

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

Cable sample() {
  Cable cable;
  cable.id = CableId::parse("09LISBON7").value();
  cable.station = "LISBON";
  cable.serial = 7;
  cable.year = 2009;
  cable.subject = "HARBOUR TALKS";
  cable.tags = {"PREL", "PO"};
  cable.tag_kinds = {{"PO", TagKind::kGeo}};
  cable.to = {{"RUEHC", "SECSTATE WASHDC", std::nullopt, "8929", {}}};
  Reference reference;
  reference.id = CableId::parse("08OSLO1").value();
  reference.kind = ReferenceKind::kCable;
  reference.text = "08 OSLO 1";
  cable.references = {reference};
  cable.text = "UNCLAS LISBON 000007\n\n1. (U) Talks.\n";
  return cable;
}

TEST(CableJson, WritesNullForAbsentScalarsAndEmptyLists) {
  const Json json = tree(Cable{});

  for (const char* key : {"id", "serial", "dtg", "sent_at", "subject", "section", "summary"}) {
    EXPECT_TRUE(json.at(key).is_null()) << key;
  }
  for (const char* key : {"to", "tags", "references", "paragraphs", "signers", "warnings"}) {
    EXPECT_EQ(json.at(key), Json::array()) << key;
  }
  EXPECT_EQ(json.at("cancelled"), false);
  EXPECT_EQ(json.at("text"), "");
}

TEST(CableJson, HasEveryFieldOfTheListInItsOrder) {
  const std::vector<std::string> listed(kCableFieldKeys.begin(), kCableFieldKeys.end());

  EXPECT_EQ(keys(tree(sample())), listed);
}

TEST(CableJson, SaysUnderWhichNumberACableIsSentAgain) {
  Cable cable = sample();
  EXPECT_EQ(tree(cable).at("replaced_by"), Json::array());

  cable.replaced_by = CableId::parse("09LISBON9").value();

  EXPECT_EQ(tree(cable).at("replaced_by"), Json({"09LISBON9"}));
  EXPECT_EQ(stored_to_json(fields_line(cable), cable.text).at("replaced_by"), Json({"09LISBON9"}));
}

TEST(CableJson, HasTheSameKeysInTheSameOrderWhateverTheCable) {
  EXPECT_EQ(keys(tree(sample())), keys(tree(Cable{})));
}

TEST(CableJson, WritesValuesAsScriptsReadThem) {
  const Json json = tree(sample());

  EXPECT_EQ(json.at("id"), "09LISBON7");
  EXPECT_EQ(json.at("serial"), 7);
  EXPECT_EQ(json.at("tag_kinds"), Json({{"PO", "geo"}}));
  EXPECT_EQ(json.at("to")[0].at("mcn"), "8929");
  EXPECT_TRUE(json.at("to")[0].at("precedence").is_null());
  EXPECT_EQ(json.at("references")[0].at("id"), "08OSLO1");
  EXPECT_EQ(json.at("references")[0].at("kind"), "cable");
}

TEST(CableJson, KeepsTheTextOutOfTheFields) {
  const Json fields = Json::parse(fields_line(sample()));

  for (const char* key : {"text", "prose", "paragraphs"}) EXPECT_FALSE(fields.contains(key)) << key;
  EXPECT_EQ(fields.at("subject"), "HARBOUR TALKS");
}

TEST(CableJson, GivesAStoredCableItsKeysBackInOrder) {
  const Cable cable = sample();
  // A database that forgets the order of keys, as jsonb does.
  const nlohmann::json shuffled = nlohmann::json::parse(fields_line(cable));

  const Json stored = stored_to_json(shuffled.dump(), cable.text);

  EXPECT_EQ(keys(stored), keys(tree(cable)));
  EXPECT_EQ(stored.at("text"), cable.text);
  EXPECT_EQ(stored.at("id"), "09LISBON7");
  ASSERT_EQ(stored.at("paragraphs").size(), 1U);
  EXPECT_EQ(stored.at("paragraphs")[0].at("number"), 1);
}

TEST(CableJson, ReadsFieldsOfAnOlderVersionThatLackSome) {
  const Json stored = stored_to_json(R"({"id": null, "subject": "X"})", "text\n");

  EXPECT_EQ(keys(stored), keys(tree(Cable{})));
  EXPECT_TRUE(stored.at("id").is_null());
  EXPECT_EQ(stored.at("tags"), Json::array());
}

TEST(CableJson, CallsADistributionByWhoSentTheTelegram) {
  Cable cable;
  cable.distribution =
      Distribution{.action = {{"EUR", 12}}, .origin = {}, .info = {{"OCT", 1}}, .sum = 13};
  EXPECT_EQ(to_line(tree(cable).at("distribution")),
            R"({"action":{"EUR":12},"info":{"OCT":1},"sum":13})");

  cable.distribution =
      Distribution{.action = {}, .origin = {{"EB", 7}}, .info = {}, .sum = std::nullopt};
  EXPECT_EQ(to_line(tree(cable).at("distribution")), R"({"origin":{"EB":7},"info":{},"sum":null})");
}

TEST(CableJson, KeepsARecordWithoutATextAsItWas) {
  Cable cable;
  cable.text_lost = true;
  cable.attributes = {{"Draft Date", "1976-06-11"}};

  const Json stored = stored_to_json(fields_line(cable), "");

  EXPECT_EQ(stored.at("text_lost"), true);
  EXPECT_EQ(stored.at("attributes").at("Draft Date"), "1976-06-11");
  EXPECT_EQ(stored.at("text"), "");
}

TEST(ToLine, IsOneLineOfValidUtf8WhateverIsInIt) {
  const std::string line = to_line({{"a", "x\ny\xff"}});

  EXPECT_EQ(line, "{\"a\":\"x\\ny\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace cabled::cable_json_test
