#include "db/frontier/source_runs.h"

#include <gtest/gtest.h>

#include "db/frontier/frontier.h"
#include "db/frontier/host_leases.h"
#include "db/frontier/settled_urls.h"
#include "db/frontier/source_health.h"
#include "db/frontier/sources.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::source_runs_test {
namespace {

using namespace std::chrono_literals;
using test::page_url;

class SourceRuns : public testing::Test {
 protected:
  template <typename Work>
  auto in_transaction(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  template <typename Work>
  void run(Work work) {
    const Result<void> result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
  }

  void SetUp() override {
    source_ = in_transaction([](pqxx::work& tx) {
      const std::vector<std::string> names{"site"};
      return ensure_sources(tx, names).at("site").id;
    });
  }

  void add(NewUrl url, UrlKind kind = UrlKind::kPage, const std::string& story = "") {
    url.source_id = source_;
    url.kind = kind;
    url.story = story;
    const std::vector<NewUrl> urls{url};
    in_transaction([&](pqxx::work& tx) { return add_urls(tx, urls); });
  }

  std::string verdict(const std::string& path) {
    return database_.value(
        "SELECT verdict || coalesce(':' || reason, '') || CASE WHEN due_at IS NULL"
        " THEN ' idle' ELSE ' due' END FROM url WHERE url = 'http://a.example" +
        path + "'");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  int source_ = 0;
};

TEST_F(SourceRuns, OtherRulesHaveTheListsReadAnewOnce) {
  add(page_url("/list"), UrlKind::kIndex);
  add(page_url("/page"));
  const auto read_both = [&] {
    database_.value(
        "UPDATE url SET due_at = NULL, etag = 'x', payload_digest = '', verdict ="
        " 'read', fetched_at = now() RETURNING 1");
  };
  const auto keep = [&](const std::string& rules) {
    run([&](pqxx::work& tx) { keep_list_rules(tx, source_, rules); });
  };
  keep("a");
  read_both();

  keep("a");
  EXPECT_EQ(verdict("/list"), "read idle");
  keep("b");
  EXPECT_EQ(verdict("/list"), "read due");
  EXPECT_EQ(verdict("/page"), "read idle");
  EXPECT_EQ(database_.value("SELECT count(*) FROM url WHERE etag IS NULL"), "1");
}

TEST_F(SourceRuns, AnOverdueRunIsStartedAndAPausedOneIsNot) {
  run([&](pqxx::work& tx) { set_next_run(tx, source_, "daily UTC", Timestamp(), 0ms); });
  EXPECT_EQ(in_transaction([&](pqxx::work& tx) { return due_runs(tx, std::vector{source_}); }),
            std::vector{source_});

  in_transaction([](pqxx::work& tx) { return set_paused(tx, "site", true); });
  EXPECT_TRUE(
      in_transaction([&](pqxx::work& tx) { return due_runs(tx, std::vector{source_}); }).empty());
}

TEST_F(SourceRuns, ARunIsLeftToADaemonThatHasTheSource) {
  run([&](pqxx::work& tx) { set_next_run(tx, source_, "daily UTC", Timestamp(), 0ms); });

  EXPECT_TRUE(in_transaction([&](pqxx::work& tx) {
                return due_runs(tx, std::vector{source_ + 1});
              }).empty());
}

TEST_F(SourceRuns, ARunMakesListsDueAndLeavesPages) {
  add(page_url("/"), UrlKind::kIndex);
  add(page_url("/feed"), UrlKind::kFeed);
  add(page_url("/1"));
  database_.run("UPDATE url SET due_at = NULL");

  run([&](pqxx::work& tx) { start_run(tx, source_); });

  EXPECT_EQ(verdict("/"), "pending due");
  EXPECT_EQ(verdict("/feed"), "pending due");
  EXPECT_EQ(verdict("/1"), "pending idle");
}

TEST_F(SourceRuns, TheNextRunIsReckonedInTheZone) {
  const WallTime noon = std::chrono::sys_days(std::chrono::year(2030) / 1 / 15) + 12h;

  run([&](pqxx::work& tx) {
    set_next_run(tx, source_, "x", instant_of(tx, noon, "America/New_York"), 0ms);
  });

  EXPECT_EQ(database_.value("SELECT next_run_at = '2030-01-15 17:00Z' FROM source"), "t");
}

TEST_F(SourceRuns, ATemplateIsInOneHandAtATime) {
  const std::string text = "http://a.example/{1..9}";
  run([&](pqxx::work& tx) { template_position(tx, source_, text); });
  run([&](pqxx::work& tx) { set_template_position(tx, source_, text, 5); });

  Connection other = database_.connect();
  run([&](pqxx::work& tx) {
    EXPECT_EQ(template_position(tx, source_, text), 5);
    const auto theirs =
        transact(other, [&](pqxx::work& their) { return template_position(their, source_, text); });
    EXPECT_EQ(theirs.value(), std::nullopt);
  });
  run([&](pqxx::work& tx) { end_template(tx, source_, text); });
  EXPECT_EQ(in_transaction([&](pqxx::work& tx) { return template_position(tx, source_, text); }),
            std::nullopt);
}

TEST_F(SourceRuns, OfTheUrlsOfAStoryOneIsFetchedAndAnotherTakesItsPlaceWhenItFails) {
  add(page_url("/www"), UrlKind::kPage, "story");
  add(page_url("/m"), UrlKind::kPage, "story");
  EXPECT_EQ(verdict("/www"), "pending due");
  EXPECT_EQ(verdict("/m"), "duplicate:same_story idle");

  SettledUrl failed;
  failed.update.url_id = std::stol(database_.value("SELECT id FROM url WHERE url LIKE '%/www'"));
  failed.ruling = {Verdict::kFailed, Reason::kHttpOther, {}, 404};
  run([&](pqxx::work& tx) { update_urls(tx, {&failed, 1}); });

  EXPECT_EQ(verdict("/www"), "failed:http_404 idle");
  EXPECT_EQ(verdict("/m"), "pending due");
}

TEST_F(SourceRuns, APageThatHasChangedSinceItsVisitIsDueAgain) {
  NewUrl url = page_url("/1");
  add(url);
  database_.run("UPDATE url SET due_at = NULL, fetched_at = '2020-01-01Z'");

  url.modified_at = std::chrono::sys_days(std::chrono::year(2019) / 1 / 1).time_since_epoch();
  add(url);
  EXPECT_EQ(verdict("/1"), "pending idle");
  url.modified_at = std::chrono::sys_days(std::chrono::year(2021) / 1 / 1).time_since_epoch();
  add(url);
  EXPECT_EQ(verdict("/1"), "pending due");
}

TEST_F(SourceRuns, AHostWhoseHolderDiedIsClaimedAsAbandoned) {
  add(page_url("/1"));
  const auto claim = [&](const std::string& owner) {
    return in_transaction(
        [&](pqxx::work& tx) { return claim_hosts(tx, owner, Remit{}, 10, 1min); });
  };

  const auto first = claim("a");
  EXPECT_FALSE(first.at(0).abandoned);
  run([](pqxx::work& tx) { end_leases_of(tx, "a"); });
  const auto second = claim("b");
  EXPECT_TRUE(second.at(0).abandoned);
  run([&](pqxx::work& tx) { release_leases(tx, std::vector{second.at(0).lease}); });
  EXPECT_FALSE(claim("c").at(0).abandoned);
}

TEST_F(SourceRuns, HealthIsOfTheLatestPagesBesideThoseBefore) {
  database_.run(
      "INSERT INTO capture (url, payload_digest, source_id, origin, status, fetched_at,"
      " last_seen_at, content_type, charset, payload_bytes, segment, segment_offset,"
      " segment_length, outcome, parser_version)"
      " SELECT 'http://a.example/' || n, decode(lpad(to_hex(n), 64, '0'), 'hex'), id, 'fetched',"
      "  200, now(), now(), '', '', 1, 's', 0, 1,"
      "  CASE WHEN n <= 100 THEN 'cable' ELSE 'not_a_cable' END, 1"
      " FROM source, generate_series(1, 150) AS n ORDER BY n");

  const auto health = in_transaction([](pqxx::work& tx) { return source_health(tx); });

  ASSERT_EQ(health.size(), 1U);
  EXPECT_EQ(health[0].recent.pages, 50);
  EXPECT_EQ(health[0].recent.cable_share, 0.0);
  EXPECT_EQ(health[0].history.pages, 100);
  EXPECT_EQ(health[0].history.cable_share, 1.0);
}

}  // namespace
}  // namespace cabled::db::source_runs_test
