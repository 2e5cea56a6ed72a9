#include "db/query/status_queries.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/frontier/frontier.h"
#include "db/frontier/sources.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::status_queries_test {
namespace {

using test::cable_page;
using test::page_url;
using test::rejected_page;

class StatusQueries : public testing::Test {
 protected:
  template <typename Work>
  auto ask(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  void add(std::vector<NewUrl> urls) {
    ask([&](pqxx::work& tx) { return add_urls(tx, urls); });
  }

  std::optional<UrlStatus> status(const std::string& url) {
    return ask([&](pqxx::work& tx) { return url_status(tx, url); });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(StatusQueries, SayHowManyUrlsWaitForASourceThatIsNotConfigured) {
  const auto sources = ask([](pqxx::work& tx) {
    return ensure_sources(tx, std::vector<std::string>{"north", "south"});
  });
  NewUrl waiting = page_url("/1");
  NewUrl done = page_url("/2");
  NewUrl configured = page_url("/3");
  waiting.source_id = done.source_id = sources.at("north").id;
  configured.source_id = sources.at("south").id;
  add({waiting, done, configured});
  database_.run("UPDATE url SET due_at = NULL WHERE url LIKE '%/2'");

  const auto missing = ask(
      [](pqxx::work& tx) { return unconfigured_sources(tx, std::vector<std::string>{"south"}); });

  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing.front().row.name, "north");
  EXPECT_EQ(missing.front().waiting, 1);
}

TEST_F(StatusQueries, AccountForEveryPageOnceAndForListsApart) {
  NewUrl list = page_url("/list");
  list.kind = UrlKind::kIndex;
  add({page_url("/1"), page_url("/2"), page_url("/3"), page_url("/4"), page_url("/5"), list});
  database_.run("UPDATE url SET verdict = 'stored' WHERE url LIKE '%/1'");
  database_.run("UPDATE url SET verdict = 'duplicate' WHERE url LIKE '%/2'");
  database_.run("UPDATE url SET verdict = 'refused', reason = 'robots' WHERE url LIKE '%/3'");
  database_.run("UPDATE url SET verdict = 'failed', reason = 'http_404' WHERE url LIKE '%/4'");

  const Account all = ask([](pqxx::work& tx) { return account(tx, std::nullopt); });

  EXPECT_EQ(all.discovered, 5);
  EXPECT_EQ(all.stored, 1);
  EXPECT_EQ(all.duplicate, 1);
  EXPECT_EQ(all.refused, 1);
  EXPECT_EQ(all.failed, 1);
  EXPECT_EQ(all.pending, 1);
  EXPECT_EQ(all.indexes, 1);
  EXPECT_EQ(all.reasons,
            (std::map<std::string, std::int64_t>{{"failed: http_404", 1}, {"refused: robots", 1}}));
}

TEST_F(StatusQueries, AccountForOneSourceAlone) {
  const auto sources =
      ask([](pqxx::work& tx) { return ensure_sources(tx, std::vector<std::string>{"north"}); });
  NewUrl ours = page_url("/ours");
  ours.source_id = sources.at("north").id;
  add({ours, page_url("/other")});

  EXPECT_EQ(ask([&](pqxx::work& tx) { return account(tx, ours.source_id); }).discovered, 1);
}

TEST_F(StatusQueries, ListHostsByTheirBacklog) {
  NewUrl other = page_url("/1");
  other.url = "http://b.example/1";
  other.origin = "http://b.example";
  add({page_url("/1"), page_url("/2"), other});
  database_.run(
      "UPDATE host SET lease_owner = 'x', lease_until = now() + interval '1 hour'"
      " WHERE origin LIKE '%b.example'");
  database_.run("UPDATE url SET due_at = now() + interval '1 day' WHERE url LIKE '%b.example/1'");

  const auto hosts = ask([](pqxx::work& tx) { return host_status(tx, 10); });

  ASSERT_EQ(hosts.size(), 2U);
  EXPECT_EQ(hosts[0].origin, "http://a.example");
  EXPECT_EQ(hosts[0].due, 2);
  EXPECT_FALSE(hosts[0].lease_owner.has_value());
  EXPECT_EQ(hosts[1].waiting, 1);
  EXPECT_EQ(hosts[1].lease_owner, "x");
  EXPECT_EQ(ask([](pqxx::work& tx) { return host_status(tx, 1); }).size(), 1U);
}

TEST_F(StatusQueries, NameNoHolderOfALeaseThatHasLapsed) {
  add({page_url("/1")});
  database_.run("UPDATE host SET lease_owner = 'x', lease_until = now() - interval '1 second'");

  EXPECT_FALSE(ask([](pqxx::work& tx) { return host_status(tx, 1); })[0].lease_owner.has_value());
  EXPECT_FALSE(status("http://a.example/1")->lease_owner.has_value());
}

TEST_F(StatusQueries, CountTheCorpus) {
  ask([](pqxx::work& tx) {
    return store_pages(
        tx,
        std::vector<PageWrite>{cable_page("http://a.example/1", "09LISBON7", "ONE\n"),
                               cable_page("http://a.example/2", "09LISBON7", "TWO\n"),
                               cable_page("http://a.example/3", "09LISBON7", "TWO\n"),
                               rejected_page("http://a.example/4", "no_telegram_lines")},
        {});
  });
  database_.run("UPDATE capture SET fetched_at = now() WHERE url LIKE '%/1'");
  database_.run(
      "UPDATE capture SET fetched_at = now() - interval '3 minutes' WHERE url LIKE '%/2'");

  const CorpusStatus corpus = ask(corpus_status);

  EXPECT_EQ(corpus.cables, 1);
  EXPECT_EQ(corpus.renditions, 2);
  EXPECT_EQ(corpus.sightings, 3);
  EXPECT_EQ(corpus.captures, 4);
  EXPECT_EQ(corpus.rejections, 1);
  EXPECT_EQ(corpus.captured_1m, 1);
  EXPECT_EQ(corpus.captured_5m, 2);
  EXPECT_GT(corpus.database_bytes, 0);
  EXPECT_FALSE(corpus.next_due_at.has_value());
}

TEST_F(StatusQueries, TellAllOfAUrl) {
  add({page_url("/1")});
  ask([](pqxx::work& tx) {
    return store_pages(
        tx, std::vector<PageWrite>{cable_page("http://a.example/1", "09LISBON7", "ONE\n")}, {});
  });
  database_.run("UPDATE url SET due_at = '2030-01-02 03:04:05+00', attempts = 2, reason = 'dns'");

  const auto told = status("http://a.example/1");

  ASSERT_TRUE(told.has_value());
  EXPECT_EQ(told->due_at, "2030-01-02T03:04:05Z");
  EXPECT_EQ(told->attempts, 2);
  EXPECT_EQ(told->reason, "dns");
  EXPECT_EQ(told->verdict, "pending");
  EXPECT_EQ(told->cables, std::vector<std::string>{"09LISBON7"});
  EXPECT_FALSE(told->host_blocked_until.has_value()) << "the infinities are no times";
  EXPECT_FALSE(told->source.has_value());
}

TEST_F(StatusQueries, TellOfAHostWhoseRobotsAreNoText) {
  add({page_url("/1")});
  database_.run("UPDATE host SET robots_rule = 'body', robots_body = '\\x2361ff00e9'::bytea");

  EXPECT_EQ(status("http://a.example/1")->robots_body, std::string("#a\xff\0\xe9", 5));
}

TEST_F(StatusQueries, KnowNothingOfAUrlThatWasNeverFound) {
  EXPECT_FALSE(status("http://a.example/never").has_value());
}

}  // namespace
}  // namespace cabled::db::status_queries_test
