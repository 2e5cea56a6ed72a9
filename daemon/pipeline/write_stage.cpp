#include "daemon/pipeline/write_stage.h"

#include <algorithm>
#include <utility>

#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"
#include "db/corpus/page_store.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{1000};

// What is left of a page whose rows the database will not take: that it came, and why it is not in.
void reduce_to_rejection(WriteJob& job, const Error& error) {
  job.write.rendition.reset();
  job.write.discovered.clear();
  job.write.ruling = {db::Verdict::kFailed, db::Reason::kUnstorable,
                      Utf8Text::sanitized(error.message)};
  if (job.write.capture) job.write.capture->outcome = db::Outcome::kError;
  if (!job.write.url) return;
  job.write.url->due_in.reset();
  job.write.url->validators.reset();
}

PageNote note_of(WriteJob& job, db::Stored stored) {
  return {.url = std::move(job.url),
          .ruling = std::move(job.write.ruling),
          .cable_id = job.write.rendition ? job.write.rendition->cable_id : "",
          .stored = stored,
          .ticket = job.ticket};
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
  }
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

Result<std::vector<db::Stored>> WriteStage::try_store(std::span<WriteJob> batch,
                                                      std::span<const db::HostUpdate> hosts) {
  // Lent for the time of the transaction: copying the texts would cost as much as sending them.
  std::vector<db::PageWrite> pages;
  pages.reserve(batch.size());
  for (WriteJob& job : batch) pages.push_back(std::move(job.write));
  auto stored =
      db::transact(connection_, [&](pqxx::work& tx) { return db::store_pages(tx, pages, hosts); });
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].write = std::move(pages[i]);
  return stored;
}

void WriteStage::write(std::span<WriteJob> batch, std::span<const db::HostUpdate> hosts,
                       const std::stop_token& cut, StageSign& sign) {
  auto pause = kFirstPause;
  bool told = false;
  // Each batch would wait for a server that does not answer, and nobody has that time any more.
  while (!gave_up_) {
    sign.set(StageState::kWaits);
    const Result<std::vector<db::Stored>> stored = try_store(batch, hosts);
    if (stored) {
      if (told) log::info("database back");
      return finish(batch, *stored);
    }
    if (stored.error().kind != ErrorKind::kTransient) {
      return isolate(batch, hosts, stored.error(), cut, sign);
    }
    // As a whole it would exceed the time at each try; of one page alone time may be the cure.
    if (db::ran_out_of_time(stored.error()) && batch.size() > 1 && !cut.stop_requested()) {
      log::info("batch halved", {{"pages", batch.size()}, {"error", stored.error().message}});
      return isolate(batch, hosts, stored.error(), cut, sign);
    }
    // One line an outage, not one a try.
    if (!told)
      log::warn("write delayed", {{"pages", batch.size()}, {"error", stored.error().message}});
    told = true;
    nap(cut, pause);
    gave_up_ = cut.stop_requested();
    pause = std::min(pause * 2, kLongestPause);
  }
  if (batch.empty()) return;
  log::warn("pages dropped", {{"stage", "write"}, {"pages", batch.size()}});
}

void WriteStage::isolate(std::span<WriteJob> batch, std::span<const db::HostUpdate> hosts,
                         const Error& error, const std::stop_token& cut, StageSign& sign) {
  if (batch.size() > 1) {
    const std::size_t half = batch.size() / 2;
    write(batch.first(half), hosts, cut, sign);
    write(batch.subspan(half), {}, cut, sign);
    return;
  }
  const bool reduced_before =
      !batch.empty() && batch[0].write.ruling.reason == db::Reason::kUnstorable;
  log::error("page unstorable",
             {{"url", batch.empty() ? "" : batch[0].url}, {"error", error.message}});
  if (batch.empty()) return;
  if (reduced_before) {
    // Not even the rejection went in: the fault is ours. The host rests until its lease has lapsed.
    if (board_ != nullptr && batch[0].write.lease) board_->drop_host(*batch[0].write.lease);
    return;
  }
  reduce_to_rejection(batch[0], error);
  write(batch, hosts, cut, sign);
}

void WriteStage::finish(std::span<WriteJob> batch, const std::vector<db::Stored>& stored) {
  std::vector<PageNote> notes;
  notes.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    WriteJob& job = batch[i];
    if (stored[i] == db::Stored::kLeaseLost) {
      log::warn("lease lost", {{"url", job.url}});
      if (board_ != nullptr) board_->drop_host(*job.write.lease);
    } else if (board_ != nullptr && job.url_id) {
      board_->settled(*job.write.lease, *job.url_id);
    }
    notes.push_back(note_of(job, stored[i]));
    job.credit = Credit();
  }
  committed_(notes);
}

}  // namespace cabled
