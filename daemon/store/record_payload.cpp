#include "daemon/store/record_payload.h"

#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/warc/block_digests.h"
#include "parsers/warc/dechunk.h"
#include "parsers/web/http_head.h"

namespace cabled {
namespace {

void warn(RecordPayload& payload, std::string_view warning) {
  if (warning.empty()) return;
  if (!payload.warning.empty()) payload.warning += "; ";
  payload.warning += warning;
}

bool is_chunked(const HttpHead& head) {
  return ascii::iequals(find_field(head.fields, "Transfer-Encoding").value_or(""), "chunked");
}

/// The version block of an ARC file takes two lines of its first record.
std::string_view without_version_block(std::string_view block) {
  for (int line = 0; line < 2; ++line) {
    const std::size_t end = block.find('\n');
    block.remove_prefix(end == block.npos ? block.size() : end + 1);
  }
  return block;
}

void take_http(RecordPayload& payload, const warc::ArchiveRecord& record, const HttpHead& head,
               const DecodingLimits& limits) {
  if (record.header.type != "request") {
    payload.status = head.status;
    if (!head.status) warn(payload, "odd status line");
  }
  payload.content_type = find_field(head.fields, "Content-Type").value_or("");
  payload.bytes = record.block.substr(head.body_at);
  if (is_chunked(head)) {
    warc::Dechunked dechunked = warc::dechunk(payload.bytes);
    payload.bytes = std::move(dechunked.bytes);
    warn(payload, dechunked.warning);
  }
  const auto coding = find_field(head.fields, "Content-Encoding").value_or("");
  DecodedContent content = decode_content(std::move(payload.bytes), coding, limits);
  payload.bytes = std::move(content.bytes);
  payload.is_broken = content.error.has_value();
  warn(payload, content.note);
  if (content.error) warn(payload, content.error->message);
}

}  // namespace

RecordPayload payload_of(const warc::ArchiveRecord& record, const DecodingLimits& limits) {
  RecordPayload payload;
  payload.content_type = record.header.content_type;
  if (record.oversized) {
    warn(payload, "block is too large to be kept");
  } else if (warc::holds_http(record.header)) {
    const auto head = read_http_head(record.block);
    if (head) {
      take_http(payload, record, *head, limits);
    } else {
      if (!ascii::trim(record.block).empty()) payload.bytes = record.block;
      if (!record.block.empty()) warn(payload, head.error().message);
    }
  } else if (record.header.version.starts_with("ARC") && record.header.type == "warcinfo") {
    payload.bytes = without_version_block(record.block);
  } else {
    payload.bytes = record.block;
  }
  return payload;
}

std::optional<bool> check_digests(const warc::ArchiveRecord& record) {
  if (record.oversized) return record.oversized->digest_ok;
  warc::BlockDigests digests(record.header, warc::PayloadSha256::kSkip);
  digests.update(record.block);
  const std::optional<bool> right = digests.finish();
  if (right.value_or(true) || !warc::holds_http(record.header)) return right;
  const auto head = read_http_head(record.block);
  if (!head || !is_chunked(*head)) return right;
  warc::BlockDigests of_chunks(record.header, warc::PayloadSha256::kSkip);
  of_chunks.update(record.block.substr(0, head->body_at));
  of_chunks.update(warc::dechunk(std::string_view(record.block).substr(head->body_at)).bytes);
  // The block's own digest is of the chunks in any case, so only a lone payload digest can be
  // saved.
  return of_chunks.finish();
}

}  // namespace cabled
