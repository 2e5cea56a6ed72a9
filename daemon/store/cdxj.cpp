#include "daemon/store/cdxj.h"

#include <algorithm>
#include <array>

#include "daemon/json/cable_json.h"
#include "parsers/model/ascii.h"
#include "parsers/model/digest.h"
#include "parsers/warc/block_digests.h"
#include "parsers/web/http_head.h"
#include "parsers/web/surt.h"

namespace cabled {
namespace {

bool is_capture(const warc::RecordHeader& header) {
  static constexpr std::array<std::string_view, 4> kCaptures{"response", "revisit", "resource",
                                                             "conversion"};
  return std::ranges::find(kCaptures, header.type) != kCaptures.end() && !header.uri.empty();
}

/// "20101128180000" of "2010-11-28T18:00:00.25Z"; "" when there is no date.
std::string timestamp(std::string_view date) {
  static constexpr std::size_t kDigits = 14;
  std::string out;
  for (const char c : date) {
    if (ascii::is_digit(c) && out.size() < kDigits) out += c;
  }
  return out.size() == kDigits ? out : "";
}

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type(std::string_view content_type) {
  const std::string type =
      ascii::lower(ascii::trim(content_type.substr(0, content_type.find(';'))));
  return type.empty() ? "unk" : type;
}

/// What the record says of its payload, else the digest of what is there.
std::string payload_digest(const warc::ArchiveRecord& record) {
  const auto said = find_field(record.header.fields, "WARC-Payload-Digest");
  if (said) return std::string(*said);
  if (record.oversized) {
    return "sha256:" + Digest::from_bytes(record.oversized->payload_sha256).value().hex();
  }
  warc::BlockDigests digests(record.header);
  digests.update(record.block);
  digests.finish();
  return "sha256:" + Digest::from_bytes(digests.payload_sha256()).value().hex();
}

}  // namespace

std::optional<std::string> cdxj_line(const warc::ArchiveRecord& record, std::string_view filename) {
  const warc::RecordHeader& header = record.header;
  const std::string time = timestamp(header.date);
  if (!is_capture(header) || time.empty()) return std::nullopt;
  nlohmann::ordered_json out;
  out["url"] = header.uri;
  out["mime"] = media_type(header.content_type);
  if (warc::holds_http(header) && !record.oversized) {
    if (const auto head = read_http_head(record.block)) {
      out["mime"] = media_type(find_field(head->fields, "Content-Type").value_or(""));
      if (head->status) out["status"] = std::to_string(*head->status);
    }
  }
  if (header.type == "revisit") out["mime"] = "warc/revisit";
  out["digest"] = payload_digest(record);
  out["length"] = std::to_string(record.length);
  out["offset"] = std::to_string(record.offset);
  out["filename"] = filename;
  return fmt::format("{} {} {}", surt_key(header.uri), time, to_line(out));
}

}  // namespace cabled
