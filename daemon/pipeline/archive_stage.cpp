#include "daemon/pipeline/archive_stage.h"

#include <chrono>
#include <utility>

#include "daemon/json/dump_columns_json.h"
#include "daemon/pipeline/rfc3339.h"
#include "daemon/pipeline/settle_response.h"
#include "daemon/pipeline/visit_note.h"
#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"
#include "parsers/page/read_page.h"

namespace cabled {
namespace {

// One fsync costs some milliseconds; a group of this many pages shares it.
constexpr std::size_t kGroupPages = 64;
constexpr std::chrono::seconds kRetryDelay{1};
// Of what a row of a dump says beside the text: a record's header is no place for a text.
constexpr std::size_t kLongestRow = 16384;
constexpr int kStillThere = 304;

/// When and for what a page was fetched.
struct Occasion {
  const std::string& date;
  warc::PageOrigin origin;
};

ArchivedExchange exchange_of(const FetchedPage& page, const FetchResponse& response,
                             const Digest& payload, const Occasion& occasion) {
  ArchivedExchange exchange;
  exchange.url = page.url;
  exchange.ip = response.remote_address;
  exchange.date = occasion.date;
  exchange.origin = occasion.origin;
  exchange.request_head = response.request_head;
  exchange.response_head = response.response_head;
  exchange.body = response.body;
  exchange.truncated = response.truncated_by_cap ? "length" : "";
  exchange.payload_digest = payload;
  return exchange;
}

/// The visit that brought a page, and the date of its record.
struct LastVisit {
  Digest payload;
  std::string date;
};

ArchivedRevisit revisit_of(const FetchedPage& page, const FetchResponse& response,
                           const LastVisit& last, const Occasion& occasion) {
  const bool said_so = response.status == kStillThere;
  return {.url = page.url,
          .ip = response.remote_address,
          .date = occasion.date,
          .request_head = response.request_head,
          .response_head = response.response_head,
          .payload_digest = last.payload,
          .earlier_id = {},
          .earlier_url = page.url,
          .earlier_date = last.date,
          .profile = said_so ? warc::RevisitProfile::kNotModified
                             : warc::RevisitProfile::kIdenticalPayload,
          .origin = occasion.origin};
}

/// The payload of last time, when the server says that it still stands (304 to a request that asked
/// so), or when these are its bytes and today's parser has read them.
std::optional<Digest> unchanged_payload(const PageErrand& errand, const FetchResponse& response,
                                        const Digest& payload) {
  const auto* task = std::get_if<CrawlTask>(&errand);
  if (task == nullptr || !task->last_payload) return std::nullopt;
  const bool was_asked_for = !task->etag.empty() || !task->last_modified.empty();
  const bool is_known = payload == *task->last_payload && task->last_read_by == kParserVersion;
  const bool unchanged =
      (response.status == kStillThere && was_asked_for) || (is_page(response.status) && is_known);
  return unchanged ? task->last_payload : std::nullopt;
}

}  // namespace

void ArchiveStage::run(const std::stop_token& cut, StageSign& sign) {
  std::vector<FetchedPage> group;
  bool more = true;
  while (more) {
    group.clear();
    sign.set(StageState::kIdle);
    more = in_.pop_into(group, kGroupPages, std::chrono::steady_clock::now() + kRetryDelay);
    if (group.empty()) continue;
    std::optional<Places> places = store_patiently(group, cut, sign);
    if (!places) continue;
    for (std::size_t i = 0; i < group.size(); ++i) {
      out_.push(archived(std::move(group[i]), std::move((*places)[i])));
    }
  }
  if (const Result<void> closed = archive_.close(); !closed) {
    log::error("segment not closed", {{"error", closed.error().message}});
  }
  out_.close();
}

auto ArchiveStage::store_patiently(const std::vector<FetchedPage>& group,
                                   const std::stop_token& cut, StageSign& sign)
    -> std::optional<Places> {
  bool told = false;
  while (true) {
    if (cut.stop_requested()) {
      log::warn("pages dropped", {{"stage", "archive"}, {"pages", group.size()}});
      return std::nullopt;
    }
    if (!told) sign.set(StageState::kWorks);
    Result<Places> stored = store(group);
    if (stored) {
      if (told) log::info("archive resumed");
      return std::move(*stored);
    }
    if (!told) log::error("archive paused", {{"error", stored.error().message}});
    told = true;
    sign.set(StageState::kWaits);
    nap(cut, kRetryDelay);
  }
}

auto ArchiveStage::store(const std::vector<FetchedPage>& group) -> Result<Places> {
  if (const Result<void> room = archive_.room(); !room) return tl::unexpected(room.error());
  Places places;
  places.reserve(group.size());
  for (const FetchedPage& page : group) {
    Result<std::optional<Place>> place = store_page(page);
    if (!place) return tl::unexpected(place.error());
    places.push_back(std::move(*place));
  }
  if (const Result<void> synced = archive_.sync(); !synced) return tl::unexpected(synced.error());
  return places;
}

auto ArchiveStage::store_page(const FetchedPage& page) -> Result<std::optional<Place>> {
  const std::string date = rfc3339(page.at);
  if (const auto* imported = std::get_if<ImportedPage>(&page.content)) {
    const Digest payload = page.payload ? *page.payload : Digest::of(imported->bytes);
    std::string row = columns_to_json(imported->columns).value_or("");
    if (row.size() > kLongestRow) row.clear();
    Result<ArchiveRef> where = archive_.add_resource(
        {page.url, date, imported->content_type, imported->bytes, payload, row});
    if (!where) return tl::unexpected(where.error());
    return Place{payload, std::move(*where)};
  }
  const auto* response = std::get_if<FetchResponse>(&page.content);
  if (response == nullptr) return std::nullopt;
  const Digest payload = Digest::of(response->body);
  std::optional<Digest> known = unchanged_payload(page.errand, *response, payload);
  std::string last_date;
  if (known) {
    const auto& task = std::get<CrawlTask>(page.errand);
    last_date = rfc3339(task.last_captured_at);
    // What is gone cannot be referred to: the same bytes are kept once more, and after a 304 the
    // page is asked for without conditions.
    if (!archive_.holds(task.last_segment)) known.reset();
  }
  const std::string visit = visit_note_of(page.errand);
  const warc::PageOrigin origin{source_name(page.errand), visit, {}};
  Result<ArchiveRef> where =
      known ? archive_.add_revisit(revisit_of(page, *response, {*known, last_date}, {date, origin}))
            : archive_.add_fetched(exchange_of(page, *response, payload, {date, origin}));
  if (!where) return tl::unexpected(where.error());
  return Place{known.value_or(payload), std::move(*where), known.has_value()};
}

std::string_view ArchiveStage::source_name(const PageErrand& errand) const {
  const SourceRules* source = rules_->find(source_of(errand));
  return source == nullptr ? std::string_view() : std::string_view(source->source().name);
}

ArchivedPage ArchiveStage::archived(FetchedPage page, std::optional<Place> place) {
  ArchivedPage safe{.errand = std::move(page.errand),
                    .url = std::move(page.url),
                    .at = page.at,
                    .content = FetchFailure{},
                    .credit = std::move(page.credit)};
  if (!place) {
    safe.content = std::move(std::get<FetchFailure>(page.content));
  } else if (auto* imported = std::get_if<ImportedPage>(&page.content)) {
    safe.content = ArchivedImport{std::move(*imported), place->payload, std::move(place->where)};
  } else {
    safe.content = ArchivedResponse{std::move(std::get<FetchResponse>(page.content)),
                                    place->payload, std::move(place->where), place->unchanged};
  }
  return safe;
}

}  // namespace cabled
