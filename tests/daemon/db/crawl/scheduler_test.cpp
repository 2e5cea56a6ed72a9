#include "daemon/crawl/scheduler.h"

#include <gtest/gtest.h>

#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::scheduler_test {
namespace {

using std::chrono::milliseconds;

/// A board and a scheduler that feeds it, as a crawl has them.
class Feeding {
 public:
  explicit Feeding(const std::string& database)
      : scheduler_(database, {},
                   std::make_shared<const CrawlRules>(CrawlRules::make(Config{}, {}).value()),
                   board_, [this] { stop_.request_stop(); }) {}

  /// One look at the frontier.
  void look() { scheduler_.run(stop_.get_token(), sign_); }
  void give_back() { scheduler_.give_back(); }
  HostBoard& board() { return board_; }

 private:
  std::stop_source stop_;
  StageSigns signs_;
  StageSign sign_{signs_, "schedule"};
  HostBoard board_{"cabled", 4};
  Scheduler scheduler_;
};

class SchedulerTest : public testing::Test {
 protected:
  void SetUp() override {
    db::Connection connection = database_.connect();
    const auto added = db::transact(connection, [](pqxx::work& tx) {
      return db::add_urls(tx, std::vector<db::NewUrl>{test::page_url("/1")});
    });
    ASSERT_TRUE(added.has_value());
  }

  std::string free_hosts() const {
    return database_.value("SELECT count(*) FROM host WHERE lease_owner IS NULL");
  }

  test::TestDatabase database_;
};

TEST_F(SchedulerTest, AfterAGiveBackThatFailedTheNextCrawlHasTheHostAtOnceAndWaitsADelay) {
  Feeding before(database_.target());
  before.look();
  ASSERT_EQ(before.board().leases().size(), 1U);
  database_.run(
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
      " $$BEGIN RAISE EXCEPTION 'not now'; END$$;"
      "CREATE TRIGGER refuse BEFORE UPDATE ON host FOR EACH ROW WHEN (NEW.lease_owner IS NULL)"
      " EXECUTE FUNCTION refuse()");
  before.give_back();
  database_.run("DROP TRIGGER refuse ON host");

  Feeding after(database_.target());
  const SteadyTime start = std::chrono::steady_clock::now();
  after.look();

  ASSERT_EQ(after.board().leases().size(), 1U);
  const milliseconds delay = FetchOptions().delay;
  EXPECT_FALSE(after.board().next_task(start + delay - milliseconds(1)).has_value());
  EXPECT_TRUE(after.board()
                  .next_task(std::chrono::steady_clock::now() + delay + milliseconds(1))
                  .has_value());
}

TEST_F(SchedulerTest, GivesBackThroughAServerThatWasAwayMeanwhile) {
  Feeding crawl(database_.target());
  crawl.look();
  ASSERT_EQ(free_hosts(), "0");
  database_.value(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
      " WHERE datname = current_database() AND application_name = 'cabled scheduler'");

  crawl.give_back();

  EXPECT_EQ(free_hosts(), "1");
}

TEST_F(SchedulerTest, AHostThatWasGivenBackIsFreeForTheNextWithoutAWait) {
  Feeding before(database_.target());
  before.look();
  before.give_back();

  Feeding after(database_.target());
  after.look();

  EXPECT_TRUE(after.board().next_task(std::chrono::steady_clock::now()).has_value());
}

}  // namespace
}  // namespace cabled::scheduler_test
