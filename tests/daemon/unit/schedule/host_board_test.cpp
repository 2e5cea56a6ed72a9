#include "daemon/schedule/host_board.h"

#include <gtest/gtest.h>

namespace cabled::host_board_test {
namespace {

using namespace std::chrono_literals;
using Kind = HostBoard::Turn::Kind;

class Board : public testing::Test {
 protected:
  static db::LeasedHost host(const std::string& robots = "") {
    db::LeasedHost row;
    row.lease = {1, 7};
    row.origin = "http://a.example";
    row.robots_rule = robots.empty() ? "allow_all" : "body";
    row.robots_body = robots;
    row.robots_valid = 1h;
    return row;
  }

  void add(const db::LeasedHost& row) {
    board_.add_host(row, limits_, HostBoard::RobotsUse::kObey, now_, now_ + 6min);
  }

  void feed(std::vector<std::string> paths) {
    std::vector<CrawlTask> tasks;
    for (const std::string& path : paths) {
      tasks.emplace_back(++ids_, Url::parse("http://a.example" + path).value(),
                         db::HostLease{1, 7});
      tasks.back().source_id = 3;
    }
    board_.feed({1, 7}, std::move(tasks), now_);
  }

  std::string next() {
    const auto turn = board_.next_task(now_);
    if (!turn) return "";
    return (turn->kind == Kind::kDisallowed ? "!" : "") + turn->task.url.path();
  }

  void answered(HostAnswer answer, std::chrono::seconds retry_after = 0s) {
    HostVisit visit{answer, 10ms, std::nullopt, {}};
    if (retry_after.count() > 0) visit.retry_after = retry_after;
    board_.fetched(CrawlTask(1, Url::parse("http://a.example/").value(), {1, 7}), visit, "", now_);
  }

  SteadyTime now_{1h};
  PaceLimits limits_{.min_delay = 2s, .max_delay = 2s, .max_concurrency = 1};
  HostBoard board_{"cabled", 4};
  std::int64_t ids_ = 0;
};

TEST_F(Board, KeepsTheDelayBetweenTwoStarts) {
  add(host());
  feed({"/1", "/2"});

  EXPECT_EQ(next(), "/1");
  answered(HostAnswer::kServed);
  now_ += 1999ms;
  EXPECT_EQ(next(), "");
  now_ += 1ms;
  EXPECT_EQ(next(), "/2");
}

TEST_F(Board, WaitsAWholeDelayForAHostThatWasNotGivenBack) {
  db::LeasedHost row = host();
  row.abandoned = true;
  add(row);
  feed({"/1"});

  EXPECT_EQ(next(), "");
  now_ += 2s;
  EXPECT_EQ(next(), "/1");
}

TEST_F(Board, ShortensNoDelayByRounding) {
  add(host());
  feed({"/1", "/2"});
  now_ += 900us;

  EXPECT_EQ(next(), "/1");
  answered(HostAnswer::kServed);
  now_ += 2s - 200us;
  EXPECT_EQ(next(), "");
}

TEST_F(Board, KeepsTheCrawlDelayOfARobotsFileThatCameWithTheLease) {
  add(host("User-agent: *\nCrawl-delay: 10\n"));
  feed({"/1", "/2"});

  EXPECT_EQ(next(), "/1");
  answered(HostAnswer::kServed);
  now_ += 9s;
  EXPECT_EQ(next(), "");
  now_ += 1s;
  EXPECT_EQ(next(), "/2");
}

TEST_F(Board, HandsOutDisallowedTasksAtOnceAndFreeOfCharge) {
  add(host("User-agent: *\nDisallow: /private\n"));
  feed({"/private/1", "/private/2", "/1"});

  EXPECT_EQ(next(), "!/private/1");
  EXPECT_EQ(next(), "!/private/2");
  EXPECT_EQ(next(), "/1");
}

TEST_F(Board, LeavesAHostAloneWhoseRobotsFileCannotBeHadAndAsksAgainLater) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1"});

  EXPECT_EQ(next(), "/robots.txt");
  answered(HostAnswer::kFailed);
  board_.set_robots({1, 7}, {"disallow_all", "", 30min}, now_);
  board_.renewed(std::vector<db::HostLease>{{1, 7}}, now_ + 1h);
  now_ += 29min;
  EXPECT_EQ(next(), "");
  now_ += 1min;
  EXPECT_EQ(next(), "/robots.txt");
}

TEST_F(Board, GivesAHostBackWhoseRobotsFileCannotBeHadWithItsRest) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1"});
  next();
  answered(HostAnswer::kFailed);
  board_.set_robots({1, 7}, {"disallow_all", "", 30min}, now_);

  const auto updates = board_.changed_hosts(now_);

  ASSERT_EQ(updates.size(), 1U);
  EXPECT_EQ(updates[0].blocked_for, 30min);
  EXPECT_EQ(board_.take_idle_hosts(now_).size(), 1U);
}

TEST_F(Board, SaysWhyAHostsRobotsFileCannotBeHad) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1"});
  next();
  answered(HostAnswer::kServed);
  board_.set_robots({1, 7}, {"disallow_all", "", 30min, "robots.txt cannot be had: http_304"},
                    now_);

  EXPECT_EQ(board_.changed_hosts(now_).at(0).last_error.str(),
            "robots.txt cannot be had: http_304");
}

TEST_F(Board, AsksForTheRobotsFileAgainWhenWeHinderedItOurselves) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1"});
  EXPECT_EQ(next(), "/robots.txt");
  answered(HostAnswer::kNothing);

  board_.ask_robots_again({1, 7});

  now_ += 5s;
  EXPECT_EQ(next(), "/robots.txt");
}

TEST_F(Board, AsksTheHostItselfWhenRulesThatAnotherPlaceGaveAreOld) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1", "/2"});
  const auto asked = board_.next_task(now_);
  answered(HostAnswer::kServed);
  board_.redirect_robots(asked->task, Url::parse("http://b.example/moved.txt").value());
  now_ += 2s;
  EXPECT_EQ(next(), "/moved.txt");
  answered(HostAnswer::kServed);
  board_.set_robots({1, 7}, {"allow_all", "", 24h}, now_);

  now_ += 25h;
  board_.renewed(std::vector<db::HostLease>{{1, 7}}, now_ + 6min);
  feed({});

  EXPECT_EQ(next(), "/robots.txt");
}

TEST_F(Board, LeavesHalfOfTheConnectionsToHostsThatServe) {
  const auto url = [](int id) {
    return Url::parse("http://h" + std::to_string(id) + ".example/").value();
  };
  limits_ = {.min_delay = 0ms, .max_delay = 0ms, .max_concurrency = 1};
  for (int id = 2; id <= 9; ++id) {
    db::LeasedHost row = host();
    row.lease = {id, 7};
    row.origin = url(id).origin();
    add(row);
    std::vector<CrawlTask> tasks{CrawlTask(id, url(id), row.lease)};
    board_.feed(row.lease, std::move(tasks), now_);
  }
  add(host());
  feed({"/1", "/2", "/3"});

  EXPECT_EQ(board_.next_task(now_)->task.lease.host_id, 1);
  answered(HostAnswer::kServed);
  EXPECT_EQ(board_.next_task(now_)->task.lease.host_id, 2);  // these two hang
  EXPECT_EQ(board_.next_task(now_)->task.lease.host_id, 3);

  EXPECT_EQ(next(), "/2");
  answered(HostAnswer::kServed);
  EXPECT_EQ(next(), "/3");
  EXPECT_EQ(next(), "");
  EXPECT_GT(board_.next_turn(now_), now_);
}

TEST_F(Board, AsksForMoreTasksOfAHostOnlyWhenItHasServed) {
  add(host());
  EXPECT_EQ(board_.hungry_hosts(10).size(), 1U);
  feed({"/1", "/2"});

  EXPECT_TRUE(board_.hungry_hosts(10).empty());
  next();
  answered(HostAnswer::kServed);
  EXPECT_EQ(board_.hungry_hosts(10).size(), 1U);
}

TEST_F(Board, StartsNothingAfterTheLeaseHasLapsed) {
  add(host());
  feed({"/1", "/2"});
  now_ += 6min;

  EXPECT_EQ(next(), "");
  const std::vector<db::HostLease> kept{{1, 7}};
  board_.renewed(kept, now_ + 6min);
  EXPECT_EQ(next(), "/1");
}

TEST_F(Board, KeepsAShortRetryAfterOnTheBoardAndGivesALongOneBack) {
  add(host());
  feed({"/1", "/2"});
  next();
  board_.settled({1, 7}, 1);

  limits_.first_rest = 1s;
  answered(HostAnswer::kSlowDown, 30s);
  board_.changed_hosts(now_);
  EXPECT_TRUE(board_.take_idle_hosts(now_).empty());

  now_ += 2min;
  next();
  board_.settled({1, 7}, 2);
  answered(HostAnswer::kSlowDown, 3600s);
  board_.changed_hosts(now_);
  EXPECT_EQ(board_.take_idle_hosts(now_).size(), 1U);
}

TEST_F(Board, TakesBackWhatWaitsForAPausedSource) {
  add(host());
  feed({"/1", "/2"});

  board_.withdraw({3});

  EXPECT_EQ(next(), "");
  EXPECT_TRUE(board_.hungry_hosts(10).at(0).in_hand.empty());
}

TEST_F(Board, LetsNothingBeFetchedOfAHostWhoseRobotsFileMayNotBeAskedFor) {
  db::LeasedHost row = host();
  row.robots_rule = "unknown";
  add(row);
  feed({"/1", "/2"});
  ASSERT_EQ(next(), "/robots.txt");
  answered(HostAnswer::kNothing);

  board_.refuse_host({1, 7}, "address 10.0.0.1 of 'a.example' is private", now_);

  for (const char* path : {"/1", "/2"}) {
    const auto turn = board_.next_task(now_);
    ASSERT_TRUE(turn.has_value());
    EXPECT_EQ(turn->kind, Kind::kRefusedHost);
    EXPECT_EQ(turn->task.url.path(), path);
    EXPECT_EQ(turn->refusal, "address 10.0.0.1 of 'a.example' is private");
  }
  const auto updates = board_.changed_hosts(now_);
  ASSERT_EQ(updates.size(), 1U);
  EXPECT_FALSE(updates[0].robots.has_value());
  now_ += 1min;
  feed({"/3"});
  EXPECT_EQ(next(), "/robots.txt");
}

TEST_F(Board, TellsTheLastTroubleOnceAndTheRestInTimeLeft) {
  add(host());
  feed({"/1"});
  next();
  board_.fetched(CrawlTask(1, Url::parse("http://a.example/1").value(), {1, 7}),
                 {HostAnswer::kSlowDown, 5ms, 40s, {}}, "http_503", now_);

  const auto updates = board_.changed_hosts(now_ + 10s);

  ASSERT_EQ(updates.size(), 1U);
  EXPECT_EQ(updates[0].last_error.str(), "http_503");
  EXPECT_GE(updates[0].blocked_for, 30s);
  EXPECT_EQ(updates[0].failures, 1);
  EXPECT_TRUE(board_.changed_hosts(now_ + 10s).empty());
}

}  // namespace
}  // namespace cabled::host_board_test
