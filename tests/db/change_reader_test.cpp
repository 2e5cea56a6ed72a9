#include "db/change_reader.h"

#include <gtest/gtest.h>

#include <chrono>

#include "db/change_listener.h"
#include "db/feed_consumers.h"
#include "db/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::change_reader_test {
namespace {

using test::cable_page;

class ChangeReader : public testing::Test {
 protected:
  void store(const std::string& id) {
    const std::vector<PageWrite> pages{cable_page("http://a.example/" + id, id, "TEXT " + id)};
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  std::string read(const ChangeCursor& after, int limit = 100) {
    std::string told;
    const auto done = transact(connection_, [&](pqxx::work& tx) {
      for (const Change& change : changes_after(tx, after, limit)) {
        told += change.kind + ' ' + change.cable_id + '\n';
        last_ = change.cursor;
      }
    });
    EXPECT_TRUE(done.has_value()) << done.error().message;
    return told;
  }

  Result<ChangeCursor> check(const ChangeCursor& cursor) {
    return transact(connection_, [&](pqxx::work& tx) { return check_cursor(tx, cursor); }).value();
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  ChangeCursor last_;
};

TEST_F(ChangeReader, TellsOfACableItsTextAndItsSightingInOrder) {
  store("09LISBON7");

  EXPECT_EQ(read({}), "cable 09LISBON7\nrendition 09LISBON7\nsighting 09LISBON7\n");
}

TEST_F(ChangeReader, GoesOnAfterTheLastRowTaken) {
  store("09LISBON7");
  store("09LISBON8");

  EXPECT_EQ(read({}, 4),
            "cable 09LISBON7\nrendition 09LISBON7\nsighting 09LISBON7\n"
            "cable 09LISBON8\n");
  EXPECT_EQ(read(last_), "rendition 09LISBON8\nsighting 09LISBON8\n");
  EXPECT_EQ(read(last_), "");
}

TEST_F(ChangeReader, NeverSkipsATransactionThatCommitsLate) {
  pqxx::connection late_connection(database_.target());
  pqxx::work late(late_connection);
  late.exec("INSERT INTO change (kind, cable_id) VALUES ('cable', 'LATE')");
  store("09LISBON7");

  // What came after the late one is held back until it is known what became of it.
  EXPECT_EQ(read({}), "");
  late.commit();

  EXPECT_EQ(read({}), "cable LATE\ncable 09LISBON7\nrendition 09LISBON7\nsighting 09LISBON7\n");
}

TEST_F(ChangeReader, FollowsFromASettledCursorWithoutAGap) {
  pqxx::connection late_connection(database_.target());
  pqxx::work late(late_connection);
  late.exec("INSERT INTO change (kind, cable_id) VALUES ('cable', 'LATE')");
  const ChangeCursor start =
      transact(connection_, [](pqxx::work& tx) { return settled_cursor(tx); }).value();
  late.commit();

  EXPECT_EQ(read(start), "cable LATE\n");
}

TEST_F(ChangeReader, ReadsACursorBackFromItsText) {
  store("09LISBON7");
  read({});
  const ChangeCursor cursor{"0123abcd", last_.xid, last_.seq};

  EXPECT_EQ(ChangeCursor::parse(cursor.text()).value(), cursor);
  for (const char* wrong :
       {"", "1-2", "a-b-c", "0123abcd-5-", "x-1--1", "x-99999999999999999999-1"}) {
    EXPECT_FALSE(ChangeCursor::parse(wrong).has_value()) << wrong;
  }
}

TEST_F(ChangeReader, RefusesACursorOfAnotherDatabase) {
  const auto checked = check({"ffffffff", 1, 1});

  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().kind, ErrorKind::kInvalid);
}

TEST_F(ChangeReader, PrunesWhatEveryConsumerHasRead) {
  store("09LISBON7");
  read({});
  const ChangeCursor first = last_;
  store("09LISBON8");
  read({});
  const auto pruned = transact(connection_, [&](pqxx::work& tx) {
    set_consumer(tx, "quick", last_);
    set_consumer(tx, "slow", first);
    EXPECT_EQ(prune_changes(tx, {1000, 0}, 100), 3);
  });
  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;

  EXPECT_EQ(read(first), "cable 09LISBON8\nrendition 09LISBON8\nsighting 09LISBON8\n");
  EXPECT_TRUE(check(first).has_value());
  const auto gone = check(ChangeCursor{});
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().kind, ErrorKind::kRefused);
}

TEST_F(ChangeReader, LeavesTheNewestThatWereReadToOtherCursors) {
  store("09LISBON7");
  read({});
  const ChangeCursor first = last_;
  store("09LISBON8");
  read({});
  const auto pruned = transact(connection_, [&](pqxx::work& tx) {
    set_consumer(tx, "quick", last_);
    EXPECT_EQ(prune_changes(tx, {1000, 6}, 100), 0);
    EXPECT_EQ(prune_changes(tx, {1000, 3}, 100), 3);
  });
  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;

  EXPECT_TRUE(check(first).has_value());
  EXPECT_FALSE(check(ChangeCursor{}).has_value());
}

TEST_F(ChangeReader, PrunesBeyondTheLimitWhoeverHasNotRead) {
  store("09LISBON7");
  store("09LISBON8");
  const auto pruned = transact(connection_, [&](pqxx::work& tx) {
    set_consumer(tx, "absent", {});
    EXPECT_EQ(prune_changes(tx, {2, 2}, 100), 4);
  });
  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;

  EXPECT_EQ(database_.value("SELECT count(*) FROM change"), "2");
}

TEST_F(ChangeReader, AConsumersPlaceNeverMovesBack) {
  store("09LISBON7");
  read({});
  const auto place = transact(connection_, [&](pqxx::work& tx) {
    set_consumer(tx, "one", last_);
    set_consumer(tx, "one", {});
    return consumer_cursor(tx, "one");
  });

  EXPECT_EQ((*place)->seq, last_.seq);
}

TEST_F(ChangeReader, ACommitWakesWhoListens) {
  ChangeListener listener(database_.connect());
  ASSERT_TRUE(listener.wait(std::chrono::milliseconds(0)).has_value());
  store("09LISBON7");
  const auto begin = std::chrono::steady_clock::now();

  ASSERT_TRUE(listener.wait(std::chrono::minutes(1)).has_value());

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

}  // namespace
}  // namespace cabled::db::change_reader_test
