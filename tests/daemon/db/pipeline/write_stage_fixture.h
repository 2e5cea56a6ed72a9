#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "daemon/pipeline/write_stage.h"
#include "db/frontier/frontier.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::test {

inline WriteJob job_of(db::PageWrite write) {
  WriteJob job;
  job.url = write.capture->url.str();
  job.write = std::move(write);
  return job;
}

/// A write stage that runs over jobs of its tests, against a database of its own.
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
    WriteStage stage(target, {10, std::chrono::milliseconds(100)}, credits_, urls_, board, rows,
                     fault_, [&](std::span<const PageNote> notes) {
                       notes_.insert(notes_.end(), notes.begin(), notes.end());
                     });
    StageSign sign(signs_, "write");
    stage.run(cut, sign);
  }

  /// A page of the frontier whose host `board` holds; the page gives a cable.
  WriteJob leased_job(HostBoard& board) {
    db::Connection connection = database_.connect();
    const auto claimed = db::transact(connection, [&](pqxx::work& tx) {
      url_id_ = db::request_urls(tx, std::vector<db::NewUrl>{page_url("/1")}).front();
      return db::claim_hosts(tx, "tester", db::Remit{}, 1, std::chrono::minutes(1));
    });
    board.add_host(claimed->front(),
                   {.min_delay = std::chrono::milliseconds(0),
                    .max_delay = std::chrono::milliseconds(0),
                    .max_concurrency = 1},
                   HostBoard::RobotsUse::kIgnore, now_, now_ + std::chrono::minutes(1));
    lease_ = claimed->front().lease;
    CrawlTask task(url_id_, Url::parse("http://a.example/1").value(), lease_);
    board.feed(lease_, {task}, now_);
    board.fetched(board.next_task(now_)->task,
                  {HostAnswer::kServed, std::chrono::milliseconds(10), std::nullopt}, "", now_);
    WriteJob job = job_of(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"));
    job.url_id = url_id_;
    job.write.lease = lease_;
    job.write.url.emplace();
    job.write.url->url_id = url_id_;
    return job;
  }

  std::string verdict() const { return database_.value("SELECT verdict FROM url"); }

  TestDatabase database_;
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

}  // namespace cabled::test
