#include "daemon/app/archive_keeper.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "daemon/store/retention.h"
#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"
#include "db/corpus/segment_store.h"

namespace cabled {
namespace {

// A rule of days and gigabytes needs no closer look.
constexpr std::chrono::hours kLookEvery{1};

std::uint64_t total_bytes(const std::vector<SegmentInfo>& segments) {
  std::uint64_t bytes = 0;
  for (const SegmentInfo& segment : segments) bytes += segment.bytes;
  return bytes;
}

std::vector<std::string> names_of(const std::vector<SegmentInfo>& segments) {
  std::vector<std::string> names;
  names.reserve(segments.size());
  for (const SegmentInfo& segment : segments) names.push_back(segment.name);
  return names;
}

}  // namespace

void ArchiveKeeper::run(const std::stop_token& stop) {
  // The first look is not broken off: a run that finds nothing due ends before it has deleted all.
  std::stop_token until;
  do {
    if (const auto looked = look(until); !looked) {
      log::warn("archive not tended", {{"error", looked.error().message}});
    }
    until = stop;
    nap(stop, kLookEvery);
  } while (!stop.stop_requested());
}

Result<void> ArchiveKeeper::look(const std::stop_token& stop) {
  const ArchiveOptions& options = session_.config().archive;
  const RetentionRule rule{options.keep_for, options.keep_size.count};
  if (rule.keeps_all()) return {};
  const std::string folder = session_.archive_folder();
  auto segments = list_segments(folder);
  if (!segments) return tl::unexpected(segments.error());
  const std::uint64_t bytes = total_bytes(*segments);
  const auto now = std::chrono::system_clock::now();
  std::vector<SegmentInfo> past = past_keeping(rule, *segments, bytes, now);
  if (past.empty()) return {};
  if (!options.delete_needed) {
    // Asked of all, so that younger ones may go in place of those that are needed.
    const auto needed = db::transact(connection_, [&](pqxx::work& tx) {
      return db::referred_segments(tx, names_of(*segments));
    });
    if (!needed) return tl::unexpected(needed.error());
    const auto is_needed = [&](const SegmentInfo& s) { return needed->contains(s.name); };
    const auto kept = static_cast<std::size_t>(std::ranges::count_if(past, is_needed));
    if (kept != needed_told_)
      log::info("segments kept, since they are needed", {{"segments", kept}});
    needed_told_ = kept;
    std::erase_if(*segments, is_needed);
    past = past_keeping(rule, *segments, bytes, now);
  }
  for (const SegmentInfo& segment : past) {
    if (stop.stop_requested()) break;
    if (auto removed = remove(folder, segment.name); !removed) return removed;
  }
  return {};
}

/// Written down before the file goes: whoever misses it can learn why.
Result<void> ArchiveKeeper::remove(const std::string& folder, const std::string& segment) {
  const auto captures = db::transact(
      connection_, [&](pqxx::work& tx) { return db::note_deleted_segment(tx, segment); });
  if (!captures) return tl::unexpected(captures.error());
  if (auto deleted = delete_segment(folder, segment); !deleted) return deleted;
  if (*captures > 0) {
    log::warn("segment deleted with pages", {{"segment", segment}, {"pages", *captures}});
  } else {
    log::info("segment deleted", {{"segment", segment}});
  }
  return {};
}

}  // namespace cabled
