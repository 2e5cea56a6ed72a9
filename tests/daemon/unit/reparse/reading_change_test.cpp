#include "daemon/reparse/reading_change.h"

#include <gtest/gtest.h>

#include <utility>

#include "daemon/reparse/reparse_summary.h"
#include "tests/support/sample_rows.h"

namespace cabled::reading_change_test {
namespace {

const Digest kKey = Digest::of("THE TEXT");

db::StoredText stored_text(std::int64_t rendition_id, const std::string& first_url) {
  return {.rendition_id = rendition_id,
          .cable_id = "09LISBON7",
          .content_key = kKey.hex(),
          .fields = R"({"subject": "HARBOUR", "tags": []})",
          .completeness = 10,
          .first_url = first_url,
          .first_url_has_it = true};
}

db::StoredCapture stored(const std::string& url, std::vector<db::StoredText> texts) {
  const bool is_cable = !texts.empty();
  return {.id = 1,
          .url = url,
          .payload = kKey,
          .source_id = std::nullopt,
          .imported = true,
          .status = 200,
          .fetched_at = {},
          .content_type = "text/html",
          .where = {},
          .outcome = is_cable ? db::Outcome::kCable : db::Outcome::kNotACable,
          .rejection = is_cable ? "" : "no_telegram_lines",
          .row_facts = std::nullopt,
          .texts = std::move(texts)};
}

WriteJob cable_today(const std::string& id, const Digest& key, const std::string& fields) {
  WriteJob job;
  job.write = test::cable_page("http://a.example/1", id, "TEXT\n");
  job.write.rendition->content_key = key;
  job.write.rendition->fields = fields;
  return job;
}

WriteJob none_today(const std::string& reason) {
  WriteJob job;
  job.write = test::rejected_page("http://a.example/1", reason);
  return job;
}

ReadPage page(db::StoredCapture capture, Result<WriteJob> today) {
  return {std::move(capture), std::move(today)};
}

template <typename... Pages>
std::vector<ReadPage> pages(Pages... all) {
  std::vector<ReadPage> list;
  (list.push_back(std::move(all)), ...);
  return list;
}

// The renditions that keep the fields of the page, and what is corrected of them.
std::string kept_in(const ReadingDiff& diff) {
  std::string all;
  for (const db::KeptText& text : diff.kept) {
    all += (all.empty() ? "" : ", ") + std::to_string(text.rendition_id);
    if (text.is_corrected) all += " corrected";
  }
  return all;
}

std::string fields_of(const ReadingDiff& diff) {
  std::string all;
  for (const FieldDiff& field : diff.fields) {
    all += (all.empty() ? "" : "; ") + field.name + ": " + field.before + " -> " + field.today;
  }
  return all;
}

const std::string kFields = R"({"tags": [], "subject": "HARBOUR"})";
const std::string kBetterFields = R"({"tags": [], "subject": "HARBOUR TALKS"})";

TEST(ReadingChange, IsNoneWhereOnlyTheOrderOfFieldsDiffers) {
  const auto diffs = compare_readings(
      pages(page(stored("u", {stored_text(1, "u")}), cable_today("09LISBON7", kKey, kFields))));

  EXPECT_EQ(diffs[0].change, ReadingChange::kSame);
  EXPECT_EQ(kept_in(diffs[0]), "1");
}

TEST(ReadingChange, NamesTheFieldsThatDiffer) {
  const auto diffs = compare_readings(pages(
      page(stored("u", {stored_text(1, "u")}), cable_today("09LISBON7", kKey, kBetterFields))));

  EXPECT_EQ(diffs[0].change, ReadingChange::kCorrected);
  EXPECT_EQ(fields_of(diffs[0]), R"(subject: "HARBOUR" -> "HARBOUR TALKS")");
}

TEST(ReadingChange, LeavesFieldsOfAnotherPageAlone) {
  const auto diffs = compare_readings(pages(
      page(stored("copy", {stored_text(1, "u")}), cable_today("09LISBON7", kKey, kBetterFields))));

  EXPECT_EQ(diffs[0].change, ReadingChange::kSame);
  EXPECT_EQ(kept_in(diffs[0]), "");
}

TEST(ReadingChange, LetsOneCopyTakeThePlaceOfAPageThatGivesUpItsText) {
  const Digest other = Digest::of("ANOTHER TEXT");
  const auto diffs = compare_readings(pages(
      page(stored("u", {stored_text(1, "u")}), cable_today("09LISBON7", other, kFields)),
      page(stored("copy", {stored_text(1, "u")}), cable_today("09LISBON7", kKey, kBetterFields)),
      page(stored("second", {stored_text(1, "u")}),
           cable_today("09LISBON7", kKey, kBetterFields))));

  EXPECT_EQ(diffs[0].change, ReadingChange::kNewText);
  EXPECT_EQ(diffs[1].change, ReadingChange::kCorrected);
  EXPECT_EQ(kept_in(diffs[1]), "1 corrected");
  EXPECT_EQ(diffs[2].change, ReadingChange::kSame);
}

TEST(ReadingChange, TellsFoundLostOtherIdAndOtherReasonApart) {
  const auto diffs = compare_readings(
      pages(page(stored("a", {}), cable_today("09LISBON7", kKey, kFields)),
            page(stored("b", {stored_text(1, "b")}), none_today("captcha")),
            page(stored("c", {stored_text(2, "c")}), cable_today("09LISBON8", kKey, kFields)),
            page(stored("d", {}), none_today("captcha")),
            page(stored("e", {}), none_today("no_telegram_lines")),
            page(stored("f", {}), tl::unexpected(Error{ErrorKind::kInvalid, "gone"}))));

  EXPECT_EQ(diffs[0].change, ReadingChange::kFound);
  EXPECT_EQ(diffs[1].change, ReadingChange::kLost);
  EXPECT_EQ(diffs[2].change, ReadingChange::kOtherId);
  EXPECT_EQ(diffs[3].change, ReadingChange::kReason);
  EXPECT_EQ(diffs[4].change, ReadingChange::kSame);
  EXPECT_EQ(diffs[5].change, ReadingChange::kUnreadable);
}

TEST(ReparseSummary, ShowsWhatEachFieldWasAndIsAndKeepsThatOverAStop) {
  const std::string long_subject(500, 'X');
  const auto all = pages(page(
      stored("u", {stored_text(1, "u")}),
      cable_today("09LISBON7", kKey, R"({"tags": [], "subject": ")" + long_subject + R"("})")));
  ReparseSummary summary;
  summary.add(all[0], compare_readings(all)[0]);

  const ReparseSummary resumed = ReparseSummary::from_json(summary.to_json().dump());
  const auto example = resumed.to_json()["field_examples"]["subject"][0];

  EXPECT_EQ(resumed.to_json(), summary.to_json());
  EXPECT_EQ(example["id"], "09LISBON7");
  EXPECT_EQ(example["before"], R"("HARBOUR")");
  EXPECT_EQ(example["today"].get<std::string>().size(), 120 + std::string("…").size());
  EXPECT_NE(summary.text().find("subject of 09LISBON7: \"HARBOUR\" -> \"XX"), std::string::npos);
}

/// A page of two cables: that of stored_text() and another.
db::StoredCapture stored_two() {
  db::StoredText other = stored_text(2, "u");
  other.cable_id = "09QUITO41";
  return stored("u", {stored_text(1, "u"), other});
}

WriteJob two_today(const std::string& id = "09QUITO41", const Digest& key = kKey) {
  WriteJob job = cable_today("09LISBON7", kKey, kFields);
  WriteJob other = cable_today(id, key, kFields);
  job.write.further.push_back(std::move(*other.write.rendition));
  return job;
}

TEST(ReadingChange, IsNoneOfAPageThatStillHoldsTheSameCables) {
  const auto all = pages(page(stored_two(), two_today()));
  const auto diffs = compare_readings(all);

  EXPECT_EQ(diffs[0].change, ReadingChange::kSame);
  EXPECT_EQ(kept_in(diffs[0]), "1, 2");
}

TEST(ReadingChange, IsToldByTheCablesOfAPageThatHoldsSeveral) {
  const Digest other = Digest::of("ANOTHER TEXT");
  const auto all = pages(page(stored("u", {stored_text(1, "u")}), two_today()),
                         page(stored_two(), cable_today("09LISBON7", kKey, kFields)),
                         page(stored_two(), two_today("09QUITO42")),
                         page(stored_two(), two_today("09QUITO41", other)));
  const auto diffs = compare_readings(all);

  EXPECT_EQ(diffs[0].change, ReadingChange::kFound);
  EXPECT_EQ(diffs[1].change, ReadingChange::kLost);
  EXPECT_EQ(diffs[2].change, ReadingChange::kOtherId);
  EXPECT_EQ(diffs[3].change, ReadingChange::kNewText);
}

TEST(ReadingChange, CorrectsTheCableThatAPageKeepsBesideOneThatItLoses) {
  const auto all = pages(page(stored_two(), cable_today("09LISBON7", kKey, kBetterFields)));
  const auto diffs = compare_readings(all);

  EXPECT_EQ(diffs[0].change, ReadingChange::kLost);
  EXPECT_EQ(kept_in(diffs[0]), "1 corrected");
  EXPECT_EQ(fields_of(diffs[0]), R"(subject: "HARBOUR" -> "HARBOUR TALKS")");
}

}  // namespace
}  // namespace cabled::reading_change_test
