#include <gtest/gtest.h>

#include <utility>

#include "db/corpus/page_store.h"
#include "db/corpus/reparse_store.h"
#include "db/corpus/stored_captures.h"
#include "db/frontier/frontier.h"
#include "db/query/status_queries.h"
#include "db/sql/execute.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::several_cables_test {
namespace {

using test::page_of;
using test::page_with_all;

const std::string kUrl = "http://a.example/1";
const std::string kOther = "http://b.example/1";

PageWrite first(const std::string& url = kUrl) { return page_of(url, "09LISBON7", "ONE\n"); }
PageWrite second(const std::string& url = kUrl) { return page_of(url, "09QUITO41", "TWO\n"); }
PageWrite third(const std::string& url = kUrl) { return page_of(url, "09OSLO3", "THREE\n"); }
PageWrite both() { return page_with_all({first(), second()}); }

class SeveralCables : public testing::Test {
 protected:
  StoredPage store(PageWrite page) {
    return test::value_or_fail(transact(corpus_.connection_,
                                        [&](pqxx::work& tx) {
                                          return store_pages(
                                              tx, std::vector<PageWrite>{std::move(page)}, {});
                                        }))
        .front();
  }

  // With the URL in the frontier, whose verdict is asked for.
  std::string verdict_after(PageWrite page) {
    const std::string url = page.capture->url.str();
    const auto id = test::value_or_fail(transact(corpus_.connection_, [&](pqxx::work& tx) {
      NewUrl row;
      row.url = url;
      row.origin = "http://a.example";
      return request_urls(tx, std::vector<NewUrl>{row}).front();
    }));
    page.url.emplace();
    page.url->url_id = id;
    store(std::move(page));
    return verdict_of(url);
  }

  std::string verdict_of(const std::string& url) {
    return corpus_.database_.value("SELECT verdict FROM url WHERE url = '" + url + "'");
  }

  // Stores what the page at kUrl, of which `kept` is as it was, is read as now.
  void read_as(const PageWrite& today, std::vector<KeptText> kept = {}) {
    const auto done = transact(corpus_.connection_, [&](pqxx::work& tx) {
      ReparseRun run = begin_reparse(tx, "all", 2);
      const std::int64_t at = run.last_capture_id++;
      run.summary = "{}";
      Rereading reading;
      reading.capture_id =
          execute_one(tx, "SELECT id FROM capture WHERE url = $1", kUrl)[0].as<std::int64_t>();
      reading.change = Rereading::Change::kOther;
      reading.kept = std::move(kept);
      reading.write = &today;
      EXPECT_TRUE(store_rereadings(tx, run, at, std::vector<Rereading>{reading}));
    });
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }

  // Which cables stand where, "-" for their own place, and which of their texts count.
  std::string places() {
    return corpus_.database_.table(
        "SELECT c.id, coalesce(twin_of, '-'), string_agg(text, '' ORDER BY text COLLATE \"C\")"
        "  FILTER (WHERE superseded_at IS NULL)"
        "  FROM cable c JOIN rendition r ON r.cable_id = c.id GROUP BY c.id ORDER BY c.id");
  }

  std::vector<StoredText> texts_of_page() {
    return test::value_or_fail(transact(corpus_.connection_,
                                        [](pqxx::work& tx) {
                                          return captures_after(tx, {}, 0, last_capture_id(tx), 1);
                                        }))
        .front()
        .texts;
  }

  test::ImportedCorpus corpus_;
};

TEST_F(SeveralCables, OfOnePageAreStoredEachWithTheCaptureThatTheyCameFrom) {
  const StoredPage stored = store(both());

  EXPECT_EQ(stored.as, Stored::kNewCable);
  EXPECT_EQ(stored.new_cables, 2);
  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|-|TWO\n");
  EXPECT_EQ(corpus_.database_.value("SELECT count(*) || ' ' || count(DISTINCT capture_id)"
                                    "  FROM sighting"),
            "2 1");
  EXPECT_EQ(texts_of_page().size(), 2U);
}

TEST_F(SeveralCables, StoredOnceMoreAreTheSame) {
  store(both());
  const std::string before = test::corpus_of(corpus_.database_);

  const StoredPage again = store(both());

  EXPECT_EQ(again.as, Stored::kKnown);
  EXPECT_EQ(test::corpus_of(corpus_.database_), before);
}

TEST_F(SeveralCables, OfWhichOneIsKnownFromElsewhereMakeNoDuplicate) {
  store(second(kOther));

  EXPECT_EQ(verdict_after(both()), "stored");
  EXPECT_EQ(corpus_.database_.value("SELECT count(*) FROM sighting"), "3");
  EXPECT_EQ(corpus_.database_.value("SELECT count(*) FROM rendition"), "2");
}

TEST_F(SeveralCables, OfWhichAllAreKnownFromElsewhereMakeADuplicate) {
  store(second(kOther));
  store(first("http://c.example/1"));

  EXPECT_EQ(verdict_after(both()), "duplicate");
}

TEST_F(SeveralCables, OfOneUrlAreAllNamedWhenItIsAskedFor) {
  verdict_after(both());

  const auto status = test::value_or_fail(
      transact(corpus_.connection_, [](pqxx::work& tx) { return url_status(tx, kUrl); }));

  EXPECT_EQ(status.value().cables, (std::vector<std::string>{"09LISBON7", "09QUITO41"}));
}

TEST_F(SeveralCables, OfWhichOneIsNewCountIt) {
  store(first());

  const StoredPage stored = store(both());

  EXPECT_EQ(stored.as, Stored::kNewCable);
  EXPECT_EQ(stored.new_cables, 1);
}

TEST_F(SeveralCables, AreFoundWhereAnEarlierReadingHadOne) {
  verdict_after(first());

  read_as(both());

  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|-|TWO\n");
  EXPECT_EQ(verdict_of(kUrl), "stored");
  EXPECT_EQ(corpus_.database_.value("SELECT count(*) FROM correction"), "1");
}

TEST_F(SeveralCables, AreOneWhereTheReadingOfTodayHasOne) {
  verdict_after(both());

  read_as(first());

  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|09QUITO41|");
  EXPECT_EQ(verdict_of(kUrl), "stored");
  // The history names both.
  EXPECT_EQ(corpus_.database_.value("SELECT count(DISTINCT rendition_id) FROM correction"), "2");
  EXPECT_EQ(texts_of_page().size(), 1U);
}

TEST_F(SeveralCables, ComeBackWhenTheyAreReadAgain) {
  store(both());
  read_as(first());

  read_as(both());

  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|-|TWO\n");
}

TEST_F(SeveralCables, KeepTheirPlacesWhenAnotherCopyHasTheOneThatIsLost) {
  store(both());
  store(second(kOther));

  read_as(first());

  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|-|TWO\n");
}

TEST_F(SeveralCables, LeaveTheTextOfOneToTheCableThatThePageGivesInItsPlace) {
  store(page_with_all({first(), page_of(kUrl, "09QUITA41", "TWO\n")}));

  read_as(both());

  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITA41|09QUITO41|\n09QUITO41|-|TWO\n");
}

TEST_F(SeveralCables, GoNowhereWhenSeveralTookTheirPlace) {
  store(first());

  read_as(page_with_all({second(), third()}));

  EXPECT_EQ(places(), "09LISBON7|09LISBON7|\n09OSLO3|-|THREE\n\n09QUITO41|-|TWO\n");
}

TEST_F(SeveralCables, AreCorrectedInPlaceBesideOneThatIsFound) {
  store(first());
  PageWrite today = both();
  today.rendition->fields = R"({"id": "09LISBON7", "subject": "FERRIES", "tags": []})";

  read_as(today, {{texts_of_page().front().rendition_id, &*today.rendition, true}});

  EXPECT_EQ(corpus_.database_.value("SELECT fields ->> 'subject' FROM cable"
                                    " WHERE id = '09LISBON7'"),
            "FERRIES");
  EXPECT_EQ(corpus_.database_.value("SELECT fields ->> 'subject' FROM correction"
                                    " WHERE fields IS NOT NULL"),
            "HARBOUR TALKS");
  EXPECT_EQ(places(), "09LISBON7|-|ONE\n\n09QUITO41|-|TWO\n");
}

TEST_F(SeveralCables, GoWithTheImportThatBroughtThem) {
  store(page_of(kOther, "09LISBON8", "STAYS\n"));
  const std::string before = test::corpus_of(corpus_.database_);
  const std::int64_t import = corpus_.import("/a.zip", {both()});

  corpus_.undo(import);

  EXPECT_EQ(test::corpus_of(corpus_.database_), before);
}

TEST_F(SeveralCables, StayWhereAnotherPageGivesThemWhenTheirImportGoes) {
  const std::int64_t import = corpus_.import("/a.zip", {both()});
  store(second(kOther));

  corpus_.undo(import);

  EXPECT_EQ(places(), "09QUITO41|-|TWO\n");
  EXPECT_EQ(corpus_.database_.value("SELECT first_url FROM rendition"), kOther);
}

}  // namespace
}  // namespace cabled::db::several_cables_test
