#include "daemon/import/warc_item.h"

#include <algorithm>
#include <utility>

#include "daemon/pipeline/settle_response.h"
#include "daemon/store/record_payload.h"
#include "parsers/model/ascii.h"
#include "parsers/model/url.h"
#include "parsers/page/content_kind.h"
#include "parsers/warc/block_digests.h"

namespace cabled {
namespace {

ArchiveItem item_but_no_page(ArchiveItem::Kind kind, std::string reason) {
  ArchiveItem item;
  item.kind = kind;
  item.reason = std::move(reason);
  return item;
}

ArchiveItem damaged_record(std::string reason) {
  return item_but_no_page(ArchiveItem::Kind::kDamaged, std::move(reason));
}

ArchiveItem other_record(std::string reason) {
  return item_but_no_page(ArchiveItem::Kind::kOther, std::move(reason));
}

/// Why a record is not to be trusted, whatever it holds; "" when nothing is against it.
std::string why_damaged(const warc::ArchiveRecord& record) {
  if (!record.error.empty()) return record.error;
  if (record.header.type.empty()) return "bytes that belong to no record";
  if (!check_digests(record).value_or(true)) return "wrong digest";
  if (find_field(record.header.fields, "WARC-Segment-Number")) return "one part of a record";
  return "";
}

bool may_hold_page(const warc::RecordHeader& header) {
  return header.type == "response" || header.type == "resource" || header.type == "conversion";
}

/// Types of what a page refers to: text to look at, but never a cable.
bool is_page_type(std::string_view content_type) {
  const std::string type = ascii::lower(ascii::trim(content_type.substr(0, 100)));
  if (!type.starts_with("text/") && !type.starts_with("application/")) return type.empty();
  return type.starts_with("text/html") || type.starts_with("text/plain") ||
         type.find("xml") != type.npos || type.starts_with("application/octet-stream");
}

}  // namespace

std::string why_no_url(const std::string& url) {
  if (url.empty()) return "no target URI";
  if (url.size() > kLongestUrl) return "target URI is too long";
  if (std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return "control characters in the target URI";
  }
  const std::size_t authority = url.find("://");
  if (authority == url.npos) return "";
  const std::size_t end = std::min(url.find_first_of("/?#", authority + 3), url.size());
  const std::size_t at = url.find('@', authority);
  return at < end ? "credentials in the target URI" : "";
}

ArchiveItem item_of_record(const warc::ArchiveRecord& record, const ArchiveLimits& limits) {
  if (std::string why = why_damaged(record); !why.empty()) return damaged_record(std::move(why));
  const warc::RecordHeader& header = record.header;
  if (!may_hold_page(header)) return other_record(header.type);
  if (record.oversized || record.block_length > limits.max_page) {
    return damaged_record("block is too large");
  }
  DecodingLimits decoding;
  decoding.max_output = limits.max_page;
  RecordPayload payload = payload_of(record, decoding);
  if (payload.is_broken) return damaged_record(payload.warning);
  if (warc::holds_http(header)) {
    if (!payload.status) return damaged_record("no HTTP status line");
    if (!is_page(*payload.status)) return other_record(fmt::format("status {}", *payload.status));
  }
  if (!is_page_type(payload.content_type)) return other_record("no page by its content type");
  if (std::string why = why_no_url(header.uri); !why.empty()) return damaged_record(std::move(why));

  ArchiveItem item;
  const Result<Url> url = Url::parse(header.uri);
  item.url = url ? url->text() : header.uri;
  const ContentKind kind =
      content_kind({payload.bytes.substr(0, 8192), item.url, payload.content_type});
  if (kind == ContentKind::kEmpty) return other_record("empty");
  if (kind == ContentKind::kBinary) return other_record("no text");
  item.kind = ArchiveItem::Kind::kPage;
  item.content_type = std::move(payload.content_type);
  item.date = header.date;
  item.bytes = std::move(payload.bytes);
  if (warc::has_one_digest_for_both(header)) item.note = "one digest for block and payload";
  return item;
}

}  // namespace cabled
