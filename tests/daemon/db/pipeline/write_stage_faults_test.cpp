// What the write stage makes of a database that fails, or has no time.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/daemon/db/pipeline/write_stage_fixture.h"

namespace cabled::write_stage_faults_test {
namespace {

using std::chrono::milliseconds;
using test::cable_page;
using test::job_of;
using test::WriteStageTest;

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

}  // namespace
}  // namespace cabled::write_stage_faults_test
