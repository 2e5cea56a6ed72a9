#include "db/feed/feed_history.h"

#include <gtest/gtest.h>

#include "db/feed/change_reader.h"
#include "db/feed/feed_consumers.h"
#include "tests/support/test_database.h"

namespace cabled::db::feed_history_test {
namespace {

/// A database with three changes, whose transactions have numbers that this server comes to only in
/// years: it was restored from a dump.
class FeedHistory : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* id : {"FIRST", "SECOND", "THIRD"}) add(id);
    database_.run(
        "UPDATE change SET xid = (xid::text::bigint + 1000000)::text::xid8;"
        "UPDATE feed_origin SET server = server + 1");
  }

  void add(const std::string& id) const {
    database_.run("INSERT INTO change (kind, cable_id) VALUES ('cable', '" + id + "')");
  }

  std::optional<std::string> begin() { return begin_new_history(connection_).value(); }

  /// The cursor of a change.
  ChangeCursor at(const std::string& id) const {
    const std::string text = database_.value(
        "SELECT concat_ws('-', split_part(o.id::text, '-', 1), c.xid, c.seq,"
        " (extract(epoch FROM c.at) * 1000000)::bigint)"
        " FROM change c, feed_origin o WHERE cable_id = '" +
        id + "'");
    return ChangeCursor::parse(text).value();
  }

  Result<void> check(const ChangeCursor& cursor) {
    const auto checked =
        transact(connection_, [&](pqxx::work& tx) { return check_cursor(tx, cursor); }).value();
    if (!checked) return tl::unexpected(checked.error());
    return {};
  }

  std::string read_after(const ChangeCursor& cursor) {
    std::string told;
    const auto read = transact(connection_, [&](pqxx::work& tx) {
      for (const Change& change : changes_after(tx, cursor, 100)) told += change.cable_id + ' ';
    });
    EXPECT_TRUE(read.has_value()) << read.error().message;
    return told;
  }

  void place(const std::string& consumer, const ChangeCursor& cursor) {
    const auto placed =
        transact(connection_, [&](pqxx::work& tx) { set_consumer(tx, consumer, cursor); });
    ASSERT_TRUE(placed.has_value()) << placed.error().message;
  }

  std::string read_after_place_of(const std::string& consumer) {
    const ChangeCursor cursor =
        transact(connection_, [&](pqxx::work& tx) { return consumer_cursor(tx, consumer); })
            .value()
            .value();
    const auto checked = check(cursor);
    EXPECT_TRUE(checked.has_value()) << checked.error().message;
    return read_after(cursor);
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(FeedHistory, IsRefusedByNameUntilItIsBegunAnew) {
  const auto before = check({});

  ASSERT_FALSE(before.has_value());
  EXPECT_NE(before.error().message.find("cabled migrate"), std::string::npos);
  EXPECT_TRUE(begin().has_value());
  EXPECT_TRUE(check({}).has_value());
}

TEST_F(FeedHistory, HasAllChangesInTheirOrderWithWhatIsWrittenNowBehindThem) {
  add("DURING");
  begin();
  add("AFTER");

  EXPECT_EQ(read_after({}), "FIRST SECOND THIRD DURING AFTER ");
}

TEST_F(FeedHistory, RefusesCursorsOfBefore) {
  const ChangeCursor old = at("SECOND");
  begin();

  const auto checked = check(old);
  ASSERT_FALSE(checked.has_value());
  EXPECT_NE(checked.error().message.find("before it was restored"), std::string::npos);
}

TEST_F(FeedHistory, LeavesConsumersWhereTheyWere) {
  place("new", {});
  place("second", at("SECOND"));
  place("whole", at("THIRD"));
  begin();

  EXPECT_EQ(read_after_place_of("new"), "FIRST SECOND THIRD ");
  EXPECT_EQ(read_after_place_of("second"), "THIRD ");
  EXPECT_EQ(read_after_place_of("whole"), "");
}

TEST_F(FeedHistory, KeepsWhatWasPrunedPruned) {
  place("there", at("SECOND"));
  place("behind", {});
  database_.run(
      "UPDATE feed_origin SET (pruned_xid, pruned_seq, pruned_us) = (SELECT xid, seq,"
      " (extract(epoch FROM at) * 1000000)::bigint FROM change WHERE cable_id = 'SECOND');"
      "DELETE FROM change WHERE cable_id <> 'THIRD'");
  begin();

  EXPECT_EQ(read_after_place_of("there"), "THIRD ");
  EXPECT_EQ(check({}).error().kind, ErrorKind::kRefused);
}

TEST_F(FeedHistory, SkipsNoChangeOfATransactionThatIsUnderWay) {
  pqxx::connection late_connection(database_.target());
  pqxx::work late(late_connection);
  late.exec("SELECT pg_current_xact_id()");
  place("whole", at("THIRD"));
  begin();
  late.exec("INSERT INTO change (kind, cable_id) VALUES ('cable', 'LATE')");
  late.commit();

  EXPECT_EQ(read_after_place_of("whole"), "LATE ");
}

TEST_F(FeedHistory, GoesOnWhereTheServerIsTheSame) {
  begin();
  const ChangeCursor cursor = at("SECOND");

  EXPECT_FALSE(begin().has_value());
  EXPECT_TRUE(check(cursor).has_value());
}

}  // namespace
}  // namespace cabled::db::feed_history_test
