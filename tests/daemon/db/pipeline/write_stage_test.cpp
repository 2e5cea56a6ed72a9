#include "daemon/pipeline/write_stage.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <thread>

#include "db/frontier/frontier.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::write_stage_test {
namespace {

using std::chrono::milliseconds;
using test::cable_page;

WriteJob job_of(db::PageWrite write) {
  WriteJob job;
  job.url = write.capture->url.str();
  job.write = std::move(write);
  return job;
}

class WriteStageTest : public testing::Test {
 protected:
  /// Writes the jobs on the stage's own thread, to its end.
  void write(std::vector<WriteJob> jobs, HostBoard* board = nullptr) {
    run(database_.target(), std::move(jobs), board, {});
  }

  void write_one(WriteJob job) {
    std::vector<WriteJob> jobs;
    jobs.push_back(std::move(job));
    write(std::move(jobs));
  }

  void run(const std::string& target, std::vector<WriteJob> jobs, HostBoard* board,
           const std::stop_token& cut) {
    BoundedQueue<WriteJob> rows(100);
    for (WriteJob& job : jobs) {
      if (auto credit = credits_->try_take(1)) job.credit = std::move(*credit);
      rows.push(std::move(job));
    }
    rows.close();
    WriteStage stage(target, {10, milliseconds(100)}, credits_, urls_, board, rows, fault_,
                     [&](std::span<const PageNote> notes) {
                       notes_.insert(notes_.end(), notes.begin(), notes.end());
                     });
    StageSign sign(signs_, "write");
    stage.run(cut, sign);
  }

  /// A page of the frontier whose host `board` holds; the page gives a cable.
  WriteJob leased_job(HostBoard& board) {
    db::Connection connection = database_.connect();
    const auto claimed = db::transact(connection, [&](pqxx::work& tx) {
      url_id_ = db::request_urls(tx, std::vector<db::NewUrl>{test::page_url("/1")}).front();
      return db::claim_hosts(tx, "tester", db::Remit{}, 1, std::chrono::minutes(1));
    });
    board.add_host(
        claimed->front(),
        {.min_delay = milliseconds(0), .max_delay = milliseconds(0), .max_concurrency = 1},
        HostBoard::RobotsUse::kIgnore, now_, now_ + std::chrono::minutes(1));
    lease_ = claimed->front().lease;
    CrawlTask task(url_id_, Url::parse("http://a.example/1").value(), lease_);
    board.feed(lease_, {task}, now_);
    board.fetched(board.next_task(now_)->task,
                  {HostAnswer::kServed, milliseconds(10), std::nullopt}, "", now_);
    WriteJob job = job_of(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"));
    job.url_id = url_id_;
    job.write.lease = lease_;
    job.write.url.emplace();
    job.write.url->url_id = url_id_;
    return job;
  }

  std::string verdict() const { return database_.value("SELECT verdict FROM url"); }

  test::TestDatabase database_;
  std::shared_ptr<Credits> credits_ = std::make_shared<Credits>(100, 1 << 20U);
  BoundedQueue<WriteJob> rows_{100};
  std::vector<PageNote> notes_;
  StageSigns signs_;
  PipelineFault fault_;
  CommittedUrls urls_;
  std::int64_t url_id_ = 0;
  db::HostLease lease_;
  SteadyTime now_ = std::chrono::steady_clock::now();
};

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

/// Nine pages, and a database that has something wrong with it.
class FaultyDatabaseTest : public WriteStageTest {
 protected:
  void SetUp() override {
    for (int i = 0; i < 9; ++i) {
      const std::string number = std::to_string(i);
      jobs_.push_back(job_of(cable_page("http://a.example/" + number, "09LISBON" + number, "T\n")));
    }
  }

  /// Writes while `fault` is there, and mends it by `cure` after a few tries.
  void write_through(const std::string& fault, const std::string& cure) {
    database_.run(fault);
    std::jthread writing([&](const std::stop_token& cut) {
      run(database_.target(), std::move(jobs_), nullptr, cut);
    });
    while (database_.value("SELECT xact_rollback > 2 FROM pg_stat_database"
                           " WHERE datname = current_database()") != "t") {
      std::this_thread::yield();
    }
    database_.run(cure);
    writing.join();
  }

  void expect_all_in() {
    EXPECT_FALSE(fault_.error().has_value()) << fault_.error()->message;
    EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "9");
    EXPECT_EQ(database_.value("SELECT count(*) FROM rejection"), "0");
    EXPECT_EQ(notes_.size(), 9U);
  }

  /// Writes, and expects the end by a fault that has these words.
  void expect_end_by(const std::string& target, const std::string& words) {
    run(target, std::move(jobs_), nullptr, {});

    ASSERT_TRUE(fault_.error().has_value());
    EXPECT_EQ(fault_.error()->kind, ErrorKind::kRefused);
    EXPECT_NE(fault_.error()->message.find(words), std::string::npos) << fault_.error()->message;
    EXPECT_TRUE(notes_.empty());
    EXPECT_EQ(database_.value("SELECT count(*) FROM capture"), "0");
  }

  std::vector<WriteJob> jobs_;
};

TEST_F(FaultyDatabaseTest, WaitsWhileTheServerFailsInside) {
  write_through(
      "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
      " $$BEGIN RAISE EXCEPTION 'broken inside' USING ERRCODE = 'XX000'; END$$;"
      "CREATE TRIGGER fail BEFORE INSERT ON rendition FOR EACH ROW EXECUTE FUNCTION fail()",
      "DROP TRIGGER fail ON rendition");
  expect_all_in();
}

TEST_F(FaultyDatabaseTest, BlamesNoPageForAConstraintThatNoneCanMeet) {
  write_through("ALTER TABLE rendition ADD CONSTRAINT closed CHECK (false) NOT VALID",
                "ALTER TABLE rendition DROP CONSTRAINT closed");
  expect_all_in();
}

TEST_F(FaultyDatabaseTest, BlamesThePageThatATriggerOfSomebodyRefuses) {
  database_.run(
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
      " $$BEGIN RAISE EXCEPTION 'we keep no such cable'; END$$;"
      "CREATE TRIGGER refuse BEFORE INSERT ON rendition FOR EACH ROW"
      " WHEN (NEW.cable_id = '09LISBON3') EXECUTE FUNCTION refuse()");
  run(database_.target(), std::move(jobs_), nullptr, {});

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "8");
  EXPECT_NE(database_.value("SELECT detail FROM rejection").find("we keep no such cable"),
            std::string::npos);
}

TEST_F(FaultyDatabaseTest, BlamesNoPageForATableThatTakesNoRejectionEither) {
  jobs_[3].write.rendition->fields = "no JSON";
  write_through("ALTER TABLE rejection ADD CONSTRAINT closed CHECK (false) NOT VALID",
                "ALTER TABLE rejection DROP CONSTRAINT closed");

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "8");
  EXPECT_EQ(database_.value("SELECT count(*) FROM rejection"), "1");
}

TEST_F(FaultyDatabaseTest, EndsByAColumnThatIsMissing) {
  database_.run("ALTER TABLE rendition DROP COLUMN completeness CASCADE");
  expect_end_by(database_.target(), "`cabled migrate`");
}

TEST_F(FaultyDatabaseTest, EndsByATableThatIsMissing) {
  database_.run("DROP TABLE near_band");
  jobs_[0].write.rendition->bands = {1, 2};
  expect_end_by(database_.target(), "`cabled migrate`");
}

TEST_F(FaultyDatabaseTest, EndsByARightThatIsMissing) {
  database_.run(
      "CREATE ROLE writer_of_faults LOGIN;"
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer_of_faults;"
      "REVOKE INSERT ON sighting FROM writer_of_faults");
  std::string target = database_.target();
  target.replace(target.find("user=cabled"), 11, "user=writer_of_faults");
  expect_end_by(target, "GRANT cabled_writer");
  database_.run("DROP OWNED BY writer_of_faults; DROP ROLE writer_of_faults");
}

/// Nine pages, on a database where each takes a tenth of a second of its statement.
class SlowWriteStageTest : public WriteStageTest {
 protected:
  void SetUp() override {
    database_.run(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;"
        "CREATE TRIGGER dawdle AFTER INSERT ON rendition FOR EACH ROW EXECUTE FUNCTION dawdle()");
    for (int i = 0; i < 9; ++i) {
      const std::string number = std::to_string(i);
      jobs_.push_back(job_of(cable_page("http://a.example/" + number, "09LISBON" + number, "T\n")));
    }
  }

  /// The database, for the writer alone: the test's own statements have all the time they need.
  std::string hurried(const std::string& limit) const {
    return fmt::format("{} options='-c statement_timeout={}'", database_.target(), limit);
  }

  std::vector<WriteJob> jobs_;
};

TEST_F(SlowWriteStageTest, HalvesABatchThatTheDatabaseHasNoTimeFor) {
  run(hurried("500ms"), std::move(jobs_), nullptr, {});

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "9");
  EXPECT_EQ(database_.value("SELECT count(*) FROM rejection"), "0");
  EXPECT_EQ(credits_->pages_out(), 0U);
}

TEST_F(SlowWriteStageTest, WaitsWithAPageThatTheDatabaseHasNoTimeForYet) {
  jobs_.erase(jobs_.begin() + 1, jobs_.end());
  std::jthread writing(
      [&](const std::stop_token& cut) { run(hurried("50ms"), std::move(jobs_), nullptr, cut); });
  while (database_.value("SELECT xact_rollback > 1 FROM pg_stat_database"
                         " WHERE datname = current_database()") != "t") {
    std::this_thread::yield();
  }
  database_.run("DROP TRIGGER dawdle ON rendition");
  writing.join();

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable"), "1");
  EXPECT_EQ(database_.value("SELECT count(*) FROM rejection"), "0");
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
