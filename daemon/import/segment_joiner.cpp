#include "daemon/import/segment_joiner.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/store/record_payload.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

std::optional<std::uint64_t> number_field(const warc::RecordHeader& header, std::string_view name) {
  const std::string_view text = ascii::trim(find_field(header.fields, name).value_or(""));
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

/// A record as it would be in one piece: the digest of its block was that of the first segment's.
void mend_header(warc::RecordHeader& header) {
  std::erase_if(header.fields, [](const HeaderField& field) {
    return ascii::iequals(field.name, "WARC-Segment-Number") ||
           ascii::iequals(field.name, "WARC-Block-Digest");
  });
}

Error broken(std::string_view why) { return {ErrorKind::kInvalid, std::string(why)}; }

}  // namespace

bool SegmentJoiner::is_segment(const warc::RecordHeader& header) {
  return header.type == "continuation" ||
         find_field(header.fields, "WARC-Segment-Number").has_value();
}

Result<std::optional<warc::ArchiveRecord>> SegmentJoiner::take(warc::ArchiveRecord segment) {
  const auto number = number_field(segment.header, "WARC-Segment-Number");
  const bool is_sound =
      segment.error.empty() && !segment.oversized && check_digests(segment).value_or(true);
  const std::size_t size = segment.block.size();
  if (segment.header.type != "continuation") {
    if (!is_sound || number != 1U)
      return tl::unexpected(broken("first part of a record is damaged"));
    if (held_ + size > max_held_) return tl::unexpected(broken("parts of a record are too large"));
    std::string id = segment.header.id;
    if (!open_.try_emplace(std::move(id), Open{std::move(segment)}).second) {
      return tl::unexpected(broken("first part of a record that was begun already"));
    }
    held_ += size;
    return std::nullopt;
  }
  const std::string origin(
      ascii::trim(find_field(segment.header.fields, "WARC-Segment-Origin-ID").value_or("")));
  const auto found = open_.find(origin);
  if (found == open_.end()) {
    return tl::unexpected(broken("part of a record whose first part is not in this file"));
  }
  Open& open = found->second;
  const bool fits = is_sound && number == open.next && held_ + size <= max_held_;
  if (fits) {
    open.record.block += segment.block;
    held_ += size;
  }
  ++open.next;
  const auto total = number_field(segment.header, "WARC-Segment-Total-Length");
  if (fits && !total) return std::nullopt;
  warc::ArchiveRecord whole = std::move(open.record);
  open_.erase(found);
  held_ -= std::min<std::uint64_t>(held_, whole.block.size());
  if (!fits || *total != whole.block.size()) {
    return tl::unexpected(broken("parts of a record do not fit together"));
  }
  mend_header(whole.header);
  whole.block_length = whole.block.size();
  return whole;
}

std::vector<warc::ArchiveRecord> SegmentJoiner::unfinished() && {
  std::vector<warc::ArchiveRecord> records;
  records.reserve(open_.size());
  for (auto& [id, open] : open_) records.push_back(std::move(open.record));
  return records;
}

}  // namespace cabled
