#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <sstream>

#include "daemon/formats/bulk_lines.h"
#include "daemon/formats/citations.h"
#include "daemon/formats/ftm_entities.h"
#include "daemon/formats/hit_lists.h"
#include "daemon/json/cable_json.h"

namespace cabled::formats_test {
namespace {

CitedCable tokyo() {
  return {.id = "10TOKYO153",
          .subject = "HARBOUR TALKS",
          .sent_at = "2010-01-25T23:38:00Z",
          .from = "AMEMBASSY TOKYO",
          .to = "SECSTATE WASHDC",
          .station = "TOKYO",
          .classification = "CONFIDENTIAL",
          .tags = {"PREL", "EFIS"},
          .url = "http://a.example/1"};
}

db::SearchHit hit() {
  return {.id = "10TOKYO153",
          .subject = "HARBOUR <TALKS> & \"MORE\"",
          .sent_at = "2010-01-25T23:38:00Z",
          .classification = "CONFIDENTIAL",
          .rank = 1,
          .snippet = "the \x02harbour\x03 talks",
          .station = "TOKYO",
          .changed_at = "2026-02-03T04:05:06Z"};
}

// As the database keeps them.
std::string stored_fields() {
  Cable cable;
  cable.id = CableId::parse("10TOKYO153").value();
  cable.subject = "HARBOUR TALKS";
  cable.sent_at = "2010-01-25T23:38:00Z";
  cable.from = "AMEMBASSY TOKYO";
  cable.classification = "CONFIDENTIAL";
  cable.to = {{.route = "RUEHC", .name = "SECSTATE WASHDC"}};
  cable.info = {{.name = "AMEMBASSY SEOUL"}, {.route = "RUEHKO"}};
  cable.tags = {"PREL"};
  cable.signers = {"EXAMPLE"};
  cable.classified_by = {"Jane Sample", "John Example"};
  cable.references = {{CableId::parse("09TOKYO7").value(), ReferenceKind::kCable, {}, ""},
                      {{}, ReferenceKind::kEmail, {}, ""}};
  cable.source.url = "http://a.example/1";
  return fields_line(cable);
}

std::vector<nlohmann::json> objects_of(const std::string& lines) {
  std::vector<nlohmann::json> objects;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    objects.push_back(nlohmann::json::parse(line));
  }
  return objects;
}

TEST(Ftm, IsAMessageItsBodiesAndWhoItMentions) {
  const auto all = objects_of(FtmLines().of_cable("10TOKYO153", stored_fields(), "1. TEXT\n"));

  std::vector<std::string> schemata;
  for (const auto& entity : all) schemata.push_back(entity.at("schema"));
  EXPECT_EQ(schemata, (std::vector<std::string>{"PublicBody", "PublicBody", "PublicBody", "Message",
                                                "Mention", "Mention", "Mention"}));
  const auto& message = all[3];
  const auto& facts = message.at("properties");
  EXPECT_EQ(message.at("id"), "cabled-cable-10TOKYO153");
  EXPECT_EQ(facts.at("bodyText"), nlohmann::json::array({"1. TEXT\n"}));
  EXPECT_EQ(facts.at("date"), nlohmann::json::array({"2010-01-25T23:38:00Z"}));
  EXPECT_EQ(facts.at("inReplyTo"), nlohmann::json::array({"09TOKYO7"}));
  EXPECT_EQ(facts.at("sender"), nlohmann::json::array({all[0].at("id")}));
  EXPECT_EQ(facts.at("recipients"), nlohmann::json::array({all[1].at("id"), all[2].at("id")}));
  EXPECT_FALSE(facts.contains("summary"));
  std::set<std::string> mentioned;
  for (const auto& mention : std::span(all).subspan(4)) {
    mentioned.insert(mention.at("properties").at("name").at(0));
    EXPECT_EQ(mention.at("properties").at("document"), nlohmann::json::array({message.at("id")}));
  }
  EXPECT_EQ(mentioned, (std::set<std::string>{"EXAMPLE", "Jane Sample", "John Example"}));
}

TEST(Ftm, GivesTheSameIdsAgainAndABodyOnce) {
  FtmLines lines;
  const std::string first = lines.of_cable("10TOKYO153", stored_fields(), "1. TEXT\n");
  const std::string second = lines.of_cable("10TOKYO154", stored_fields(), "2. TEXT\n");

  EXPECT_EQ(FtmLines().of_cable("10TOKYO153", stored_fields(), "1. TEXT\n"), first);
  EXPECT_EQ(objects_of(second).front().at("schema"), "Message");
}

TEST(Bulk, IsAnActionAndTheCableUnderTheIdOfTheDatabase) {
  const auto all = objects_of(bulk_lines("sha256:00", R"({"id": null, "tags": []})", "1. TEXT\n"));

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], nlohmann::json::parse(R"({"index": {"_id": "sha256:00"}})"));
  EXPECT_EQ(all[1].at("text"), "1. TEXT\n");
}

TEST(Bibtex, IsOneEntryThatNothingInItEnds) {
  EXPECT_EQ(
      bibtex_entry(tokyo()),
      "@misc{10TOKYO153,\n  title = {{HARBOUR TALKS}},\n  author = {{AMEMBASSY TOKYO}},\n"
      "  year = {2010},\n  month = {1},\n  date = {2010-01-25},\n  type = {Telegram},\n"
      "  number = {10TOKYO153},\n  note = {CONFIDENTIAL},\n  url = {http://a.example/1}\n}\n");

  CitedCable hostile{.id = "sha256:00", .subject = "}} 50% of $ & #_~^\\\n@misc{x,"};
  EXPECT_EQ(bibtex_entry(hostile),
            "@misc{sha256-00,\n  title = {{\\}\\} 50\\% of \\$ \\& \\#\\_\\textasciitilde{}"
            "\\textasciicircum{}\\textbackslash{} @misc\\{x,}},\n  type = {Telegram},\n"
            "  number = {sha256:00}\n}\n");
}

TEST(Ris, BeginsWithItsTypeAndEndsWithItsEnd) {
  EXPECT_EQ(ris_record(tokyo()),
            "TY  - GOVDOC\r\nTI  - HARBOUR TALKS\r\nAU  - AMEMBASSY TOKYO\r\nPY  - 2010\r\n"
            "DA  - 2010/01/25\r\nM3  - Telegram\r\nAN  - 10TOKYO153\r\nKW  - PREL\r\nKW  - EFIS\r\n"
            "N1  - CONFIDENTIAL\r\nUR  - http://a.example/1\r\nER  - \r\n");
  EXPECT_EQ(ris_record({.id = "09LISBON7", .subject = "A\r\nER  - \r\nTY  - B"}),
            "TY  - GOVDOC\r\nTI  - A ER  - TY  - B\r\nM3  - Telegram\r\nAN  - 09LISBON7\r\n"
            "ER  - \r\n");
}

TEST(Csl, HasWhatIsKnownAndNoMore) {
  EXPECT_EQ(csl_item(tokyo()).dump(),
            R"({"id":"10TOKYO153","type":"document","title":"HARBOUR TALKS",)"
            R"("author":[{"literal":"AMEMBASSY TOKYO"}],"issued":{"date-parts":[[2010,1,25]]},)"
            R"("genre":"Telegram","number":"10TOKYO153","note":"CONFIDENTIAL",)"
            R"("keyword":"PREL, EFIS","URL":"http://a.example/1"})");
  EXPECT_EQ(csl_item({.id = "09LISBON7"}).dump(),
            R"({"id":"09LISBON7","type":"document","title":"Telegram 09LISBON7",)"
            R"("genre":"Telegram","number":"09LISBON7"})");
}

TEST(Citations, NameTheSeriesOfTelegramsThatTheArchivesHoldAlone) {
  EXPECT_EQ(archives_citation(tokyo()),
            "Telegram 10TOKYO153, AMEMBASSY TOKYO to SECSTATE WASHDC, \"HARBOUR TALKS\", January "
            "25, 2010; http://a.example/1.");
  EXPECT_EQ(archives_citation({.id = "75LISBON7", .sent_at = "1975-03-01T00:00:00Z"}),
            "Telegram 75LISBON7, March 1, 1975; Electronic Telegrams; Central Foreign Policy "
            "Files, 1973-79; General Records of the Department of State, Record Group 59; National "
            "Archives at College Park, MD.");
  EXPECT_EQ(chicago_citation(tokyo()),
            "AMEMBASSY TOKYO to SECSTATE WASHDC, \u201CHARBOUR TALKS,\u201D telegram 10TOKYO153, "
            "January 25, 2010, CONFIDENTIAL, http://a.example/1.");
  EXPECT_EQ(chicago_citation({.id = "09LISBON7"}), "telegram 09LISBON7.");
}

TEST(HitsCsv, QuotesCellsAndDefusesFormulas) {
  db::SearchHit formula = hit();
  formula.subject = "=HYPERLINK(\"x\")";
  const std::vector<db::SearchHit> hits{hit(), formula};

  EXPECT_EQ(hits_csv(hits),
            "id,sent_at,station,classification,subject,snippet\r\n"
            "10TOKYO153,2010-01-25T23:38:00Z,TOKYO,CONFIDENTIAL,"
            "\"HARBOUR <TALKS> & \"\"MORE\"\"\",the harbour talks\r\n"
            "10TOKYO153,2010-01-25T23:38:00Z,TOKYO,CONFIDENTIAL,"
            "\"'=HYPERLINK(\"\"x\"\")\",the harbour talks\r\n");
}

TEST(HitsAtom, IsTheSameTwiceAndHoldsNoMarkUpOfTheCables) {
  const AtomFeed feed{.title = "harbour & more",
                      .query = "harbour station:TOKYO",
                      .self = "http://a.example/search.atom?q=harbour&x=1",
                      .page = "http://a.example/search?q=harbour",
                      .cables_base = "http://a.example/cable/"};
  db::SearchHit odd = hit();
  odd.subject = "bell \x07 and \xff";
  odd.changed_at = "2026-02-04T00:00:00Z";
  const std::vector<db::SearchHit> hits{hit(), odd};

  const std::string text = hits_atom(feed, hits);

  EXPECT_EQ(text, hits_atom(feed, hits));
  for (const char* part : {"<id>urn:x-cabled:search:harbour%20station:TOKYO</id>",
                           "<updated>2026-02-04T00:00:00Z</updated>\n<link rel=\"self\"",
                           "<id>urn:x-cabled:cable:10TOKYO153</id>",
                           "<title>HARBOUR &lt;TALKS&gt; &amp; &quot;MORE&quot;</title>",
                           "href=\"http://a.example/search.atom?q=harbour&amp;x=1\"",
                           "<name>TOKYO</name>", "bell \uFFFD and \uFFFD"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

}  // namespace
}  // namespace cabled::formats_test
