#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/pipeline/bounded_queue.h"
#include "daemon/pipeline/credits.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/host_board.h"
#include "db/sql/connection.h"

namespace cabled {

struct BatchLimits {
  std::size_t batch_rows;
  std::chrono::milliseconds batch_time;
};

/// Commits pages in batches on a connection of its own.
///
/// While the database is away the batch is tried again and again, and what waits keeps its credits:
/// full means slow, never lost. A row that the database refuses is found by halving its batch and
/// recorded as a rejection; the others go in. A batch that takes longer than the database lets a
/// statement take is halved too.
class WriteStage {
 public:
  /// Called on the stage's own thread after each commit.
  using Observer = std::function<void(std::span<const PageNote>)>;

  WriteStage(std::string database, BatchLimits options, std::shared_ptr<Credits> credits,
             HostBoard* board, BoundedQueue<WriteJob>& in, Observer committed)
      : connection_(std::move(database), "writer"),
        options_(options),
        credits_(std::move(credits)),
        board_(board),
        in_(in),
        committed_(std::move(committed)) {}

  /// The stage's life: ends when `in` is closed and empty. After `cut` a batch that cannot be
  /// committed is let go; its pages are in the archive and their URLs still due.
  void run(const std::stop_token& cut, StageSign& sign);

 private:
  bool gather(std::vector<WriteJob>& batch);
  void write(std::span<WriteJob> batch, std::span<const db::HostUpdate> hosts,
             const std::stop_token& cut, StageSign& sign);
  Result<std::vector<db::Stored>> try_store(std::span<WriteJob> batch,
                                            std::span<const db::HostUpdate> hosts);
  void isolate(std::span<WriteJob> batch, std::span<const db::HostUpdate> hosts, const Error& error,
               const std::stop_token& cut, StageSign& sign);
  void finish(std::span<WriteJob> batch, const std::vector<db::Stored>& stored);

  db::Connection connection_;
  BatchLimits options_;
  std::shared_ptr<Credits> credits_;
  HostBoard* board_;  ///< absent when importing
  BoundedQueue<WriteJob>& in_;
  Observer committed_;
  bool gave_up_ = false;  ///< after `cut`, once the database has not answered
};

}  // namespace cabled
