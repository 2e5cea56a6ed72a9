#include "db/query/copy_captures.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "db/corpus/page_store.h"
#include "db/corpus/segment_store.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::copy_captures_test {
namespace {

using test::cable_page;

class CopyCaptures : public testing::Test {
 protected:
  template <typename Work>
  auto ask(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  void store(std::vector<PageWrite> pages) {
    ask([&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
  }

  std::vector<CopyCapture> captures(const std::string& id, int limit = 10) {
    return ask([&](pqxx::work& tx) { return captures_of_copies(tx, id, limit); });
  }

  std::optional<RawCapture> raw(const std::string& id, std::int64_t capture_id) {
    return ask([&](pqxx::work& tx) { return raw_capture_of(tx, id, capture_id); });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(CopyCaptures, NameEveryPageThatGaveATextOfTheCable) {
  store({cable_page("http://b.example/1", "09LISBON7", "TEXT\n"),
         cable_page("http://a.example/1", "09LISBON7", "TEXT\n"),
         cable_page("http://a.example/2", "09LISBON7", "OTHER TEXT\n"),
         cable_page("http://a.example/3", "09LISBON8", "ANOTHER CABLE\n")});

  const auto found = captures("09LISBON7");

  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].url, "http://a.example/1");
  EXPECT_EQ(found[1].url, "http://a.example/2");
  EXPECT_EQ(found[2].url, "http://b.example/1");
  EXPECT_EQ(found[0].content_key, Digest::of("TEXT\n").hex());
  EXPECT_EQ(found[0].received_at, "2010-11-28T18:00:00Z");
  EXPECT_TRUE(found[0].imported);
  EXPECT_EQ(captures("09LISBON7", 1).size(), 1U);
}

TEST_F(CopyCaptures, AnotherCaptureOfTheSameTextIsOneMore) {
  PageWrite again = cable_page("http://a.example/1", "09LISBON7", "TEXT\n");
  again.capture->payload = Digest::of("the same within another frame");
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")});
  store({again});

  EXPECT_EQ(captures("09LISBON7").size(), 2U);
}

TEST_F(CopyCaptures, OfATwinAreThoseOfTheCableItIsPublishedUnder) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n"),
         cable_page("http://a.example/2", "09LISBN7", "TEXT TOO\n")});
  database_.run("UPDATE cable SET twin_of = '09LISBON7' WHERE id = '09LISBN7'");

  EXPECT_EQ(captures("09LISBON7").size(), 2U);
  EXPECT_EQ(ask([](pqxx::work& tx) { return fields_of_copies(tx, "09LISBON7"); }).size(), 2U);
}

TEST_F(CopyCaptures, SayWhetherTheBytesAreThere) {
  PageWrite lost = cable_page("http://a.example/1", "09LISBON7", "TEXT\n");
  lost.capture->flags = {"raw_lost"};
  PageWrite deleted = cable_page("http://a.example/2", "09LISBON7", "TEXT\n");
  deleted.capture->where.segment = "old.warc.gz";
  store({lost, deleted, cable_page("http://a.example/3", "09LISBON7", "TEXT\n")});
  ask([](pqxx::work& tx) { return note_deleted_segment(tx, "old.warc.gz"); });

  const auto found = captures("09LISBON7");

  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].raw, RawState::kLost);
  EXPECT_EQ(found[1].raw, RawState::kDeleted);
  EXPECT_EQ(found[2].raw, RawState::kKept);
  EXPECT_TRUE(raw("09LISBON7", found[1].id)->deleted_at.has_value());
}

TEST_F(CopyCaptures, ARawPageIsGivenForItsOwnCableAlone) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n"),
         cable_page("http://a.example/2", "09LISBON8", "ANOTHER\n")});
  const std::int64_t id = captures("09LISBON7").at(0).id;

  ASSERT_TRUE(raw("09LISBON7", id).has_value());
  EXPECT_EQ(raw("09LISBON7", id)->where, (ArchiveRef{"segment.warc.gz", 0, 1}));
  EXPECT_FALSE(raw("09LISBON8", id).has_value());
  EXPECT_FALSE(raw("09LISBON7", 4711).has_value());
  EXPECT_FALSE(raw("' OR true --", id).has_value());
}

}  // namespace
}  // namespace cabled::db::copy_captures_test
