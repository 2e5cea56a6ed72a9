#include "daemon/pipeline/credits.h"

#include <gtest/gtest.h>

#include <future>

namespace cabled::credits_test {
namespace {

std::shared_ptr<Credits> pool(std::size_t pages, std::uint64_t bytes) {
  return std::make_shared<Credits>(pages, bytes);
}

TEST(Credits, IssuesNoMoreThanItsPages) {
  const auto credits = pool(2, 1000);
  const auto first = credits->try_take(1);
  const auto second = credits->try_take(1);

  EXPECT_TRUE(first && second);
  EXPECT_FALSE(credits->try_take(1).has_value());
  EXPECT_EQ(credits->pages_out(), 2U);
}

TEST(Credits, IssuesNoMoreThanItsBytes) {
  const auto credits = pool(9, 100);
  const auto first = credits->try_take(60);

  EXPECT_FALSE(credits->try_take(41).has_value());
  EXPECT_TRUE(credits->try_take(40).has_value());
}

TEST(Credits, LetOnePageInWhateverItsSize) {
  const auto credits = pool(9, 100);

  const auto huge = credits->try_take(5000);

  EXPECT_TRUE(huge.has_value());
  EXPECT_FALSE(credits->try_take(1).has_value());
}

TEST(Credits, ComeBackWhenTheyAreDestroyed) {
  const auto credits = pool(1, 100);
  { const auto credit = credits->try_take(100); }

  EXPECT_EQ(credits->pages_out(), 0U);
  EXPECT_TRUE(credits->try_take(100).has_value());
}

TEST(Credits, AreCountedOnceHoweverOftenTheyMove) {
  const auto credits = pool(5, 100);
  Credit kept = std::move(*credits->try_take(10));
  kept = std::move(*credits->try_take(20));
  EXPECT_EQ(credits->pages_out(), 1U) << "the one that was assigned over is back";

  Credit moved(std::move(kept));
  EXPECT_EQ(credits->pages_out(), 1U);
  moved = Credit();
  EXPECT_EQ(credits->pages_out(), 0U);
}

TEST(Credits, FollowTheSizeThatAPageTurnsOutToHave) {
  const auto credits = pool(9, 100);
  auto credit = credits->try_take(90);
  credit->resize(10);
  EXPECT_TRUE(credits->try_take(90).has_value());

  credit->resize(100);
  EXPECT_FALSE(credits->try_take(1).has_value());
}

TEST(Credits, WakeWhoeverWaitsForThem) {
  const auto credits = pool(1, 100);
  auto held = credits->try_take(1);
  auto waiter = std::async(std::launch::async, [&] { return credits->take(1).has_value(); });

  held.reset();

  EXPECT_TRUE(waiter.get());
}

TEST(Credits, GiveNothingOnceClosed) {
  const auto credits = pool(1, 100);
  auto held = credits->try_take(1);
  auto waiter = std::async(std::launch::async, [&] { return credits->take(1).has_value(); });

  credits->close();

  EXPECT_FALSE(waiter.get());
  held.reset();
  EXPECT_FALSE(credits->try_take(1).has_value());
}

}  // namespace
}  // namespace cabled::credits_test
