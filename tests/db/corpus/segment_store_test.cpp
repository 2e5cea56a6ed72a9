#include "db/corpus/segment_store.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::segment_store_test {
namespace {

class SegmentStore : public testing::Test {
 protected:
  template <typename Work>
  auto in_transaction(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  void store_page_in(const std::string& url, const std::string& segment) {
    PageWrite page = test::cable_page(url, "10TOKYO1", "text of " + url);
    page.capture->where.segment = segment;
    const std::vector<PageWrite> pages{page};
    in_transaction([&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(SegmentStore, TellsWhichSegmentsCapturesReferTo) {
  store_page_in("http://a.example/1", "one");
  store_page_in("http://a.example/2", "two");

  const auto referred = in_transaction([](pqxx::work& tx) {
    return referred_segments(tx, {"none", "one", "two", "it's"});
  });

  EXPECT_EQ(referred, (std::set<std::string>{"one", "two"}));
}

TEST_F(SegmentStore, WritesDownOnceWhatWasDeletedAndHowManyPagesWent) {
  store_page_in("http://a.example/1", "one");
  store_page_in("http://a.example/2", "one");
  const auto note = [&](const std::string& segment) {
    return in_transaction([&](pqxx::work& tx) { return note_deleted_segment(tx, segment); });
  };

  EXPECT_EQ(note("one"), 2);
  EXPECT_EQ(note("one"), 2) << "a kill before the file went";
  EXPECT_EQ(note("none"), 0);

  const auto deleted = in_transaction([](pqxx::work& tx) { return deleted_segments(tx); });
  EXPECT_EQ(deleted.segments, 2);
  EXPECT_EQ(deleted.captures, 2);
}

}  // namespace
}  // namespace cabled::db::segment_store_test
