// WARC and ARC.

#include <utility>

#include "daemon/codec/magic.h"
#include "daemon/import/archive_walk.h"
#include "daemon/import/segment_joiner.h"
#include "daemon/import/warc_item.h"
#include "daemon/store/warc_file.h"

namespace cabled {

bool ArchiveWalk::walk_warc(FileWindow window, const std::string& within) {
  const int descriptor = window.descriptor();
  const auto head = window.peek();
  const bool is_packed = head && (is_gzip(*head) || is_zstd_stream(*head));
  auto file = WarcFile::take(std::move(window));
  if (!file) return give(ArchiveItem::Kind::kDamaged, place(within, ""), file.error().message);
  SeenPages seen({descriptor, file->size(), is_packed}, limits_);
  SegmentJoiner joiner(2 * limits_.max_page);
  std::uint64_t records = 0;
  while (true) {
    auto record = file->next();
    if (!record) {
      return give(ArchiveItem::Kind::kDamaged,
                  place(within, fmt::format("offset {}", file->offset())), record.error().message,
                  file->offset());
    }
    if (!*record) break;
    ++records;
    const std::uint64_t offset = (*record)->offset;
    if (!SegmentJoiner::is_segment((*record)->header)) {
      if (!take_record(**record, seen, within)) return false;
      continue;
    }
    auto joined = joiner.take(std::move(**record));
    const bool more =
        !joined ? give(ArchiveItem::Kind::kDamaged, place(within, fmt::format("offset {}", offset)),
                       joined.error().message, offset)
                : !*joined || take_record(**joined, seen, within);
    if (!more) return false;
  }
  for (const warc::ArchiveRecord& record : std::move(joiner).unfinished()) {
    if (!give(ArchiveItem::Kind::kDamaged, place(within, fmt::format("offset {}", record.offset)),
              "first part of a record whose others are not in this file", record.offset)) {
      return false;
    }
  }
  if (file->gzip_members() == 1 && records > 1) saw_whole_file_gzip_ = true;
  return true;
}

bool ArchiveWalk::take_record(const warc::ArchiveRecord& record, SeenPages& seen,
                              const std::string& within) {
  ArchiveItem item = item_of_record(record, limits_);
  const bool is_revisit = item.kind == ArchiveItem::Kind::kOther && record.header.type == "revisit";
  if (is_revisit) item = seen.item_of_revisit(record.header);
  if (item.kind == ArchiveItem::Kind::kPage && !is_revisit) seen.remember(record);
  item.offset = record.offset;
  item.place = place(within, fmt::format("offset {}", item.offset));
  return visit_(std::move(item));
}

}  // namespace cabled
