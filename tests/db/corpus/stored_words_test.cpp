#include "db/corpus/stored_words.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace cabled::db::stored_words_test
