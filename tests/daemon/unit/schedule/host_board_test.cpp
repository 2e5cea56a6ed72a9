#include "daemon/schedule/host_board.h"

#include <gtest/gtest.h>

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr db::HostLease kLease{7, 3};
constexpr HostPolicy kOneASecond{seconds(1), 1};

db::LeasedHost host_row(db::HostLease lease = kLease, const std::string& name = "a.example") {
  db::LeasedHost row;
  row.lease = lease;
  row.origin = "http://" + name;
  row.robots_rule = "unknown";
  return row;
}

CrawlTask task(std::int64_t id, db::HostLease lease = kLease,
               const std::string& name = "a.example") {
  return {id, Url::parse("http://" + name + "/" + std::to_string(id)).value(), lease};
}

std::vector<CrawlTask> tasks(std::int64_t from, std::int64_t to, db::HostLease lease = kLease) {
  std::vector<CrawlTask> all;
  for (std::int64_t id = from; id <= to; ++id) all.push_back(task(id, lease));
  return all;
}

class Board : public testing::Test {
 protected:
  void add(const db::LeasedHost& row, HostBoard::RobotsUse use = HostBoard::RobotsUse::kIgnore,
           HostPolicy policy = kOneASecond) {
    board_.add_host(row, policy, use, now_);
  }

  std::optional<std::int64_t> next(SteadyTime at) {
    const auto task = board_.next_task(at);
    return task ? std::optional(task->url_id) : std::nullopt;
  }

  HostBoard board_{"cabled"};
  SteadyTime now_ = SteadyTime(std::chrono::hours(1));
};

TEST_F(Board, GivesAHostsTasksInOrderADelayApart) {
  add(host_row(), HostBoard::RobotsUse::kIgnore, {seconds(1), 2});
  board_.feed(kLease, tasks(1, 3), now_);

  EXPECT_EQ(next(now_), 1);
  EXPECT_EQ(next(now_ + milliseconds(999)), std::nullopt);
  EXPECT_EQ(next(now_ + seconds(1)), 2);
}

TEST_F(Board, AsksAHostNoMoreThanItsShareAtATime) {
  add(host_row());
  board_.feed(kLease, tasks(1, 2), now_);
  const auto first = board_.next_task(now_);
  ASSERT_TRUE(first.has_value());

  EXPECT_EQ(next(now_ + seconds(9)), std::nullopt);
  board_.fetched(*first, {}, now_ + seconds(9));
  EXPECT_EQ(next(now_ + seconds(9)), 2);
}

TEST_F(Board, WaitsAsLongAsTheHostsRowSays) {
  db::LeasedHost row = host_row();
  row.wait = seconds(30);
  add(row);
  board_.feed(kLease, tasks(1, 1), now_);

  EXPECT_EQ(next(now_ + seconds(29)), std::nullopt);
  EXPECT_EQ(next(now_ + seconds(30)), 1);
}

TEST_F(Board, WaitsAFullDelayAfterAHolderThatDied) {
  db::LeasedHost row = host_row();
  row.abandoned = true;
  add(row);
  board_.feed(kLease, tasks(1, 1), now_);

  EXPECT_EQ(next(now_ + milliseconds(999)), std::nullopt);
  EXPECT_EQ(next(now_ + seconds(1)), 1);
}

TEST_F(Board, KeepsTheCrawlDelayOfRobotsThatWereReadBefore) {
  db::LeasedHost row = host_row();
  row.robots_rule = "body";
  row.robots_body = "User-agent: *\nCrawl-delay: 20\n";
  row.robots_valid = std::chrono::hours(1);
  row.abandoned = true;
  add(row, HostBoard::RobotsUse::kObey);
  board_.feed(kLease, tasks(1, 1), now_);

  EXPECT_EQ(next(now_ + seconds(19)), std::nullopt);
  EXPECT_EQ(next(now_ + seconds(20)), 1);
}

TEST_F(Board, AsksForRobotsFirstAndWaitsForTheAnswer) {
  add(host_row(), HostBoard::RobotsUse::kObey);
  board_.feed(kLease, tasks(1, 1), now_);

  const auto robots = board_.next_task(now_);
  ASSERT_TRUE(robots.has_value());
  EXPECT_EQ(robots->url.text(), "http://a.example/robots.txt");
  board_.fetched(*robots, {}, now_);
  EXPECT_EQ(next(now_ + seconds(5)), std::nullopt);

  board_.set_robots(kLease, {"allow_all", "", std::chrono::hours(24)}, now_);
  EXPECT_EQ(next(now_ + seconds(5)), 1);
}

TEST_F(Board, SaysWhatRobotsAllow) {
  add(host_row(), HostBoard::RobotsUse::kObey);
  board_.set_robots(kLease, {"body", "User-agent: *\nDisallow: /1\n", seconds(60)}, now_);

  EXPECT_FALSE(board_.allows(task(1)));
  EXPECT_TRUE(board_.allows(task(2)));
}

TEST_F(Board, LetsHostsTakeTurns) {
  constexpr db::HostLease kOther{8, 1};
  add(host_row(), HostBoard::RobotsUse::kIgnore, {milliseconds(0), 9});
  add(host_row(kOther, "b.example"), HostBoard::RobotsUse::kIgnore, {milliseconds(0), 9});
  board_.feed(kLease, tasks(1, 2), now_);
  board_.feed(kOther, tasks(11, 12, kOther), now_);

  std::vector<std::int64_t> order;
  while (const auto task = board_.next_task(now_)) order.push_back(task->url_id);

  EXPECT_EQ(order, (std::vector<std::int64_t>{1, 11, 2, 12}));
}

TEST_F(Board, TakesNoTaskTwiceUntilItIsCommitted) {
  add(host_row(), HostBoard::RobotsUse::kIgnore, {milliseconds(0), 9});
  board_.feed(kLease, tasks(1, 1), now_);
  board_.feed(kLease, tasks(1, 1), now_);
  EXPECT_EQ(next(now_), 1);
  EXPECT_EQ(next(now_), std::nullopt);

  board_.settled(kLease, 1);
  board_.feed(kLease, tasks(1, 1), now_);
  EXPECT_EQ(next(now_), 1);
}

TEST_F(Board, NamesWhatAHungryHostHasInHand) {
  add(host_row());
  board_.feed(kLease, tasks(1, 2), now_);

  const auto hungry = board_.hungry_hosts(3);

  ASSERT_EQ(hungry.size(), 1U);
  EXPECT_EQ(hungry[0].in_hand, (std::vector<std::int64_t>{1, 2}));
  EXPECT_TRUE(board_.hungry_hosts(2).empty());
}

TEST_F(Board, LetsAHostGoOnlyWhenAllOfItIsWritten) {
  add(host_row(), HostBoard::RobotsUse::kIgnore, {milliseconds(0), 1});
  board_.feed(kLease, tasks(1, 1), now_);
  const auto only = board_.next_task(now_);
  board_.feed(kLease, {}, now_);
  EXPECT_TRUE(board_.take_idle_hosts().empty()) << "its request is under way";

  board_.fetched(*only, {}, now_);
  board_.settled(kLease, 1);
  EXPECT_TRUE(board_.take_idle_hosts().empty()) << "its pace is not written yet";

  ASSERT_EQ(board_.changed_hosts(now_).size(), 1U);
  EXPECT_EQ(board_.take_idle_hosts(), std::vector<db::HostLease>{kLease});
  EXPECT_TRUE(board_.empty());
}

TEST_F(Board, TellsTheTimeThatAHostIsStillToBeLeftAlone) {
  add(host_row());
  board_.feed(kLease, tasks(1, 1), now_);
  const auto only = board_.next_task(now_);
  FetchSample busy{.end = FetchEnd::kTroubled, .latency = {}, .retry_after = seconds(90)};
  board_.fetched(*only, busy, now_);

  const auto updates = board_.changed_hosts(now_ + milliseconds(400));

  ASSERT_EQ(updates.size(), 1U);
  EXPECT_EQ(updates[0].next_allowed_in, milliseconds(600));
  EXPECT_EQ(updates[0].blocked_for, milliseconds(89'600));
  EXPECT_EQ(updates[0].failures, 1);
  EXPECT_TRUE(board_.changed_hosts(now_).empty()) << "told once";
}

TEST_F(Board, TakesNothingForALeaseThatItHoldsNoMore) {
  constexpr db::HostLease kNewer{kLease.host_id, kLease.fence + 1};
  add(host_row(kNewer));

  board_.feed(kLease, tasks(1, 1), now_);
  board_.drop_host(kLease);

  EXPECT_EQ(next(now_), std::nullopt);
  EXPECT_EQ(board_.leases(), std::vector<db::HostLease>{kNewer});
}

TEST_F(Board, FreesTheSlotOfATaskThatIsNotFetched) {
  add(host_row());
  board_.feed(kLease, tasks(1, 2), now_);
  const auto first = board_.next_task(now_);
  ASSERT_TRUE(first.has_value());

  board_.not_fetched(*first);

  EXPECT_EQ(next(now_), 2) << "no request was made, so no delay is due";
}

}  // namespace
}  // namespace cabled
