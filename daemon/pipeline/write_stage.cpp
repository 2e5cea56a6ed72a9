#include "daemon/pipeline/write_stage.h"

#include <algorithm>
#include <utility>

#include "daemon/metrics/crawl_metrics.h"
#include "daemon/system/log.h"
#include "db/corpus/page_store.h"
#include "db/corpus/sample_page.h"
#include "db/corpus/words_index.h"
#include "db/sql/server_fault.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;
// How long a fault that looks like somebody's to mend may be one that passes: a constraint for the
// time of some maintenance, a sequence that was restored behind its rows.
constexpr std::chrono::seconds kMendingPatience{60};

// What is left of a page whose rows the database will not take: that it came, and why it is not in.
void reduce_to_rejection(WriteJob& job, const Error& error) {
  job.write.rendition.reset();
  job.write.further.clear();
  job.write.discovered.clear();
  job.write.ruling = {db::Verdict::kFailed, db::Reason::kUnstorable,
                      Utf8Text::sanitized(error.message)};
  if (job.write.capture) job.write.capture->outcome = db::Outcome::kError;
  if (!job.write.url) return;
  job.write.url->due_in.reset();
  job.write.url->validators.reset();
}

// What is in the frontier already need not be sent; one that is said to have changed is due anew.
void leave_out_committed(std::span<WriteJob> batch, const CommittedUrls& urls) {
  for (WriteJob& job : batch) {
    std::erase_if(job.write.discovered, [&](const db::NewUrl& url) {
      return !url.modified_at && urls.contains(url.url);
    });
  }
}

PageNote note_of(WriteJob& job, db::StoredPage stored) {
  return {.url = std::move(job.url),
          .ruling = std::move(job.write.ruling),
          .cable_ids = db::cable_ids_of(job.write),
          .stored = stored,
          .ticket = job.ticket};
}

/// Gives the rows to `use` for the time of a transaction: copying the texts would cost as much as
/// sending them.
template <typename Use>
auto lend_rows(std::span<WriteJob> batch, Use use) {
  std::vector<db::PageWrite> pages;
  pages.reserve(batch.size());
  for (WriteJob& job : batch) pages.push_back(std::move(job.write));
  auto answer = use(std::span<const db::PageWrite>(pages));
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].write = std::move(pages[i]);
  return answer;
}

}  // namespace

void WriteStage::run(const std::stop_token& cut, StageSign& sign) {
  std::vector<WriteJob> batch;
  bool more = true;
  while (more) {
    batch.clear();
    sign.set(StageState::kIdle);
    more = gather(batch);
    std::vector<db::HostUpdate> hosts;
    if (board_ != nullptr) hosts = board_->changed_hosts(steady_clock::now());
    if (!batch.empty() || !hosts.empty()) write(batch, hosts, cut, sign);
    if (words_wait_ && (batch.empty() || !more)) enter_words(sign);
  }
}

// Searches are slower until then, and that is all: the next batch will do.
void WriteStage::enter_words(StageSign& sign) {
  sign.set(StageState::kWaits);
  words_wait_ = false;
  if (gave_up_) return;
  const auto entered = db::transact(connection_, db::enter_waiting_words);
  if (!entered) log::debug("words not entered", {{"error", entered.error().message}});
}

// Waits for a batch worth its commit. False when nothing will come after it.
bool WriteStage::gather(std::vector<WriteJob>& batch) {
  const auto deadline = steady_clock::now() + options_.batch_time;
  bool more = true;
  while (more && batch.size() < options_.batch_rows && steady_clock::now() < deadline) {
    more = in_.pop_into(batch, options_.batch_rows, deadline);
    // When every page that is in the pipeline is in this batch, waiting brings nothing.
    if (!batch.empty() && credits_->pages_out() <= batch.size()) break;
  }
  return more;
}

Result<std::vector<db::StoredPage>> WriteStage::try_store(std::span<WriteJob> batch, Hosts hosts) {
  return lend_rows(batch, [&](std::span<const db::PageWrite> pages) {
    const auto begin = steady_clock::now();
    auto stored = db::transact(connection_,
                               [&](pqxx::work& tx) { return db::store_pages(tx, pages, hosts); });
    if (stored && !pages.empty()) crawl_metrics().count_write(steady_clock::now() - begin);
    return stored;
  });
}

void WriteStage::write(std::span<WriteJob> batch, Hosts hosts, const std::stop_token& cut,
                       StageSign& sign) {
  OutageWait wait("write delayed", "database back");
  leave_out_committed(batch, urls_);
  // Each batch would wait for a server that does not answer, and nobody has that time any more.
  while (!gave_up_) {
    sign.set(StageState::kWaits);
    Result<std::vector<db::StoredPage>> stored = try_store(batch, hosts);
    if (stored) {
      wait.over();
      return finish(batch, *stored);
    }
    Error& error = stored.error();
    switch (after_failure(batch, hosts, error, wait, cut)) {
      case Next::kPartIt:
        return isolate(batch, hosts, error, cut, sign);
      case Next::kTryAgain:
        wait.pause(error, cut);
        gave_up_ = cut.stop_requested();
        break;
      case Next::kGiveUp:
        fault_.report(std::move(error));
        gave_up_ = true;
        break;
    }
  }
  if (batch.empty()) return;
  log::warn("pages dropped", {{"stage", "write"}, {"pages", batch.size()}});
}

WriteStage::Next WriteStage::after_failure(std::span<WriteJob> batch, Hosts hosts, Error& error,
                                           const OutageWait& wait, const std::stop_token& cut) {
  if (error.kind == ErrorKind::kInvalid) {
    // A page beside hosts is tried alone first: it may be one of them that is refused.
    if (batch.size() != 1 || !hosts.empty()) return Next::kPartIt;
    // It is the page's fault only where a page without fault goes in.
    const Result<Trial> trial = try_beside_plain_page(batch);
    if (trial) return *trial == Trial::kTaken ? Next::kTryAgain : Next::kPartIt;
    error = trial.error();
  }
  if (error.kind == ErrorKind::kRefused) return Next::kGiveUp;
  if (error.kind == ErrorKind::kInvalid && wait.waited() >= kMendingPatience) return Next::kGiveUp;
  // As a whole it would exceed the time at each try; of one page alone time may be the cure.
  if (db::ran_out_of_time(error) && batch.size() > 1 && !cut.stop_requested()) {
    log::info("batch halved", {{"pages", batch.size()}, {"error", error.message}});
    return Next::kPartIt;
  }
  return Next::kTryAgain;
}

Result<WriteStage::Trial> WriteStage::try_beside_plain_page(std::span<WriteJob> page) {
  bool plain_taken = false;
  const Result<void> tried = lend_rows(page, [&](std::span<const db::PageWrite> rows) {
    return db::transact(connection_, [&](pqxx::work& tx) {
      db::store_sample_pages(tx);
      plain_taken = true;
      db::store_pages(tx, rows, {});
      db::take_sample_pages_back(tx);
    });
  });
  if (tried) return Trial::kTaken;
  if (tried.error().kind != ErrorKind::kInvalid) return tl::unexpected(tried.error());
  if (plain_taken) return Trial::kRefusedAlone;
  return fail(ErrorKind::kInvalid,
              "the database refuses every page: {}; hint: look for constraints, triggers and "
              "columns that were added to its tables",
              tried.error().message);
}

// The hosts apart from the pages: their data is no page's.
void WriteStage::isolate(std::span<WriteJob> batch, Hosts hosts, const Error& error,
                         const std::stop_token& cut, StageSign& sign) {
  if (!hosts.empty() && !batch.empty()) {
    write({}, hosts, cut, sign);
    return write(batch, {}, cut, sign);
  }
  if (batch.size() > 1) {
    const std::size_t half = batch.size() / 2;
    write(batch.first(half), {}, cut, sign);
    return write(batch.subspan(half), {}, cut, sign);
  }
  if (hosts.size() > 1) {
    const std::size_t half = hosts.size() / 2;
    write({}, hosts.first(half), cut, sign);
    return write({}, hosts.subspan(half), cut, sign);
  }
  if (batch.empty()) {
    return log::error("host state unstorable",
                      {{"host", hosts.front().lease.host_id}, {"error", error.message}});
  }
  const bool reduced_before = batch[0].write.ruling.reason == db::Reason::kUnstorable;
  log::error("page unstorable", {{"url", batch[0].url}, {"error", error.message}});
  if (reduced_before) {
    // Not even the rejection went in. The host rests until its lease has lapsed.
    if (board_ != nullptr && batch[0].write.lease) board_->drop_host(*batch[0].write.lease);
    return;
  }
  reduce_to_rejection(batch[0], error);
  write(batch, hosts, cut, sign);
}

void WriteStage::finish(std::span<WriteJob> batch, const std::vector<db::StoredPage>& stored) {
  std::vector<PageNote> notes;
  notes.reserve(batch.size());
  words_wait_ = words_wait_ || !batch.empty();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    WriteJob& job = batch[i];
    if (stored[i].as == db::Stored::kLeaseLost) {
      log::warn("lease lost", {{"url", job.url}});
      if (board_ != nullptr) board_->drop_host(*job.write.lease);
    } else if (board_ != nullptr && job.url_id) {
      board_->settled(*job.write.lease, *job.url_id);
    }
    if (stored[i].as != db::Stored::kLeaseLost) {
      for (const db::NewUrl& url : job.write.discovered) urls_.enter(url.url);
    }
    notes.push_back(note_of(job, stored[i]));
    job.credit = Credit();
  }
  committed_(notes);
}

}  // namespace cabled
