#include "db/frontier.h"

#include <gtest/gtest.h>

#include "db/connection.h"
#include "db/host_leases.h"
#include "db/sources.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::frontier_test {
namespace {

using test::page_url;

class Frontier : public testing::Test {
 protected:
  template <typename Work>
  auto in_transaction(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  std::size_t add(std::vector<NewUrl> urls) {
    return in_transaction([&](pqxx::work& tx) { return add_urls(tx, urls); });
  }

  std::vector<std::string> due(std::vector<std::int64_t> taken = {}, int limit = 10) {
    return in_transaction([&](pqxx::work& tx) {
      std::vector<std::string> urls;
      for (const DueUrl& url : due_urls(tx, 1, kAnyPriority, limit, taken)) urls.push_back(url.url);
      return urls;
    });
  }

  std::vector<LeasedHost> claim(const std::string& owner) {
    return in_transaction([&](pqxx::work& tx) {
      return claim_hosts(tx, owner, kAnyPriority, 10, std::chrono::minutes(1));
    });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(Frontier, AddsAUrlOnce) {
  EXPECT_EQ(add({page_url("/1"), page_url("/1"), page_url("/2")}), 2U);
  EXPECT_EQ(add({page_url("/1"), page_url("/3")}), 1U);
}

TEST_F(Frontier, GivesLowPriorityNumbersFirstAndThenTheLongestDue) {
  add({page_url("/new"), page_url("/old"), page_url("/index", 3)});
  database_.run("UPDATE url SET due_at = now() - interval '1 day' WHERE url LIKE '%old'");

  EXPECT_EQ(due(), (std::vector<std::string>{"http://a.example/index", "http://a.example/old",
                                             "http://a.example/new"}));
}

TEST_F(Frontier, SettlesRowsThatAreNoUrls) {
  add({page_url("/1"), page_url("/2"), page_url("/3")});
  database_.run("UPDATE url SET verdict = 'stored' WHERE url LIKE '%/2'");
  const std::vector<UnreadableUrl> rows{{1, Utf8Text::sanitized("no host")},
                                        {2, Utf8Text::sanitized("no host")}};

  ASSERT_TRUE(
      transact(connection_, [&](pqxx::work& tx) { fail_unreadable_urls(tx, rows); }).has_value());

  EXPECT_EQ(database_.table("SELECT verdict, reason, detail, due_at FROM url ORDER BY id LIMIT 2"),
            "failed|not_a_url|no host|\nstored|not_a_url|no host|");
  EXPECT_EQ(due(), std::vector<std::string>{"http://a.example/3"});
}

TEST_F(Frontier, LeavesOutWhatIsTakenAndWhatIsNotDue) {
  add({page_url("/1"), page_url("/2"), page_url("/later"), page_url("/never")});
  database_.run("UPDATE url SET due_at = now() + interval '1 day' WHERE url LIKE '%later'");
  database_.run("UPDATE url SET due_at = NULL WHERE url LIKE '%never'");
  const std::int64_t one = std::stoll(database_.value("SELECT id FROM url WHERE url LIKE '%/1'"));

  EXPECT_EQ(due({one}), std::vector<std::string>{"http://a.example/2"});
}

TEST_F(Frontier, FetchesNothingForAPausedSource) {
  const auto sources = in_transaction(
      [](pqxx::work& tx) { return ensure_sources(tx, std::vector<std::string>{"north"}); });
  NewUrl url = page_url("/1");
  url.source_id = sources.at("north").id;
  add({url});
  in_transaction([](pqxx::work& tx) { return set_paused(tx, "north", true); });

  EXPECT_TRUE(due().empty());
  EXPECT_TRUE(claim("a").empty());
  EXPECT_FALSE(in_transaction([](pqxx::work& tx) { return anything_due(tx, kAnyPriority); }));

  in_transaction([](pqxx::work& tx) { return set_paused(tx, "north", false); });
  EXPECT_EQ(due().size(), 1U);
}

TEST_F(Frontier, MakesARequestedUrlDueWhateverBecameOfIt) {
  add({page_url("/1")});
  database_.run("UPDATE url SET due_at = NULL, verdict = 'failed'");

  in_transaction(
      [](pqxx::work& tx) { return request_urls(tx, std::vector<NewUrl>{page_url("/1")}); });

  EXPECT_EQ(due(), std::vector<std::string>{"http://a.example/1"});
  EXPECT_TRUE(in_transaction([](pqxx::work& tx) { return anything_due(tx, kRequested); }));
}

TEST_F(Frontier, LeasesAHostToOneWorkerAtATime) {
  add({page_url("/1")});

  const auto first = claim("a");
  const auto second = claim("b");

  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().origin, "http://a.example");
  EXPECT_TRUE(second.empty());
}

TEST_F(Frontier, GivesALapsedLeaseToAnotherAndRefusesTheOldHolder) {
  add({page_url("/1")});
  const HostLease old = claim("a").front().lease;
  database_.run("UPDATE host SET lease_until = now() - interval '1 second'");

  const HostLease taken = claim("b").front().lease;

  EXPECT_GT(taken.fence, old.fence);
  const auto renewed = in_transaction([&](pqxx::work& tx) {
    return renew_leases(tx, std::vector<HostLease>{old, taken}, std::chrono::minutes(1));
  });
  EXPECT_EQ(renewed, std::vector<HostLease>{taken});
}

TEST_F(Frontier, FreesAHostWhenItsLeaseIsGivenBackOrItsHolderIsDead) {
  add({page_url("/1")});
  const HostLease lease = claim("a").front().lease;
  ASSERT_TRUE(transact(connection_, [&](pqxx::work& tx) {
                release_leases(tx, std::vector<HostLease>{lease});
              }).has_value());
  ASSERT_EQ(claim("b").size(), 1U);

  ASSERT_TRUE(transact(connection_, [](pqxx::work& tx) { end_leases_of(tx, "b"); }).has_value());

  EXPECT_EQ(claim("c").size(), 1U);
}

TEST_F(Frontier, TellsTheNextHolderThatAHostWasNotGivenBack) {
  add({page_url("/1")});
  const LeasedHost fresh = claim("a").front();
  ASSERT_TRUE(transact(connection_, [](pqxx::work& tx) { end_leases_of(tx, "a"); }).has_value());
  const LeasedHost after_death = claim("b").front();
  ASSERT_TRUE(transact(connection_, [&](pqxx::work& tx) {
                release_leases(tx, std::vector<HostLease>{after_death.lease});
              }).has_value());
  const LeasedHost after_release = claim("c").front();
  database_.run("UPDATE host SET lease_until = now() - interval '1 second'");
  const LeasedHost after_lapse = claim("d").front();

  EXPECT_FALSE(fresh.abandoned);
  EXPECT_TRUE(after_death.abandoned);
  EXPECT_FALSE(after_release.abandoned);
  EXPECT_TRUE(after_lapse.abandoned);
}

TEST_F(Frontier, KeepsPolitenessInTheHostsRow) {
  add({page_url("/1")});
  HostUpdate update;
  update.lease = claim("a").front().lease;
  update.next_allowed_in = std::chrono::hours(1);
  update.failures = 3;
  update.robots =
      RobotsRow{"body", std::string("User-agent: *\nDisallow: /x\n\0", 28), std::chrono::hours(2)};
  ASSERT_TRUE(transact(connection_, [&](pqxx::work& tx) {
                update_hosts(tx, std::vector<HostUpdate>{update});
                end_leases_of(tx, "a");
              }).has_value());

  const LeasedHost host = claim("b").front();

  EXPECT_GT(host.wait, std::chrono::minutes(59));
  EXPECT_EQ(host.failures, 3);
  EXPECT_EQ(host.robots_body, update.robots->body);
  EXPECT_GT(host.robots_valid, std::chrono::minutes(119));
}

TEST_F(Frontier, DoesNotClaimABlockedHost) {
  add({page_url("/1")});
  database_.run("UPDATE host SET blocked_until = now() + interval '1 hour'");

  EXPECT_TRUE(claim("a").empty());
}

}  // namespace
}  // namespace cabled::db::frontier_test
