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
#include "daemon/pipeline/pipeline_fault.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/committed_urls.h"
#include "daemon/schedule/host_board.h"
#include "daemon/system/outage_wait.h"
#include "db/sql/connection.h"

namespace cabled {

struct BatchLimits {
  std::size_t batch_rows;
  std::chrono::milliseconds batch_time;
};

/// Commits pages in batches on a connection of its own.
///
/// While the database is away the batch is tried again and again, and what waits keeps its credits:
/// full means slow, never lost. A page whose own data the database refuses is found by halving its
/// batch and recorded as a rejection; the others go in. It is the page's fault only if a plain page
/// is taken at that moment; else the server has one, which is waited for, a minute at most when it
/// looks as if somebody had to mend it. A batch that takes longer than the database lets a
/// statement take is halved too.
class WriteStage {
 public:
  /// Called on the stage's own thread after each commit.
  using Observer = std::function<void(std::span<const PageNote>)>;

  WriteStage(std::string database, BatchLimits options, std::shared_ptr<Credits> credits,
             CommittedUrls& urls, HostBoard* board, BoundedQueue<WriteJob>& in,
             PipelineFault& fault, Observer committed)
      : connection_(std::move(database), "writer"),
        options_(options),
        credits_(std::move(credits)),
        urls_(urls),
        board_(board),
        in_(in),
        fault_(fault),
        committed_(std::move(committed)) {}

  /// The stage's life: ends when `in` is closed and empty. After `cut` a batch that cannot be
  /// committed is let go; its pages are in the archive and their URLs still due. So is one that
  /// meets a fault which no waiting cures; `fault` is told.
  void run(const std::stop_token& cut, StageSign& sign);

 private:
  using Hosts = std::span<const db::HostUpdate>;
  /// What follows from a failed try.
  enum class Next { kTryAgain, kPartIt, kGiveUp };
  /// What came of a page that was tried beside one without fault.
  enum class Trial { kTaken, kRefusedAlone };

  bool gather(std::vector<WriteJob>& batch);
  void write(std::span<WriteJob> batch, Hosts hosts, const std::stop_token& cut, StageSign& sign);
  Result<std::vector<db::StoredPage>> try_store(std::span<WriteJob> batch, Hosts hosts);
  Next after_failure(std::span<WriteJob> batch, Hosts hosts, Error& error, const OutageWait& wait,
                     const std::stop_token& cut);
  Result<Trial> try_beside_plain_page(std::span<WriteJob> page);
  void isolate(std::span<WriteJob> batch, Hosts hosts, const Error& error,
               const std::stop_token& cut, StageSign& sign);
  void enter_words(StageSign& sign);
  void finish(std::span<WriteJob> batch, const std::vector<db::StoredPage>& stored);

  db::Connection connection_;
  BatchLimits options_;
  std::shared_ptr<Credits> credits_;
  CommittedUrls& urls_;
  HostBoard* board_;  ///< absent when importing
  BoundedQueue<WriteJob>& in_;
  PipelineFault& fault_;
  Observer committed_;
  bool words_wait_ = false;  ///< in the list of the index: db/corpus/words_index.h
  bool gave_up_ = false;     ///< after `cut` or a fault: nothing more is tried
};

}  // namespace cabled
