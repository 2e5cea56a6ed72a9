#include "daemon/pipeline/write_stage.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <thread>

#include "db/frontier/frontier.h"
#include "tests/daemon/db/pipeline/write_stage_fixture.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::write_stage_test {
namespace {

using std::chrono::milliseconds;
using test::cable_page;
using test::job_of;
using test::WriteStageTest;

TEST_F(WriteStageTest, CommitsAllAndGivesTheCreditsBack) {
  std::vector<WriteJob> jobs;
  for (int i = 0; i < 25; ++i) {
    const std::string number = std::to_string(i);
    jobs.push_back(job_of(
        cable_page("http://a.example/" + number, "09LISBON" + number, "TEXT " + number + "\n")));
  }
  write(std::move(jobs));

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "25");
  EXPECT_EQ(notes_.size(), 25U);
  EXPECT_EQ(credits_->pages_out(), 0U);
}

// gin_clean_pending_list() answers with the pages that it found.
TEST_F(WriteStageTest, LeavesNoWordsWaitingForTheIndex) {
  write_one(job_of(cable_page("http://a.example/1", "09LISBON1", "THE FERRY LEFT.\n")));
  EXPECT_EQ(database_.value("SELECT gin_clean_pending_list('cable_search')"), "0");

  database_.run("ALTER FUNCTION enter_waiting_words() RENAME TO nobody_enters");
  write_one(job_of(cable_page("http://a.example/2", "09LISBON2", "THE GRANARY BURNT.\n")));
  EXPECT_EQ(database_.value("SELECT gin_clean_pending_list('cable_search')"), "1");
  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "2");
}

// What one writer has committed is sent by none again; one that is said to have changed is.
TEST_F(WriteStageTest, SendsACommittedUrlNoMoreUnlessItChanged) {
  WriteJob first = job_of(cable_page("http://a.example/1", "09LISBON1", "ONE\n"));
  first.write.discovered = {test::page_url("/2"), test::page_url("/3")};
  write_one(std::move(first));
  EXPECT_EQ(database_.value("SELECT count(*) FROM url"), "2");
  EXPECT_TRUE(urls_.contains("http://a.example/2"));
  database_.run(
      "UPDATE url SET fetched_at = now() - interval '1 day', due_at = NULL;"
      "DELETE FROM url WHERE url LIKE '%/3'");

  WriteJob second = job_of(cable_page("http://a.example/4", "09LISBON4", "FOUR\n"));
  second.write.discovered = {test::page_url("/2"), test::page_url("/3")};
  second.write.discovered[0].modified_at = std::chrono::duration_cast<db::Timestamp>(
      std::chrono::system_clock::now().time_since_epoch());
  write_one(std::move(second));

  EXPECT_EQ(database_.table("SELECT url, due_at IS NOT NULL FROM url"), "http://a.example/2|t");
}

TEST_F(WriteStageTest, SeveralShareAQueueAndStoreEachPageOnce) {
  constexpr int kCables = 40;
  constexpr int kBatch = 7;
  std::mutex mutex;
  const auto note_all = [&](std::span<const PageNote> notes) {
    const std::lock_guard lock(mutex);
    notes_.insert(notes_.end(), notes.begin(), notes.end());
  };
  std::deque<WriteStage> stages;
  std::vector<std::jthread> writers;
  for (int i = 0; i < 3; ++i) {
    stages.emplace_back(database_.target(), BatchLimits{kBatch, milliseconds(100)}, credits_, urls_,
                        nullptr, rows_, fault_, note_all);
    writers.emplace_back([this, &stage = stages.back()] {
      StageSign sign(signs_, "write");
      stage.run({}, sign);
    });
  }
  // Each text twice, a batch or two apart, so that two writers meet over it.
  const auto push = [&](const char* host, int text) {
    const std::string number = std::to_string(text);
    rows_.push(job_of(cable_page(fmt::format("http://{}.example/{}", host, number),
                                 "09LISBON" + number, "TEXT " + number + "\n")));
  };
  for (int i = 0; i < kCables + kBatch; ++i) {
    if (i < kCables) push("a", i);
    if (i >= kBatch) push("b", i - kBatch);
  }
  rows_.close();
  writers.clear();

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "40");
  EXPECT_EQ(database_.value("SELECT count(*) FROM rendition"), "40");
  EXPECT_EQ(database_.value("SELECT count(*) FROM sighting"), "80");
  EXPECT_EQ(notes_.size(), 2U * kCables);
  EXPECT_EQ(
      std::ranges::count_if(
          notes_, [](const PageNote& note) { return note.stored.as == db::Stored::kNewCable; }),
      kCables);
}

TEST_F(WriteStageTest, FindsThePageThatCannotBeStoredAndKeepsTheOthers) {
  std::vector<WriteJob> jobs;
  for (int i = 0; i < 9; ++i) {
    const std::string number = std::to_string(i);
    jobs.push_back(job_of(cable_page("http://a.example/" + number, "09LISBON" + number, "T\n")));
  }
  jobs[4].write.rendition->fields = "no JSON";
  write(std::move(jobs));

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "8");
  EXPECT_EQ(database_.table("SELECT stage, reason FROM rejection"), "write|unstorable");
  EXPECT_EQ(database_.value("SELECT outcome FROM capture WHERE url LIKE '%/4'"), "error");
  const auto failed = std::ranges::find_if(
      notes_, [](const PageNote& note) { return note.ruling.reason == db::Reason::kUnstorable; });
  ASSERT_NE(failed, notes_.end());
  EXPECT_EQ(failed->url, "http://a.example/4");
  EXPECT_EQ(failed->ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(credits_->pages_out(), 0U);
}

TEST_F(WriteStageTest, WritesOffAPageThatIsAloneWhereAPlainPageGoesIn) {
  std::vector<WriteJob> jobs;
  jobs.push_back(job_of(cable_page("http://a.example/1", "09LISBON1", "T\n")));
  jobs[0].write.rendition->fields = "no JSON";
  write(std::move(jobs));

  EXPECT_EQ(database_.value("SELECT reason FROM rejection"), "unstorable");
  EXPECT_EQ(database_.table("SELECT url FROM capture"), "http://a.example/1")
      << "the plain page was taken back";
  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "0");
  EXPECT_EQ(database_.value("SELECT count(*) FROM change"), "0");
}

TEST_F(WriteStageTest, TellsTheBoardWhatIsCommittedAndWritesItsPace) {
  HostBoard board("cabled", 64);
  std::vector<WriteJob> jobs;
  jobs.push_back(leased_job(board));
  write(std::move(jobs), &board);
  board.feed(lease_, {}, now_);

  EXPECT_EQ(verdict(), "stored");
  EXPECT_EQ(database_.value("SELECT next_allowed_at > '-infinity' FROM host"), "t");
  EXPECT_EQ(board.take_idle_hosts(now_), std::vector<db::HostLease>{lease_});
}

TEST_F(WriteStageTest, StoresAPageBesideAHostWhoseRowTheDatabaseRefuses) {
  HostBoard board("cabled", 64);
  std::vector<WriteJob> jobs;
  jobs.push_back(leased_job(board));
  database_.run("ALTER TABLE host ADD CONSTRAINT closed CHECK (next_allowed_at = '-infinity')");
  write(std::move(jobs), &board);

  EXPECT_EQ(verdict(), "stored");
  EXPECT_EQ(database_.value("SELECT next_allowed_at FROM host"), "-infinity");
  EXPECT_EQ(credits_->pages_out(), 0U);
}

TEST_F(WriteStageTest, RefusesThePagesOfALeaseThatIsLostAndDropsTheHost) {
  HostBoard board("cabled", 64);
  std::vector<WriteJob> jobs;
  jobs.push_back(leased_job(board));
  database_.run("UPDATE host SET fence = fence + 1");
  write(std::move(jobs), &board);

  EXPECT_EQ(verdict(), "pending");
  EXPECT_EQ(database_.value("SELECT count(*) FROM capture"), "0");
  EXPECT_EQ(database_.value("SELECT next_allowed_at FROM host"), "-infinity");
  EXPECT_TRUE(board.empty());
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_EQ(notes_[0].stored.as, db::Stored::kLeaseLost);
  EXPECT_EQ(credits_->pages_out(), 0U);
}

TEST_F(WriteStageTest, WaitsForALockOfAnotherAndLosesNothing) {
  std::vector<WriteJob> jobs;
  jobs.push_back(job_of(cable_page("http://a.example/1", "09LISBON7", "TEXT\n")));
  db::Connection connection = database_.connect();
  std::jthread writing;
  const auto held = db::transact(connection, [&](pqxx::work& tx) {
    tx.exec("LOCK TABLE capture IN ACCESS EXCLUSIVE MODE");
    writing = std::jthread([&] { write(std::move(jobs)); });
    // Cuts the session of the writer as soon as it waits.
    while (database_.value("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                           " WHERE application_name = 'cabled writer' AND wait_event = 'relation'"
                           "  AND datname = current_database()") == "0") {
      std::this_thread::yield();
    }
  });
  writing.join();

  EXPECT_TRUE(held.has_value());
  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "1");
  EXPECT_EQ(notes_.size(), 1U);
}

TEST_F(WriteStageTest, LetsGoOfWhatCannotBeWrittenOnceItIsCut) {
  std::vector<WriteJob> jobs;
  jobs.push_back(job_of(cable_page("http://a.example/1", "09LISBON7", "TEXT\n")));
  std::stop_source cut;
  cut.request_stop();

  run("host=/nowhere dbname=none", std::move(jobs), nullptr, cut.get_token());

  EXPECT_TRUE(notes_.empty());
}

}  // namespace
}  // namespace cabled::write_stage_test
