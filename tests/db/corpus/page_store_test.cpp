#include "db/corpus/page_store.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "db/frontier/frontier.h"
#include "db/frontier/host_leases.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::page_store_test {
namespace {

using test::cable_page;
using test::page_url;
using test::rejected_page;

constexpr std::chrono::milliseconds kLease = std::chrono::minutes(1);

class PageStore : public testing::Test {
 protected:
  std::vector<Stored> store(std::vector<PageWrite> pages) {
    auto stored = transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    EXPECT_TRUE(stored.has_value()) << stored.error().message;
    return test::what_became(stored.value_or(std::vector<StoredPage>{}));
  }

  // Puts a URL into the frontier and leases its host; the page's update is for that URL.
  PageWrite fetched(PageWrite page, const std::string& path, Verdict verdict) {
    std::int64_t id = 0;
    const auto done = transact(connection_, [&](pqxx::work& tx) {
      id = request_urls(tx, std::vector<NewUrl>{page_url(path)}).front();
      const auto hosts = claim_hosts(tx, "tester", Remit{}, 10, kLease);
      if (!hosts.empty()) lease_ = hosts.front().lease;
    });
    EXPECT_TRUE(done.has_value()) << done.error().message;
    page.lease = lease_;
    page.url.emplace();
    page.url->url_id = id;
    page.ruling.verdict = verdict;
    return page;
  }

  std::string verdict_of(const std::string& path) {
    return database_.value(
        "SELECT verdict || ' ' || coalesce(reason, '') FROM url WHERE url = 'http://a.example" +
        path + "'");
  }

  std::string tables() {
    return database_.table("SELECT id, encode(best_key, 'hex') FROM cable ORDER BY id") + "\n" +
           database_.table(
               "SELECT cable_id, encode(content_key, 'hex'), first_url FROM rendition ORDER BY 1, "
               "2") +
           "\n" + database_.table("SELECT rendition_id, url FROM sighting ORDER BY 1, 2") + "\n" +
           database_.table("SELECT kind, cable_id, lines FROM change ORDER BY seq");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  HostLease lease_;
};

TEST_F(PageStore, KeepsANewCableWithItsRenditionSightingAndChanges) {
  const auto stored = store({cable_page("http://a.example/1", "09LISBON7", "TEXT ONE\n")});

  EXPECT_EQ(stored, std::vector<Stored>{Stored::kNewCable});
  EXPECT_EQ(database_.value("SELECT text FROM rendition"), "TEXT ONE\n");
  EXPECT_EQ(database_.value("SELECT url FROM sighting"), "http://a.example/1");
  EXPECT_EQ(database_.table("SELECT kind, detail, lines, more FROM change ORDER BY seq"),
            R"(cable|{"new": true}|3|[{"change": "rendition", "rendition": 1}, )"
            R"({"url": "http://a.example/1", "change": "sighting", "rendition": 1}])");
}

TEST_F(PageStore, StoringTheSameBatchTwiceChangesNothing) {
  const std::vector<PageWrite> batch{cable_page("http://a.example/1", "09LISBON7", "TEXT ONE\n"),
                                     cable_page("http://a.example/2", "09LISBON8", "TEXT TWO\n"),
                                     rejected_page("http://a.example/3", "no_telegram_lines")};
  store(batch);
  const std::string before = tables();

  const auto again = store(batch);

  EXPECT_EQ(tables(), before);
  EXPECT_EQ(again[0], Stored::kKnown);
}

TEST_F(PageStore, TakesTheSameTextAtAnotherUrlForASighting) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT ONE\n")});

  const auto stored = store({cable_page("http://b.example/1", "09LISBON7", "TEXT ONE\n")});

  EXPECT_EQ(stored, std::vector<Stored>{Stored::kKnown});
  EXPECT_EQ(database_.value("SELECT count(*) FROM rendition"), "1");
  EXPECT_EQ(database_.value("SELECT count(*) FROM sighting"), "2");
}

TEST_F(PageStore, OneBatchMayHoldCopiesOfOneText) {
  const auto stored = store({cable_page("http://b.example/1", "09LISBON7", "TEXT ONE\n"),
                             cable_page("http://a.example/1", "09LISBON7", "TEXT ONE\n")});

  // The first by URL brought it, whatever the order in the batch.
  EXPECT_EQ(stored, (std::vector<Stored>{Stored::kKnown, Stored::kNewCable}));
  EXPECT_EQ(database_.value("SELECT first_url FROM rendition"), "http://a.example/1");
}

TEST_F(PageStore, PublishesTheMostCompleteRenditionWhateverTheOrder) {
  const auto poor = cable_page("http://a.example/1", "09LISBON7", "CUT\n", 1);
  const auto rich = cable_page("http://a.example/2", "09LISBON7", "WHOLE TEXT\n", 9);
  const auto poor_first = cable_page("http://a.example/3", "09LISBON8", "CUT 8\n", 1);
  const auto rich_later = cable_page("http://a.example/4", "09LISBON8", "WHOLE TEXT 8\n", 9);

  store({rich});
  store({poor});
  store({poor_first});
  store({rich_later});

  EXPECT_EQ(database_.table("SELECT r.text FROM cable c JOIN rendition r ON r.cable_id = c.id"
                            " AND r.content_key = c.best_key ORDER BY c.id"),
            "WHOLE TEXT\n\nWHOLE TEXT 8\n");
}

TEST_F(PageStore, RecordsWhyAPageGaveNoCable) {
  const auto stored = store({rejected_page("http://a.example/news", "index_page")});

  EXPECT_EQ(stored, std::vector<Stored>{Stored::kNoCable});
  EXPECT_EQ(database_.value("SELECT reason FROM rejection"), "index_page");
}

TEST_F(PageStore, WritesNothingForAHostThatAnotherWorkerHolds) {
  PageWrite page =
      fetched(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"), "/1", Verdict::kStored);
  database_.run("UPDATE host SET fence = fence + 1");

  const auto stored = store({page});

  EXPECT_EQ(stored, std::vector<Stored>{Stored::kLeaseLost});
  EXPECT_EQ(database_.value("SELECT count(*) FROM capture"), "0");
  EXPECT_EQ(verdict_of("/1"), "pending ");
}

TEST_F(PageStore, CallsAUrlStoredOrDuplicateByWhoBroughtTheText) {
  store({fetched(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"), "/1", Verdict::kStored)});
  store({fetched(cable_page("http://a.example/2", "09LISBON7", "TEXT\n"), "/2", Verdict::kStored)});

  EXPECT_EQ(verdict_of("/1"), "stored ");
  EXPECT_EQ(verdict_of("/2"), "duplicate ");
}

TEST_F(PageStore, FailsEveryMemberOfARedirectionLoop) {
  const auto redirect = [&](const std::string& from, const std::string& to) {
    PageWrite page = fetched({}, from, Verdict::kDuplicate);
    page.ruling.reason = Reason::kRedirect;
    page.url->redirect_to = Utf8Text::sanitized("http://a.example" + to);
    page.discovered = {page_url(to)};
    store({page});
  };

  redirect("/x", "/y");
  EXPECT_EQ(verdict_of("/x"), "duplicate redirect");
  redirect("/y", "/z");
  redirect("/z", "/x");

  EXPECT_EQ(verdict_of("/x"), "failed redirect_loop");
  EXPECT_EQ(verdict_of("/y"), "failed redirect_loop");
  EXPECT_EQ(verdict_of("/z"), "failed redirect_loop");
}

TEST_F(PageStore, SeesAnUnchangedPageAgain) {
  const PageWrite page = cable_page("http://a.example/1", "09LISBON7", "TEXT\n");
  store({page});
  PageWrite again;
  again.unchanged =
      SeenAgain{"http://a.example/1", page.capture->payload, std::chrono::seconds(1'390'967'200)};

  const auto stored = store({again});

  EXPECT_EQ(stored, std::vector<Stored>{Stored::kUnchanged});
  EXPECT_EQ(database_.value("SELECT extract(year FROM last_seen_at) FROM sighting"), "2014");
  EXPECT_EQ(database_.value("SELECT extract(year FROM first_seen_at) FROM sighting"), "2010");
}

}  // namespace
}  // namespace cabled::db::page_store_test
