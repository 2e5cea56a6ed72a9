#include "daemon/pipeline/archive_stage.h"

#include <chrono>
#include <utility>

#include "daemon/pipeline/rfc3339.h"
#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

// One fsync costs some milliseconds; a group of this many pages shares it.
constexpr std::size_t kGroupPages = 64;
constexpr std::chrono::seconds kRetryDelay{1};

ArchivedExchange exchange_of(const PageJob& job, const FetchResponse& response,
                             const std::string& date) {
  ArchivedExchange exchange;
  exchange.url = job.url;
  exchange.ip = response.remote_address;
  exchange.date = date;
  exchange.request_head = response.request_head;
  exchange.response_head = response.response_head;
  exchange.body = response.body;
  exchange.truncated = response.truncated_by_cap ? "length" : "";
  exchange.payload_digest = job.payload;
  return exchange;
}

ArchivedRevisit revisit_of(const PageJob& job, const FetchResponse& response,
                           const std::string& date) {
  ArchivedRevisit revisit{.url = job.url,
                          .ip = response.remote_address,
                          .date = date,
                          .request_head = response.request_head,
                          .response_head = response.response_head,
                          .payload_digest = job.task->last_payload.value(),
                          .earlier_id = {},
                          .earlier_url = job.url,
                          .earlier_date = {}};
  return revisit;
}

// The payload of last time, or the server's word (304) that it is.
bool is_unchanged(const PageJob& job, const FetchResponse& response) {
  if (!job.task || !job.task->last_payload) return false;
  return response.status == 304 ||
         (response.status == 200 && job.payload == job.task->last_payload);
}

}  // namespace

void ArchiveStage::run(const std::stop_token& cut, StageSign& sign) {
  std::vector<PageJob> group;
  bool more = true;
  while (more) {
    group.clear();
    sign.set(StageState::kIdle);
    more = in_.pop_into(group, kGroupPages, std::chrono::steady_clock::now() + kRetryDelay);
    if (group.empty() || !store_patiently(group, cut, sign)) continue;
    for (PageJob& job : group) out_.push(std::move(job));
  }
  if (const Result<void> closed = archive_.close(); !closed) {
    log::error("segment not closed", {{"error", closed.error().message}});
  }
  out_.close();
}

bool ArchiveStage::store_patiently(std::vector<PageJob>& group, const std::stop_token& cut,
                                   StageSign& sign) {
  bool told = false;
  while (true) {
    if (cut.stop_requested()) {
      log::warn("pages dropped", {{"stage", "archive"}, {"pages", group.size()}});
      return false;
    }
    if (!told) sign.set(StageState::kWorks);
    const Result<void> stored = store(group);
    if (stored) {
      if (told) log::info("archive resumed");
      return true;
    }
    if (!told) log::error("archive paused", {{"error", stored.error().message}});
    told = true;
    sign.set(StageState::kWaits);
    nap(cut, kRetryDelay);
  }
}

Result<void> ArchiveStage::store(std::vector<PageJob>& group) {
  if (Result<void> room = archive_.room(); !room) return room;
  for (PageJob& job : group) {
    if (Result<void> stored = store_page(job); !stored) return stored;
  }
  return archive_.sync();
}

Result<void> ArchiveStage::store_page(PageJob& job) {
  const std::string date = rfc3339(job.at);
  Result<ArchiveRef> where = tl::unexpected(Error{ErrorKind::kInvalid, ""});
  if (const auto* page = std::get_if<ImportedPage>(&job.content)) {
    if (!job.payload) job.payload = Digest::of(page->bytes);
    where = archive_.add_resource({job.url, date, page->content_type, page->bytes, job.payload});
  } else if (const auto* response = std::get_if<FetchResponse>(&job.content)) {
    job.payload = Digest::of(response->body);
    job.unchanged = is_unchanged(job, *response);
    where = job.unchanged ? archive_.add_revisit(revisit_of(job, *response, date))
                          : archive_.add_fetched(exchange_of(job, *response, date));
  } else {
    return {};  // a failure has no bytes to keep
  }
  if (!where) return tl::unexpected(where.error());
  job.where = std::move(*where);
  return {};
}

}  // namespace cabled
