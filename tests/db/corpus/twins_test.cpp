#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

#include "db/corpus/page_store.h"
#include "db/corpus/reparse_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::twins_test {
namespace {

// Pages whose texts share a band are alike: their fingerprints are all 0.
PageWrite page_of(const std::string& id, std::vector<std::int64_t> bands,
                  const std::string& site = "http://a.example/") {
  PageWrite page = test::cable_page(site + id, id, "TEXT OF " + id);
  page.rendition->bands = std::move(bands);
  return page;
}

PageWrite doubtful_page_of(const std::string& id, std::vector<std::int64_t> bands) {
  PageWrite page = page_of(id, std::move(bands));
  page.rendition->doubtful_id = true;
  return page;
}

using Step = std::function<void(pqxx::work&)>;

class Twins : public testing::Test {
 protected:
  static Step storing(const PageWrite& page) {
    return [page](pqxx::work& tx) { store_pages(tx, std::vector<PageWrite>{page}, {}); };
  }

  /// The page that gave `id` is read as none again.
  Step losing(const std::string& id) {
    const std::string url = "http://a.example/" + id;
    const auto capture =
        std::stoll(database_.value("SELECT id FROM capture WHERE url = '" + url + "'"));
    return [url, capture](pqxx::work& tx) {
      const PageWrite today = test::rejected_page(url, "captcha");
      Rereading reading;
      reading.capture_id = capture;
      reading.change = Rereading::Change::kOther;
      reading.write = &today;
      ReparseRun run = begin_reparse(tx, "losing " + url, 2);
      const std::int64_t place = run.last_capture_id++;
      run.summary = "{}";
      ASSERT_TRUE(store_rereadings(tx, run, place, std::vector<Rereading>{reading}));
    };
  }

  void run(const Step& step) {
    const auto done = transact(connection_, step);
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }

  /// The first commits when the second waits for it, or has committed without waiting.
  void run_at_once(const Step& first, const Step& second) {
    pqxx::connection one(database_.target());
    pqxx::work held(one);
    first(held);
    std::atomic<bool> done = false;
    std::jthread other([&] {
      run(second);
      done = true;
    });
    while (!done && !is_waited_for()) std::this_thread::yield();
    held.commit();
    other.join();
  }

  bool is_waited_for() const {
    return database_.value(
               "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
               " AND datname = current_database()") != "0";
  }

  std::string place_of(const std::string& id) {
    return database_.value("SELECT coalesce(twin_of, '-') FROM cable WHERE id = '" + id + "'");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(Twins, StandUnderTheFirstGoodIdWhicheverWriterCommitsFirst) {
  run(storing(doubtful_page_of("09LISBN7", {1, 2})));
  run_at_once(storing(page_of("09LISBON7", {1})), storing(page_of("09LISBON9", {2})));
  EXPECT_EQ(place_of("09LISBN7"), "09LISBON7");

  run(storing(doubtful_page_of("09LISBN8", {3, 4})));
  run_at_once(storing(page_of("09LISBON19", {3})), storing(page_of("09LISBON18", {4})));
  EXPECT_EQ(place_of("09LISBN8"), "09LISBON18");
}

TEST_F(Twins, DoNotStandUnderAnIdWhoseLastTextGoesAtTheSameTime) {
  run(storing(page_of("09LISBON7", {1})));
  run_at_once(losing("09LISBON7"), storing(doubtful_page_of("09LISBN7", {1})));
  EXPECT_EQ(place_of("09LISBN7"), "-");

  run(storing(page_of("09LISBON8", {2})));
  run_at_once(storing(doubtful_page_of("09LISBN8", {2})), losing("09LISBON8"));
  EXPECT_EQ(place_of("09LISBN8"), "-");
}

TEST_F(Twins, ComeBackUnderAnIdThatHasATextAgain) {
  run(storing(page_of("09LISBON7", {1})));
  run(storing(doubtful_page_of("09LISBN7", {1})));
  run(losing("09LISBON7"));
  ASSERT_EQ(place_of("09LISBN7"), "-");

  run(storing(page_of("09LISBON7", {1}, "http://b.example/")));

  EXPECT_EQ(place_of("09LISBN7"), "09LISBON7");
}

TEST_F(Twins, StandUnderTheFirstGoodIdAgainWhenItsTextComesBack) {
  run(storing(doubtful_page_of("09LISBN7", {1, 2})));
  run(storing(page_of("09LISBON7", {1})));
  run(storing(page_of("09LISBON9", {2})));
  run(losing("09LISBON7"));
  ASSERT_EQ(place_of("09LISBN7"), "09LISBON9");

  run(storing(page_of("09LISBON7", {1}, "http://b.example/")));

  EXPECT_EQ(place_of("09LISBN7"), "09LISBON7");
}

TEST_F(Twins, OfATwinStandUnderItsGoodIdWhicheverCameFirst) {
  for (const bool good_first : {true, false}) {
    const std::int64_t band = good_first ? 1 : 11;
    const std::string number = std::to_string(band);
    const std::string good = "09LISBON" + number;
    const std::string doubtful = "09LISBN" + number;
    const std::string bare = "sha256:" + number;
    std::vector<PageWrite> pages{page_of(good, {band}),
                                 doubtful_page_of(doubtful, {band, band + 1}),
                                 doubtful_page_of(bare, {band + 1})};
    if (!good_first) std::swap(pages.front(), pages.back());
    for (const PageWrite& page : pages) run(storing(page));

    EXPECT_EQ(place_of(doubtful), good);
    EXPECT_EQ(place_of(bare), good);
  }
}

TEST_F(Twins, MayNotTurnOnTheOrderInWhichTheTimesOfSendingBecomeKnown) {
  for (const bool date_first : {true, false}) {
    const std::int64_t band = date_first ? 1 : 11;
    const std::string good = "09LISBON" + std::to_string(band);
    const std::string bad = "09LISBN" + std::to_string(band);
    const auto sent = [](PageWrite page, const std::string& url, const std::string& time) {
      page.capture->url = Utf8Text::sanitized(url);
      page.rendition->text += url;
      page.rendition->content_key = Digest::of(page.rendition->text);
      page.rendition->sent_at = time;
      page.rendition->fields = R"({"tags": [], "sent_at": ")" + time + R"("})";
      if (time.empty()) page.rendition->sent_at.reset();
      if (time.empty()) page.rendition->fields = R"({"tags": [], "sent_at": null})";
      return page;
    };
    const PageWrite undated = sent(doubtful_page_of(bad, {band}), "http://a.example/" + bad, "");
    const PageWrite dated =
        sent(doubtful_page_of(bad, {}), "http://b.example/" + bad, "2001-01-01T00:00:00Z");
    const PageWrite other =
        sent(page_of(good, {band}), "http://a.example/" + good, "2009-05-04T12:30:00Z");
    run(storing(undated));
    if (date_first) run(storing(dated));
    run(storing(other));
    if (!date_first) run(storing(dated));

    EXPECT_EQ(place_of(bad), "-") << date_first;
  }
}

TEST_F(Twins, AreWaitedForAfterTheGoodIdSoThatWritersDoNotWaitInACircle) {
  run(storing(page_of("09LISBON7", {1})));
  pqxx::connection one(database_.target());
  pqxx::work held(one);
  held.exec("SELECT FROM cable WHERE id = '09LISBON7' FOR NO KEY UPDATE");
  run(storing(doubtful_page_of("09LISBN7", {2})));
  PageWrite nearer = page_of("09LISBN7", {1}, "http://b.example/");
  nearer.rendition->text = "ANOTHER TEXT";
  nearer.rendition->content_key = Digest::of(nearer.rendition->text);
  std::atomic<bool> done = false;
  std::jthread other([&] {
    run(storing(nearer));
    done = true;
  });
  while (!done && !is_waited_for()) std::this_thread::yield();
  EXPECT_FALSE(done);

  const std::string free = database_.value(
      "SELECT count(*) FROM (SELECT FROM cable WHERE id = '09LISBN7'"
      " FOR NO KEY UPDATE SKIP LOCKED) AS s");
  held.commit();
  other.join();

  EXPECT_EQ(free, "1");
  EXPECT_EQ(place_of("09LISBN7"), "09LISBON7");
}

}  // namespace
}  // namespace cabled::db::twins_test
