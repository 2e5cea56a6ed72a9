#include "db/corpus/capture_store.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/corpus/raw_pages.h"
#include "db/corpus/segment_store.h"
#include "db/frontier/frontier.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::capture_store_test {
namespace {

constexpr const char* kUrl = "http://a.example/1";

class CaptureStore : public testing::Test {
 protected:
  template <typename Work>
  auto in_transaction(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  PageWrite page_in(const std::string& segment) {
    PageWrite page = test::cable_page(kUrl, "10TOKYO1", "TEXT\n");
    page.capture->where = {segment, 100, 200};
    return page;
  }

  void store(const PageWrite& page) {
    const std::vector<PageWrite> pages{page};
    in_transaction([&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
  }

  std::set<std::string> referred() {
    return in_transaction([](pqxx::work& tx) { return referred_segments(tx, {"older", "newer"}); });
  }

  void delete_segment(const std::string& segment) {
    in_transaction([&](pqxx::work& tx) { return note_deleted_segment(tx, segment); });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(CaptureStore, BytesStoredAgainInFullAreNeededWhereTheyLieNow) {
  store(page_in("older"));
  store(page_in("newer"));

  EXPECT_EQ(database_.table("SELECT segment, segment_offset, segment_length FROM capture"),
            "newer|100|200");
  EXPECT_EQ(referred(), std::set<std::string>{"newer"});
}

TEST_F(CaptureStore, BytesStoredAgainAreReadAsTheNewRecordIsToBe) {
  store(page_in("older"));
  PageWrite fetched = page_in("newer");
  fetched.capture->imported = false;
  fetched.capture->content_type = Utf8Text::sanitized("text/plain");
  fetched.capture->charset = "latin1";
  fetched.capture->flags = {"truncated"};
  store(fetched);

  EXPECT_EQ(database_.table("SELECT origin, content_type, charset, flags FROM capture"),
            "fetched|text/plain|latin1|{truncated}");
}

TEST_F(CaptureStore, PagesThatAreLostAreDueAndNotKnownUntilTheyAreStoredAgain) {
  const PageWrite page = page_in("older");
  const std::vector<PayloadKey> keys{{kUrl, page.capture->payload}};
  const auto is_known = [&] {
    return in_transaction([&](pqxx::work& tx) { return known_payloads(tx, keys); })
        .front()
        .has_value();
  };
  store(page);
  in_transaction([](pqxx::work& tx) {
    const std::vector<NewUrl> urls{test::page_url("/1")};
    return add_urls(tx, urls);
  });
  database_.run(
      "UPDATE url SET due_at = NULL, payload_digest = (SELECT payload_digest FROM capture)");
  const auto lost = in_transaction([](pqxx::work& tx) { return raw_pages_after(tx, 0, 1, 9); });
  auto elsewhere = lost;
  elsewhere.front().where.offset += 1;
  EXPECT_EQ(in_transaction([&](pqxx::work& tx) { return note_lost_pages(tx, elsewhere); }), 0);

  const auto due = in_transaction([&](pqxx::work& tx) { return note_lost_pages(tx, lost); });

  EXPECT_EQ(due, 1);
  EXPECT_EQ(database_.value("SELECT count(*) FROM url WHERE due_at <= now()"), "1");
  EXPECT_FALSE(is_known());
  EXPECT_EQ(in_transaction([](pqxx::work& tx) { return lost_pages(tx); }).captures, 1);
  EXPECT_TRUE(
      in_transaction([](pqxx::work& tx) { return raw_pages_after(tx, 0, 1, 9); }).front().is_lost);
  store(page_in("newer"));
  EXPECT_TRUE(is_known());
  EXPECT_EQ(in_transaction([](pqxx::work& tx) { return lost_pages(tx); }).captures, 0);
  EXPECT_EQ(in_transaction([](pqxx::work& tx) { return raw_pages_after(tx, 0, 1, 9); }).size(), 1U);
}

TEST_F(CaptureStore, PagesOfADeletedSegmentAreNoLongerKnownUntilTheyAreStoredAgain) {
  const PageWrite page = page_in("older");
  const std::vector<PayloadKey> keys{{kUrl, page.capture->payload}};
  const auto known = [&] {
    return in_transaction([&](pqxx::work& tx) { return known_payloads(tx, keys); }).front();
  };
  const auto lost = [&] {
    return in_transaction([](pqxx::work& tx) { return deleted_segments(tx); }).captures;
  };
  store(page);
  EXPECT_EQ(known(), Outcome::kCable);

  delete_segment("older");
  EXPECT_EQ(known(), std::nullopt);
  EXPECT_EQ(lost(), 1);

  store(page_in("newer"));
  EXPECT_EQ(known(), Outcome::kCable);
  EXPECT_EQ(lost(), 0);
}

TEST_F(CaptureStore, APageWhoseBytesWereDeletedIsAskedForWithoutConditions) {
  PageWrite page = page_in("older");
  const auto due = [&] {
    return in_transaction([](pqxx::work& tx) { return due_urls(tx, 1, Remit{}, 1, {}); }).front();
  };
  in_transaction(
      [](pqxx::work& tx) { return add_urls(tx, std::vector<NewUrl>{test::page_url("/1")}); });
  page.url.emplace();
  page.url->url_id = due().id;
  page.ruling.verdict = Verdict::kStored;
  page.url->validators = Validators{Utf8Text::sanitized("\"e\""),
                                    Utf8Text::sanitized("Sun, 28 Nov 2010 18:00:00 GMT")};
  page.url->due_in = std::chrono::milliseconds(0);
  store(page);
  EXPECT_EQ(due().etag, "\"e\"");
  EXPECT_EQ(due().payload, page.capture->payload);

  delete_segment("older");

  EXPECT_EQ(due().etag, "");
  EXPECT_EQ(due().last_modified, "");
  EXPECT_EQ(due().payload, std::nullopt) << "a revisit record would refer to nothing";
}

TEST_F(CaptureStore, AnAnswerThatWasNotReadWellIsNoPageToCompareWith) {
  in_transaction(
      [](pqxx::work& tx) { return add_urls(tx, std::vector<NewUrl>{test::page_url("/1")}); });
  const auto due = [&] {
    return in_transaction([](pqxx::work& tx) { return due_urls(tx, 1, Remit{}, 1, {}); }).front();
  };
  PageWrite page = page_in("any");
  page.url.emplace();
  page.url->url_id = due().id;
  page.url->due_in = std::chrono::milliseconds(0);
  for (const Outcome outcome : {Outcome::kNotACable, Outcome::kBlockPage, Outcome::kRedirect,
                                Outcome::kHttpError, Outcome::kError}) {
    page.capture->outcome = outcome;
    store(page);
    // As a database has it that an earlier version wrote.
    database_.run(
        "UPDATE url SET etag = '\"e\"', payload_digest = (SELECT payload_digest FROM capture)");

    EXPECT_FALSE(is_well_read(outcome));
    EXPECT_EQ(due().etag, "") << to_string(outcome);
    EXPECT_EQ(due().payload, std::nullopt) << to_string(outcome);
  }
  for (const Outcome outcome :
       {Outcome::kCable, Outcome::kIndex, Outcome::kSitemap, Outcome::kFeed, Outcome::kCdx}) {
    page.capture->outcome = outcome;
    store(page);

    EXPECT_TRUE(is_well_read(outcome));
    EXPECT_EQ(due().etag, "\"e\"") << to_string(outcome);
    EXPECT_EQ(due().payload, page.capture->payload) << to_string(outcome);
    EXPECT_EQ(due().read_by, page.capture->parser_version);
  }
}

}  // namespace
}  // namespace cabled::db::capture_store_test
