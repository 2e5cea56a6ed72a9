#include "daemon/rebuild/visit_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "daemon/store/record_payload.h"
#include "daemon/store/segment_check.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

// A group is read by all threads, then stored in one transaction, which is what a kill costs.
constexpr std::size_t kGroupVisits = 256;

/// Why a record is not to be trusted; "" when nothing is against it.
std::string fault_of(const warc::ArchiveRecord& record) {
  if (!record.error.empty()) return record.error;
  if (record.header.type.empty()) return "bytes that belong to no record";
  if (!record.has_own_member) return "no gzip member of its own";
  return check_digests(record).value_or(true) ? "" : "wrong digest";
}

}  // namespace

VisitReader::VisitReader(std::string folder, std::vector<std::string> segments, ArchivePlace from)
    : folder_(std::move(folder)), segments_(std::move(segments)), place_(std::move(from)) {
  const auto first = std::ranges::lower_bound(segments_, place_.segment);
  for (auto passed = segments_.begin(); passed != first; ++passed) {
    std::error_code none;
    bytes_before_ += std::filesystem::file_size(folder_ + '/' + *passed, none);
  }
  next_segment_ = static_cast<std::size_t>(first - segments_.begin());
}

VisitGroup VisitReader::next(const std::stop_token& stop) {
  VisitGroup group;
  std::set<std::string> urls;
  if (held_) {
    urls.insert(held_->url);
    group.visits.push_back(std::move(*std::exchange(held_, std::nullopt)));
  }
  while (!stop.stop_requested() && group.visits.size() < kGroupVisits) {
    if (!file_ && !open_next(group)) {
      group.is_last = !held_;
      break;
    }
    std::optional<StoredVisit> visit = next_visit(group);
    if (!visit) continue;
    if (!urls.insert(visit->url).second) {
      group.next = {visit->where.segment, static_cast<std::int64_t>(visit->where.offset)};
      held_ = std::move(visit);
      return group;
    }
    group.visits.push_back(std::move(*visit));
    // Its cookie goes with the next request.
    if (group.visits.back().sets_cookie_on_the_way) break;
  }
  group.next = place_;
  return group;
}

bool VisitReader::open_next(VisitGroup& group) {
  while (next_segment_ < segments_.size()) {
    const std::string& name = segments_[next_segment_++];
    auto file = WarcFile::open(folder_ + '/' + name);
    if (file) {
      // Where the first one is gone on with, its place stays.
      if (place_.segment != name) place_ = {name, 0};
      file_ = std::move(*file);
      return true;
    }
    note_damage(group, file.error().message);
  }
  return false;
}

std::optional<StoredVisit> VisitReader::next_visit(VisitGroup& group) {
  auto record = file_->next();
  if (!record) note_damage(group, record.error().message);
  if (!record || !*record) {
    bytes_before_ += file_->size();
    file_.reset();
    return std::nullopt;
  }
  const warc::ArchiveRecord& read = **record;
  if (static_cast<std::int64_t>(read.offset) < place_.offset) return std::nullopt;
  if (const std::string fault = fault_of(read); !fault.empty()) {
    // The end of a segment that is being written is no loss.
    const bool is_open_end =
        file_->offset() >= file_->size() && is_being_written(folder_ + '/' + place_.segment);
    if (!is_open_end) {
      note_damage(group, fmt::format("{}@{}: {}", place_.segment, read.offset, fault));
    }
    return std::nullopt;
  }
  std::optional<StoredVisit> visit = visit_of(read, place_.segment);
  place_.offset = static_cast<std::int64_t>(read.offset + read.length);
  if (visit && visit->is_robots()) visit.reset();
  return visit;
}

void VisitReader::note_damage(VisitGroup& group, const std::string& reason) {
  ++group.damaged;
  log::warn("record skipped", {{"reason", reason}});
}

}  // namespace cabled
