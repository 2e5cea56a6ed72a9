#include "db/corpus/stored_words.h"

#include <gtest/gtest.h>

#include <string>

#include "db/corpus/common_words.h"
#include "db/corpus/words_index.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::stored_words_test {
namespace {

class StoredWords : public testing::Test {
 protected:
  void SetUp() override {
    for (int serial = 1; serial <= 3; ++serial) {
      const std::string number = std::to_string(serial);
      corpus_.store({test::page_of("http://a.example/" + number, "09LISBON" + number,
                                   "THE FERRY " + number + " LEFT.\n")});
    }
  }

  WordsCheck check() {
    return test::value_or_fail(
        transact(corpus_.connection_, [](pqxx::work& tx) { return check_words(tx); }));
  }
  void spoil(const std::string& id) {
    corpus_.database_.run("UPDATE cable SET search = to_tsvector('simple', 'gulls') WHERE id = '" +
                          id + "'");
  }

  test::ImportedCorpus corpus_;
};

TEST_F(StoredWords, OfCablesThatThisProgramStoredAreAsItWouldMakeThem) {
  EXPECT_EQ(check().looked_at, 3);
  EXPECT_EQ(check().outdated, 0);
}

TEST_F(StoredWords, ThatOtherRulesMadeAreCountedAndMadeAnew) {
  const std::string stored =
      corpus_.database_.value("SELECT string_agg(search::text, ';' ORDER BY id) FROM cable");
  spoil("09LISBON1");
  spoil("09LISBON3");
  EXPECT_EQ(check().outdated, 2);

  const auto last = test::value_or_fail(
      transact(corpus_.connection_, [](pqxx::work& tx) { return renew_words(tx, ""); }));
  EXPECT_EQ(last, "09LISBON3");
  const auto next = test::value_or_fail(
      transact(corpus_.connection_, [&](pqxx::work& tx) { return renew_words(tx, *last); }));

  EXPECT_FALSE(next.has_value());
  EXPECT_EQ(corpus_.database_.value("SELECT string_agg(search::text, ';' ORDER BY id) FROM cable"),
            stored);
}

TEST_F(StoredWords, ComeWithTheirPairsWhenTheyAreMadeAnew) {
  corpus_.in_transaction([](pqxx::work& tx) { count_words_when_due(tx, 10'000); });
  const auto lists = [&] {
    return corpus_.database_.value("SELECT string_agg(DISTINCT pairs[1]::text, ',') FROM cable");
  };
  EXPECT_EQ(lists(), "0");

  corpus_.in_transaction([](pqxx::work& tx) { renew_words(tx, ""); });

  EXPECT_EQ(lists(), "-1");
  EXPECT_EQ(corpus_.database_.value("SELECT count(*) FROM cable WHERE cardinality(pairs) > 1"),
            "3");
}

TEST_F(StoredWords, WaitForTheIndexUntilTheyAreEntered) {
  corpus_.in_transaction([](pqxx::work& tx) { enter_waiting_words(tx); });
  // Pages of the list of what waits.
  EXPECT_EQ(corpus_.database_.value("SELECT gin_clean_pending_list('cable_search')"), "0");
}

TEST_F(StoredWords, HaveRoomToBeSortedAtOnce) {
  const auto room = [&](const std::string& had) {
    return test::value_or_fail(transact(corpus_.connection_, [&](pqxx::work& tx) {
      tx.exec("SET LOCAL work_mem = '" + had + "'");
      give_room_for_words(tx);
      return get<std::string>(execute_one(tx, "SHOW work_mem"), "work_mem");
    }));
  };
  EXPECT_EQ(room("4MB"), "32MB");
  EXPECT_EQ(room("1GB"), "1GB");
}

}  // namespace
}  // namespace cabled::db::stored_words_test
