#include "db/frontier/frontier.h"

#include <gtest/gtest.h>

#include "db/frontier/host_leases.h"
#include "db/frontier/settled_urls.h"
#include "db/frontier/sources.h"
#include "db/sql/connection.h"
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
      for (const DueUrl& url : due_urls(tx, 1, Remit{}, limit, taken)) urls.push_back(url.url);
      return urls;
    });
  }

  std::vector<LeasedHost> claim(const std::string& owner) {
    return in_transaction([&](pqxx::work& tx) {
      return claim_hosts(tx, owner, Remit{}, 10, std::chrono::minutes(1));
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

TEST_F(Frontier, SettlesAVisitOfThePastAtItsTimeAndNotAfterALaterOne) {
  add({page_url("/1")});
  const auto settle = [&](std::optional<Timestamp> at, std::chrono::milliseconds due_in) {
    SettledUrl url;
    url.update.url_id = 1;
    url.update.due_in = due_in;
    url.update.visited_at = at;
    url.ruling.verdict = Verdict::kStored;
    url.answered = true;
    return transact(connection_, [&](pqxx::work& tx) { update_urls(tx, {&url, 1}); }).has_value();
  };
  const Timestamp noon = std::chrono::seconds(1290945600);
  const std::string kTimes = "SELECT utc_text(fetched_at), utc_text(due_at) FROM url";

  ASSERT_TRUE(settle(noon, std::chrono::hours(1)));
  EXPECT_EQ(database_.table(kTimes), "2010-11-28T12:00:00Z|2010-11-28T13:00:00Z");
  ASSERT_TRUE(settle(noon - std::chrono::seconds(1), std::chrono::hours(5)));
  EXPECT_EQ(database_.table(kTimes), "2010-11-28T12:00:00Z|2010-11-28T13:00:00Z");
  ASSERT_TRUE(settle(std::nullopt, std::chrono::hours(5)));
  EXPECT_EQ(database_.table("SELECT fetched_at > now() - interval '1 hour' FROM url"), "t");
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
  EXPECT_FALSE(in_transaction([](pqxx::work& tx) { return anything_due(tx, Remit{}); }));

  in_transaction([](pqxx::work& tx) { return set_paused(tx, "north", false); });
  EXPECT_EQ(due().size(), 1U);
}

TEST_F(Frontier, HandsOutOnlyUrlsOfTheSourcesInTheRemitAndOfNone) {
  const auto sources = in_transaction([](pqxx::work& tx) {
    return ensure_sources(tx, std::vector<std::string>{"north", "south"});
  });
  const int north = sources.at("north").id;
  const int south = sources.at("south").id;
  add({page_url("/north"), page_url("/south"), page_url("/none")});
  database_.run(
      "UPDATE url SET source_id = (SELECT id FROM source WHERE url LIKE '%/' || name),"
      " due_at = '2020-01-01Z'");
  const auto due_of = [&](const Remit& remit) {
    return in_transaction([&](pqxx::work& tx) {
      std::vector<std::string> paths;
      for (const DueUrl& url : due_urls(tx, 1, remit, 10, {})) {
        paths.push_back(url.url.substr(std::string("http://a.example").size()));
      }
      return paths;
    });
  };

  EXPECT_EQ(due_of({.sources = {{north}}}), (std::vector<std::string>{"/none", "/north"}));
  EXPECT_EQ(due_of({.sources = {{south}}}), (std::vector<std::string>{"/none", "/south"}));
  EXPECT_EQ(due_of({.sources = std::vector<int>()}), std::vector<std::string>{"/none"});
  EXPECT_EQ(due_of({}), (std::vector<std::string>{"/none", "/north", "/south"}));
}

TEST_F(Frontier, ClaimsNoHostForUrlsOutsideTheRemit) {
  const auto sources = in_transaction([](pqxx::work& tx) {
    return ensure_sources(tx, std::vector<std::string>{"north", "south"});
  });
  NewUrl url = page_url("/1");
  url.source_id = sources.at("north").id;
  add({url});
  const auto claims = [&](const Remit& remit) {
    return in_transaction([&](pqxx::work& tx) {
             return claim_hosts(tx, "a", remit, 10, std::chrono::minutes(1));
           })
        .size();
  };
  const Remit other{.sources = {{sources.at("south").id}}};
  const Remit ours{.sources = {{sources.at("north").id}}};

  EXPECT_EQ(claims(other), 0U);
  EXPECT_FALSE(in_transaction([&](pqxx::work& tx) { return anything_due(tx, other); }));
  EXPECT_TRUE(in_transaction([&](pqxx::work& tx) { return anything_due(tx, ours); }));
  EXPECT_EQ(claims(ours), 1U);
}

TEST_F(Frontier, ClaimsTheHostOfTheMostUrgentUrlInTheRemitFirst) {
  const auto sources = in_transaction(
      [](pqxx::work& tx) { return ensure_sources(tx, std::vector<std::string>{"north"}); });
  const auto add_at = [&](const std::string& host, int priority, std::optional<int> source) {
    NewUrl url = page_url("/1", priority);
    url.origin = "http://" + host;
    url.url = url.origin + "/1";
    url.source_id = source;
    add({url});
  };
  add_at("a.example", 4, std::nullopt);
  add_at("b.example", 2, sources.at("north").id);
  add_at("b.example", 2, std::nullopt);
  add_at("c.example", 3, std::nullopt);
  database_.run("UPDATE url SET source_id = (SELECT id FROM source) WHERE priority = 2");

  const auto first = in_transaction([](pqxx::work& tx) {
    return claim_hosts(tx, "a", {.sources = std::vector<int>()}, 1, std::chrono::minutes(1));
  });

  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().origin, "http://c.example");
}

TEST_F(Frontier, MakesARequestedUrlDueWhateverBecameOfIt) {
  add({page_url("/1")});
  database_.run("UPDATE url SET due_at = NULL, verdict = 'failed'");

  in_transaction(
      [](pqxx::work& tx) { return request_urls(tx, std::vector<NewUrl>{page_url("/1")}); });

  EXPECT_EQ(due(), std::vector<std::string>{"http://a.example/1"});
  EXPECT_TRUE(in_transaction([](pqxx::work& tx) { return anything_due(tx, Remit{kRequested}); }));
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

TEST_F(Frontier, TakesALeaseFarAheadOfTheClockForNone) {
  add({page_url("/1")});
  claim("a");

  database_.run("UPDATE host SET lease_until = now() + interval '9 minutes'");
  EXPECT_TRUE(claim("b").empty()) << "another's leases may be longer";
  database_.run("UPDATE host SET lease_until = now() + interval '1 day'");
  ASSERT_EQ(claim("b").size(), 1U) << "the clock was set back";
  EXPECT_EQ(database_.value("SELECT lease_until < now() + interval '2 minutes' FROM host"), "t");
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

TEST_F(Frontier, WhatAPersonAsksForDoesNotWaitForItsHostToRestAfterErrors) {
  const std::vector<NewUrl> asked{page_url("/1")};
  const auto ask_with = [&](const std::string& error, const std::string& robots) {
    add(asked);
    database_.run("UPDATE host SET blocked_until = now() + interval '1 hour', last_error = '" +
                  error + "', robots_rule = '" + robots + "', robots_until = now() + '1 hour'");
    in_transaction([&](pqxx::work& tx) { return request_urls(tx, asked); });
    return database_.table("SELECT blocked_until <= now(), robots_rule FROM host");
  };

  EXPECT_EQ(ask_with("connect: refused", "body"), "t|body");
  EXPECT_EQ(ask_with("http_503 (http://a.example/x)", "allow_all"), "t|allow_all");
  EXPECT_EQ(ask_with("robots.txt cannot be had: http_500", "disallow_all"), "t|unknown");
  EXPECT_EQ(ask_with("http_503, asks to wait 60 s (http://a.example/x)", "body"), "f|body");
  EXPECT_EQ(ask_with("http_429 (http://a.example/x)", "body"), "f|body");
  EXPECT_EQ(ask_with("robots.txt cannot be had: http_429", "disallow_all"), "f|disallow_all");
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
