#include "daemon/pipeline/bounded_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <numeric>
#include <thread>

namespace cabled::bounded_queue_test {
namespace {

using std::chrono::steady_clock;

TEST(BoundedQueue, HandsOutInTheOrderOfArrival) {
  BoundedQueue<int> queue(3);
  for (int i = 1; i <= 3; ++i) queue.push(int{i});

  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), 3);
}

TEST(BoundedQueue, NeverHoldsMoreThanItsCapacity) {
  BoundedQueue<int> queue(2);
  std::atomic<int> most{0};
  std::jthread producer([&] {
    for (int i = 0; i < 500; ++i) queue.push(int{i});
    queue.close();
  });
  int taken = 0;
  while (queue.pop()) {
    ++taken;
    most = std::max<int>(most, static_cast<int>(queue.size()));
  }
  producer.join();

  EXPECT_EQ(taken, 500);
  EXPECT_LE(most, 2);
}

TEST(BoundedQueue, HandsOutWhatItHoldsAfterItIsClosed) {
  BoundedQueue<int> queue(2);
  queue.push(1);
  queue.close();

  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, LeavesAnItemUntouchedThatItDoesNotTake) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  queue.close();
  auto item = std::make_unique<int>(5);

  EXPECT_FALSE(queue.push(std::move(item)));
  ASSERT_NE(item, nullptr);  // NOLINT(bugprone-use-after-move): that is the promise
  EXPECT_EQ(*item, 5);
}

TEST(BoundedQueue, WakesAPushAndAPopThatWaitWhenItIsClosed) {
  BoundedQueue<int> full(1);
  full.push(1);
  BoundedQueue<int> empty(1);
  auto pusher = std::async(std::launch::async, [&] { return full.push(2); });
  auto popper = std::async(std::launch::async, [&] { return empty.pop(); });

  full.close();
  empty.close();

  EXPECT_FALSE(pusher.get());
  EXPECT_EQ(popper.get(), std::nullopt);
}

TEST(BoundedQueue, FillsABatchUpToItsSizeWithoutWaitingForMore) {
  BoundedQueue<int> queue(9);
  for (int i = 1; i <= 3; ++i) queue.push(int{i});
  std::vector<int> batch;

  EXPECT_TRUE(queue.pop_into(batch, 2, steady_clock::now() + std::chrono::hours(1)));
  EXPECT_EQ(batch, (std::vector<int>{1, 2}));
  EXPECT_TRUE(queue.pop_into(batch, 9, steady_clock::now() + std::chrono::hours(1)));
  EXPECT_EQ(batch, (std::vector<int>{1, 2, 3}));
}

TEST(BoundedQueue, SaysWithTheLastBatchThatNothingComesAfterIt) {
  BoundedQueue<int> queue(9);
  queue.push(1);
  queue.push(2);
  queue.close();
  std::vector<int> batch;

  EXPECT_TRUE(queue.pop_into(batch, 1, steady_clock::now()));
  EXPECT_FALSE(queue.pop_into(batch, 2, steady_clock::now()));
  EXPECT_EQ(batch, (std::vector<int>{1, 2}));
}

TEST(BoundedQueue, GivesAnEmptyBatchWhenTheTimeIsUp) {
  BoundedQueue<int> queue(1);
  std::vector<int> batch;

  EXPECT_TRUE(queue.pop_into(batch, 1, steady_clock::now()));
  EXPECT_TRUE(batch.empty());
}

TEST(BoundedQueue, LosesNothingBetweenManyThreads) {
  BoundedQueue<int> queue(4);
  std::atomic<long> sum{0};
  std::vector<std::jthread> consumers;
  for (int i = 0; i < 3; ++i) {
    consumers.emplace_back([&] {
      while (const auto item = queue.pop()) sum += *item;
    });
  }
  std::vector<std::jthread> producers;
  for (int i = 0; i < 3; ++i) {
    producers.emplace_back([&] {
      for (int n = 1; n <= 1000; ++n) queue.push(int{n});
    });
  }
  for (std::jthread& producer : producers) producer.join();
  queue.close();
  for (std::jthread& consumer : consumers) consumer.join();

  EXPECT_EQ(sum, 3 * 500'500);
}

}  // namespace
}  // namespace cabled::bounded_queue_test
