#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <stdexcept>

#include "db/feed/change_listener.h"
#include "db/feed/feed_consumers.h"
#include "db/sql/execute.h"
#include "tests/db/feed/change_reading.h"

namespace cabled::db::change_reader_test {
namespace {

class ChangeReader : public ChangeReading {
 protected:
  /// Begins transactions until the server's next number is `before` a power of ten.
  void burn_numbers(int before) {
    const std::int64_t now = std::stoll(database_.value("SELECT pg_current_xact_id()"));
    std::int64_t power = 1000;
    while (power - before <= now + 2) power *= 10;
    database_.run("DO $$ BEGIN FOR n IN 1 .. " + std::to_string(power - before - now - 2) +
                  " LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$");
  }

  /// `transactions` of so many changes each.
  void write_changes(int transactions, int changes) {
    for (int n = 0; n < transactions; ++n) {
      database_.run(
          "INSERT INTO change (kind, cable_id) SELECT 'cable', n FROM generate_series(1, " +
          std::to_string(changes) + ") n");
    }
  }

  std::int64_t count_changes() {
    return std::stoll(database_.value("SELECT count(*) FROM change"));
  }

  /// What `work` makes the server read of the table of changes, rows of the index too.
  template <typename Work>
  std::int64_t rows_looked_at(Work&& work) {
    return transact(connection_,
                    [&](pqxx::work& tx) {
                      work(tx);
                      return execute_one(
                                 tx,
                                 "SELECT t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0)::bigint"
                                 " FROM pg_stat_xact_user_tables t, LATERAL (SELECT"
                                 "  pg_stat_get_xact_tuples_returned(x.indexrelid) AS idx_tup_read"
                                 "  FROM pg_index x WHERE x.indrelid = t.relid) i"
                                 " WHERE t.relname = 'change' GROUP BY t.seq_tup_read")[0]
                          .as<std::int64_t>();
                    })
        .value();
  }
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

TEST_F(ChangeReader, ReadsOnWhereNumbersOfTransactionsGainADigit) {
  burn_numbers(12);
  write_changes(30, 10);

  std::set<std::int64_t> read;
  const auto done = transact(connection_, [&](pqxx::work& tx) {
    ChangeCursor place;
    for (auto batch = changes_after(tx, place, 7); !batch.empty();
         batch = changes_after(tx, place, 7)) {
      for (const Change& change : batch) EXPECT_TRUE(read.insert(change.cursor.seq).second);
      place = batch.back().cursor;
    }
  });

  ASSERT_TRUE(done.has_value()) << done.error().message;
  EXPECT_EQ(std::ssize(read), 300);
}

TEST_F(ChangeReader, LooksAtNoMoreRowsThanItGives) {
  write_changes(20, 1000);
  database_.run("ANALYZE change");

  EXPECT_LE(rows_looked_at([](pqxx::work& tx) { changes_after(tx, {}, 500); }), 600);
}

TEST_F(ChangeReader, StopsAtAPlaceThatDoesNotRise) {
  const auto change = [](std::uint64_t xid, std::int64_t seq) {
    Change out;
    out.cursor = {"0123abcd", xid, seq};
    return out;
  };

  EXPECT_NO_THROW(require_rising({"0123abcd", 999, 5}, {change(999, 6), change(1000, 1)}));
  EXPECT_THROW(require_rising({}, {change(1000, 1), change(999, 2)}), std::logic_error);
  EXPECT_THROW(require_rising({}, {change(999, 2), change(999, 2)}), std::logic_error);
  EXPECT_THROW(require_rising({"0123abcd", 1000, 0}, {change(999, 2)}), std::logic_error);
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
  const ChangeCursor cursor{"0123abcd", last_.xid, last_.seq, last_.us};

  EXPECT_EQ(ChangeCursor::parse(cursor.text()).value(), cursor);
  for (const char* wrong : {"", "1-2", "0123abcd-5-6", "a-b-c-d", "0123abcd-5-6-", "x-1--1-1",
                            "x-1-1-1-1", "x-99999999999999999999-1-1"}) {
    EXPECT_FALSE(ChangeCursor::parse(wrong).has_value()) << wrong;
  }
}

TEST_F(ChangeReader, RefusesACursorOfAnotherDatabase) {
  const auto checked = check({"ffffffff", 1, 1});

  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().kind, ErrorKind::kInvalid);
}

TEST_F(ChangeReader, RefusesACursorOfWhatAnOlderCopyOfThisDatabaseNeverHad) {
  store("09LISBON7");
  read({});
  const ChangeCursor last =
      transact(connection_, [](pqxx::work& tx) { return settled_cursor(tx); }).value();
  ChangeCursor ahead = last;
  ahead.xid += 1000;
  ahead.seq += 1000;
  ChangeCursor same_numbers = last;
  same_numbers.us += 1;

  EXPECT_TRUE(check(last).has_value());
  for (const ChangeCursor& cursor : {ahead, same_numbers}) {
    const auto checked = check(cursor);
    ASSERT_FALSE(checked.has_value()) << cursor.text();
    EXPECT_EQ(checked.error().kind, ErrorKind::kInvalid);
    EXPECT_NE(checked.error().message.find("older copy"), std::string::npos);
  }
}

TEST_F(ChangeReader, KnowsTheLastChangeThatWentWithAllBeforeIt) {
  store("09LISBON7");
  read({});
  const auto pruned = transact(connection_, [&](pqxx::work& tx) {
    set_consumer(tx, "quick", last_);
    EXPECT_EQ(prune_changes(tx, {1000, 0}, 100), 1);
  });
  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;
  const ChangeCursor settled =
      transact(connection_, [](pqxx::work& tx) { return settled_cursor(tx); }).value();

  EXPECT_TRUE(check(last_).has_value());
  EXPECT_EQ(std::tie(settled.xid, settled.seq, settled.us),
            std::tie(last_.xid, last_.seq, last_.us));
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
    EXPECT_EQ(prune_changes(tx, {1000, 0}, 100), 1);
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
    EXPECT_EQ(prune_changes(tx, {1000, 2}, 100), 0);
    EXPECT_EQ(prune_changes(tx, {1000, 1}, 100), 1);
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
    EXPECT_EQ(prune_changes(tx, {1, 1}, 100), 1);
  });
  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;

  EXPECT_EQ(database_.table("SELECT cable_id FROM change"), "09LISBON8");
}

TEST_F(ChangeReader, KnowsByOneRowThatNothingIsToBePruned) {
  write_changes(20, 1000);
  database_.run("ANALYZE change");

  EXPECT_LE(rows_looked_at([](pqxx::work& tx) {
              set_consumer(tx, "absent", {"", 1, 1});
              EXPECT_EQ(prune_changes(tx, {1'000'000, 0}, 500), 0);
            }),
            10);
}

TEST_F(ChangeReader, PruningReadsWhatGoesAndNotWhatStays) {
  write_changes(20, 1000);
  database_.run("ANALYZE change");

  // The rows of a batch are read to find its end and to delete it.
  EXPECT_LE(rows_looked_at([](pqxx::work& tx) {
              EXPECT_EQ(prune_changes(tx, {15'000, 0}, 500), 500);
            }),
            1100);
}

TEST_F(ChangeReader, PrunesInTheOrderOfReadingWhereNumbersGainADigit) {
  burn_numbers(12);
  write_changes(30, 10);
  ChangeCursor place;
  const auto pruned = transact(connection_, [&](pqxx::work& tx) {
    place = changes_after(tx, {}, 145).back().cursor;
    set_consumer(tx, "half", place);
    std::int64_t total = 0;
    while (const std::int64_t gone = prune_changes(tx, {1000, 0}, 40)) total += gone;
    return total;
  });

  ASSERT_TRUE(pruned.has_value()) << pruned.error().message;
  EXPECT_EQ(*pruned, 145);
  EXPECT_TRUE(check(place).has_value());
  EXPECT_EQ(count_changes(), 155);
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

TEST_F(ChangeReader, HasABeginningUntilSomethingIsPruned) { EXPECT_TRUE(check({}).has_value()); }

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
