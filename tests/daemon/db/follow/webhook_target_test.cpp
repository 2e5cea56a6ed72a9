#include "daemon/follow/webhook_target.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/follow/feeder.h"
#include "db/feed/dead_letters.h"
#include "tests/support/raw_server.h"
#include "tests/support/test_database.h"

namespace cabled::webhook_target_test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint64_t kMostBytes = 2000;

std::string field(const std::string& head, const std::string& name) {
  const std::size_t begin = head.find(name + ": ");
  if (begin == std::string::npos) return "";
  const std::size_t value = begin + name.size() + 2;
  return head.substr(value, head.find('\r', value) - value);
}

/// A corpus that a webhook follows, and a clock that stands still unless it is moved.
class WebhookTargetTest : public testing::Test {
 protected:
  /// What the receiver answers, by the head of the request.
  using Answer = std::function<std::string(const std::string& head)>;

  void SetUp() override {
    ASSERT_TRUE(feeder().step().has_value());  // a webhook is told of what comes after it was named
  }

  void follow_only(const SearchQuery& match) {
    FeederOptions options{.consumer = "hook", .batch = 50, .keep = {}};
    options.match = match;
    feeder_ = std::make_unique<Feeder>(database_.connect(), target(), std::move(options));
  }

  WebhookTarget& target() {
    if (!target_) {
      WebhookOptions options{.url = read_webhook_url(server_.url("/secret/path")).value(),
                             .secret = "key",
                             .password = "bearer",
                             .consumer = "hook",
                             .most_bytes = kMostBytes,
                             .patience = hours(24)};
      target_.emplace(database_.connect(), std::move(options), std::stop_token(),
                      [this] { return now_; });
    }
    return *target_;
  }

  Feeder& feeder() {
    if (!feeder_) {
      feeder_ =
          std::make_unique<Feeder>(database_.connect(), target(),
                                   FeederOptions{.consumer = "hook", .batch = 50, .keep = {}});
    }
    return *feeder_;
  }

  void write_changes(int count, const std::string& ids = "c") const {
    database_.run("INSERT INTO change (kind, cable_id) SELECT 'cable', '" + ids +
                  "' || n FROM generate_series(1, " + std::to_string(count) + ") n");
  }

  /// Steps until nothing is new, a failure's rest each; the first failure that is not transient
  /// ends it.
  Result<void> follow() {
    while (true) {
      const auto step = feeder().step();
      if (step && *step == Feeder::Step::kNothingNew) return {};
      if (step) continue;
      if (step.error().kind != ErrorKind::kTransient) return tl::unexpected(step.error());
      rests_.push_back(target().rest());
      now_ += std::max(rests_.back(), milliseconds(1));
    }
  }

  std::string letters() const { return database_.value("SELECT count(*) FROM feed_dead_letter"); }
  std::string left_to_read() const {
    return database_.value(
        "SELECT count(*) FROM change c, feed_consumer f WHERE (c.xid, c.seq) > (f.xid, f.seq)");
  }
  /// The cursors that the receiver took, in order.
  std::vector<std::string> taken() {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

  static std::string status(int code, const std::string& more = "") {
    return fmt::format("HTTP/1.1 {} Said\r\nContent-Length: 0\r\n{}\r\n", code, more);
  }

  DeliveryPace::Time now_{hours(1000)};
  Answer answer_ = [](const std::string&) { return status(204); };
  std::vector<milliseconds> rests_;
  test::TestDatabase database_;

 private:
  test::Script reply(const std::string& head) {
    const std::string said = answer_(head);
    const std::lock_guard lock(mutex_);
    if (said.find(" 204 ") != std::string::npos) taken_.push_back(field(head, "X-Cabled-Cursor"));
    return {test::Step::send(said)};
  }

  std::mutex mutex_;
  std::vector<std::string> taken_;
  std::optional<WebhookTarget> target_;
  std::unique_ptr<Feeder> feeder_;

 protected:
  test::RawServer server_{[this](const std::string& head) { return reply(head); }};
};

TEST_F(WebhookTargetTest, StepsOverChangesOfCablesThatCannotHaveMatched) {
  SearchQuery of_lisbon;
  of_lisbon.filter.stations = {"LISBON"};
  follow_only(of_lisbon);
  write_changes(120, "09OSLO");

  ASSERT_TRUE(follow().has_value());

  EXPECT_TRUE(taken().empty());
  EXPECT_EQ(left_to_read(), "0");
  EXPECT_EQ(feeder().counts().done, 120U);
}

TEST_F(WebhookTargetTest, SendsNoBodyLargerThanItMayAndAllChangesInOrder) {
  write_changes(120);
  ASSERT_TRUE(follow().has_value());

  for (const std::string& head : server_.request_heads()) {
    EXPECT_LE(std::stoul(field(head, "Content-Length")), kMostBytes);
  }
  const std::vector<std::string> cursors = taken();
  EXPECT_GT(cursors.size(), 3U);
  for (std::size_t i = 1; i < cursors.size(); ++i) {
    EXPECT_LT(db::ChangeCursor::parse(cursors[i - 1]).value(),
              db::ChangeCursor::parse(cursors[i]).value());
  }
  EXPECT_EQ(feeder().counts().done, 120U);
  EXPECT_EQ(left_to_read(), "0");
}

TEST_F(WebhookTargetTest, SendsAChangeThatIsLargerAlone) {
  database_.run(
      "INSERT INTO change (kind, cable_id) SELECT 'cable', repeat('x', 3000)"
      " FROM generate_series(1, 3)");
  ASSERT_TRUE(follow().has_value());

  EXPECT_EQ(taken().size(), 3U);
}

TEST_F(WebhookTargetTest, AwayForTenMinutesLosesNothingAndKeepsTheOrder) {
  const auto back_at = now_ + minutes(10);
  answer_ = [&](const std::string&) { return status(now_ < back_at ? 503 : 204); };
  write_changes(120);
  ASSERT_TRUE(follow().has_value());

  EXPECT_GE(now_, back_at);
  EXPECT_LE(now_, back_at + minutes(5));
  EXPECT_LT(rests_.size(), 20U) << "and is not hammered meanwhile";
  EXPECT_EQ(letters(), "0");
  EXPECT_EQ(left_to_read(), "0");
  EXPECT_EQ(feeder().counts().done, 120U) << "changes are counted, not tries";
  const std::vector<std::string> cursors = taken();
  for (std::size_t i = 1; i < cursors.size(); ++i) {
    EXPECT_LT(db::ChangeCursor::parse(cursors[i - 1]).value(),
              db::ChangeCursor::parse(cursors[i]).value());
  }
}

TEST_F(WebhookTargetTest, GoesOnAfterThePartThatWasTaken) {
  int answered = 0;
  answer_ = [&](const std::string&) { return status(++answered == 2 ? 500 : 204); };
  write_changes(50);
  ASSERT_TRUE(follow().has_value());

  const std::vector<std::string> cursors = taken();
  EXPECT_EQ(std::set<std::string>(cursors.begin(), cursors.end()).size(), cursors.size());
  EXPECT_EQ(feeder().counts().done, 50U);
}

class WebhookRetryAfter : public WebhookTargetTest, public testing::WithParamInterface<int> {};

TEST_P(WebhookRetryAfter, IsObeyedInSeconds) {
  bool asked = false;
  answer_ = [&](const std::string&) {
    return std::exchange(asked, true) ? status(204) : status(GetParam(), "Retry-After: 77\r\n");
  };
  write_changes(1);
  ASSERT_TRUE(follow().has_value());

  EXPECT_EQ(rests_, std::vector<milliseconds>{seconds(77)});
}

TEST_P(WebhookRetryAfter, IsObeyedAsADate) {
  bool asked = false;
  answer_ = [&](const std::string&) {
    if (std::exchange(asked, true)) return status(204);
    const std::time_t later = std::time(nullptr) + 600;
    std::array<char, 64> date{};
    std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&later));
    return status(GetParam(), fmt::format("Retry-After: {}\r\n", date.data()));
  };
  write_changes(1);
  ASSERT_TRUE(follow().has_value());

  ASSERT_EQ(rests_.size(), 1U);
  EXPECT_GE(rests_[0], seconds(590));
  EXPECT_LE(rests_[0], seconds(600));
}

INSTANTIATE_TEST_SUITE_P(Statuses, WebhookRetryAfter, testing::Values(429, 503));

TEST_F(WebhookTargetTest, HalvesWhatIsTooLargeWithoutAWait) {
  answer_ = [](const std::string& head) {
    return status(std::stoul(field(head, "Content-Length")) > 500 ? 413 : 204);
  };
  write_changes(40);
  ASSERT_TRUE(follow().has_value());

  EXPECT_TRUE(rests_.empty());
  EXPECT_EQ(letters(), "0");
  EXPECT_EQ(feeder().counts().done, 40U);
}

TEST_F(WebhookTargetTest, SetsASingleChangeThatIsTooLargeAsideAndGoesOn) {
  answer_ = [](const std::string& head) {
    return status(std::stoul(field(head, "Content-Length")) > 1000 ? 413 : 204);
  };
  write_changes(2);
  database_.run("INSERT INTO change (kind, cable_id) VALUES ('cable', repeat('x', 1200))");
  write_changes(2);
  ASSERT_TRUE(follow().has_value());

  EXPECT_EQ(letters(), "1");
  EXPECT_EQ(left_to_read(), "0");
}

TEST_F(WebhookTargetTest, StopsWhenTheReceiverIsGoneForGood) {
  answer_ = [](const std::string&) { return status(410); };
  write_changes(2);
  const Result<void> followed = follow();

  ASSERT_FALSE(followed.has_value());
  EXPECT_EQ(followed.error().kind, ErrorKind::kRefused);
  EXPECT_NE(followed.error().message.find("410"), std::string::npos);
  EXPECT_NE(followed.error().message.find("--forget hook"), std::string::npos);
  EXPECT_EQ(left_to_read(), "2");
  EXPECT_EQ(letters(), "0");
}

TEST_F(WebhookTargetTest, SetsABatchAsideAfterADayAndDeliversItLater) {
  const auto stubborn_until = now_ + hours(25);
  answer_ = [&](const std::string&) { return status(now_ < stubborn_until ? 500 : 204); };
  write_changes(3);
  ASSERT_TRUE(follow().has_value());
  ASSERT_EQ(letters(), "1");
  EXPECT_EQ(database_.value("SELECT error FROM feed_dead_letter"),
            fmt::format("'http://127.0.0.1:{}' answered 500", server_.port()));
  const auto states = db::transact(*std::make_unique<db::Connection>(database_.connect()),
                                   [](pqxx::work& tx) { return db::dead_letters(tx); });
  ASSERT_EQ(states->size(), 1U);
  EXPECT_EQ(states->front().batches, 1);

  const auto refused = target().redeliver();
  now_ = stubborn_until;
  const auto delivered = target().redeliver();

  EXPECT_EQ(refused->taken, 0);
  EXPECT_EQ(refused->refused, 1);
  EXPECT_EQ(delivered->taken, 1);
  EXPECT_EQ(letters(), "0");
  EXPECT_EQ(taken().size(), 1U);
}

TEST_F(WebhookTargetTest, RedeliversInHalvesWhatIsTooLargeByNow) {
  const auto stubborn_until = now_ + hours(25);
  answer_ = [&](const std::string& head) {
    if (now_ < stubborn_until) return status(500);
    return status(std::stoul(field(head, "Content-Length")) > 400 ? 413 : 204);
  };
  write_changes(8);
  ASSERT_TRUE(follow().has_value());
  ASSERT_EQ(letters(), "1");
  now_ = stubborn_until;

  EXPECT_EQ(target().redeliver()->taken, 1);
  EXPECT_EQ(letters(), "0");
  EXPECT_GE(taken().size(), 2U);
}

TEST_F(WebhookTargetTest, ShowsThePasswordToTheReceiverAlone) {
  answer_ = [](const std::string&) { return status(410); };
  write_changes(1);
  const Result<void> followed = follow();

  EXPECT_EQ(field(server_.request_heads().back(), "Authorization"), "Bearer bearer");
  EXPECT_EQ(followed.error().message.find("bearer"), std::string::npos);
  EXPECT_EQ(followed.error().message.find("secret/path"), std::string::npos);
}

}  // namespace
}  // namespace cabled::webhook_target_test
