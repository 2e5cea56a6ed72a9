#include "parsers/warc/warc_record.h"

#include <fmt/format.h>

#include <utility>

#include "parsers/model/ascii.h"

namespace cabled::warc {
namespace {

constexpr std::string_view kRecordEnd = "\r\n\r\n";
constexpr std::string_view kIdenticalPayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view kNotModified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

/// Header fields of one record; a value can never end its line, whatever bytes it holds.
class Header {
 public:
  Header(std::string_view type, const Stamp& stamp) {
    text_ = "WARC/1.1\r\n";
    field("WARC-Type", type);
    bracketed("WARC-Record-ID", stamp.id);
    field("WARC-Date", stamp.date);
  }

  /// Control characters, which no value of ours has a use for, become blanks.
  void field(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.append(name).append(": ");
    for (const char c : value) text_ += is_control(c) ? ' ' : c;
    text_ += "\r\n";
  }

  /// In a URI a control character, blank or angle bracket is percent-encoded: no byte is lost.
  void uri(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.append(name).append(": ").append(encoded(value)).append("\r\n");
  }

  void bracketed(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.append(name).append(": <").append(encoded(value)).append(">\r\n");
  }

  void target(const Target& target) {
    uri("WARC-Target-URI", target.uri);
    field("WARC-IP-Address", target.ip);
    bracketed("WARC-Concurrent-To", target.concurrent_to);
    field("Cabled-Source", target.origin.source);
    field("Cabled-Visit", target.origin.visit);
    field("Cabled-Row", target.origin.row);
  }

  void digest(std::string_view name, const Digest& digest) {
    field(name, "sha256:" + digest.hex());
  }

  /// The whole record: this header, and the block made of two parts.
  std::string record(std::string_view block, std::string_view more = {}) && {
    text_ += fmt::format("Content-Length: {}\r\n\r\n", block.size() + more.size());
    text_.reserve(text_.size() + block.size() + more.size() + kRecordEnd.size());
    text_.append(block).append(more).append(kRecordEnd);
    return std::move(text_);
  }

 private:
  static std::string encoded(std::string_view value) {
    std::string out;
    out.reserve(value.size());
    for (const char c : value) {
      if (is_control(c) || c == ' ' || c == '<' || c == '>') {
        out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      } else {
        out += c;
      }
    }
    return out;
  }

  std::string text_;
};

/// The head with its Transfer-Encoding fields renamed.
std::string without_transfer_coding(std::string_view head) {
  static constexpr std::string_view kName = "Transfer-Encoding:";
  std::string out;
  out.reserve(head.size() + 32);
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = head.substr(0, end == head.npos ? head.npos : end + 1);
    if (ascii::istarts_with(line, kName)) out += "X-Archive-Orig-";
    out += line;
    head.remove_prefix(line.size());
  }
  // Without its empty line the body's first line would be read as a header field.
  if (!out.ends_with("\r\n\r\n") && !out.ends_with("\n\n")) {
    out += out.ends_with('\n') ? "\r\n" : kRecordEnd;
  }
  return out;
}

}  // namespace

std::string record_id(const RandomBytes& random) {
  RandomBytes bytes = random;
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);  // variant of RFC 4122
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "urn:uuid:";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += kDigits[bytes[i] >> 4U];
    out += kDigits[bytes[i] & 15U];
  }
  return out;
}

std::string build_warcinfo(
    const Stamp& stamp, std::string_view filename,
    const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
  std::string block;
  for (const auto& [name, value] : fields) {
    block.append(name).append(": ");
    for (const char c : value) block += is_control(c) ? ' ' : c;
    block += "\r\n";
  }
  Header header("warcinfo", stamp);
  header.field("WARC-Filename", filename);
  header.digest("WARC-Block-Digest", Digest::of(block));
  header.field("Content-Type", "application/warc-fields");
  return std::move(header).record(block);
}

std::string build_request(const Stamp& stamp, const Target& target, std::string_view head) {
  Header header("request", stamp);
  header.target(target);
  header.digest("WARC-Block-Digest", Digest::of(head));
  header.field("Content-Type", "application/http; msgtype=request");
  return std::move(header).record(head);
}

std::string build_response(const Stamp& stamp, const Target& target, const Response& response,
                           const std::optional<Digest>& payload_digest) {
  Header header("response", stamp);
  header.target(target);
  header.digest("WARC-Payload-Digest",
                payload_digest ? *payload_digest : Digest::of(response.body));
  header.field("WARC-Truncated", response.truncated);
  header.field("Content-Type", "application/http; msgtype=response");
  return std::move(header).record(without_transfer_coding(response.head), response.body);
}

std::string build_revisit(const Stamp& stamp, const Target& target, const Revisit& revisit) {
  Header header("revisit", stamp);
  header.target(target);
  header.field("WARC-Profile",
               revisit.profile == RevisitProfile::kNotModified ? kNotModified : kIdenticalPayload);
  header.bracketed("WARC-Refers-To", revisit.refers_to);
  header.uri("WARC-Refers-To-Target-URI", revisit.refers_to_uri);
  header.field("WARC-Refers-To-Date", revisit.refers_to_date);
  header.digest("WARC-Payload-Digest", revisit.payload_digest);
  if (revisit.head.empty()) return std::move(header).record({});
  header.field("Content-Type", "application/http; msgtype=response");
  // The payload is left out on purpose, which the standard calls a truncation by length.
  header.field("WARC-Truncated", "length");
  return std::move(header).record(without_transfer_coding(revisit.head));
}

std::string build_resource(const Stamp& stamp, const Target& target, const Resource& resource,
                           const std::optional<Digest>& payload_digest) {
  Header header("resource", stamp);
  header.target(target);
  // The block of a resource is its payload.
  const Digest digest = payload_digest ? *payload_digest : Digest::of(resource.bytes);
  header.digest("WARC-Block-Digest", digest);
  header.digest("WARC-Payload-Digest", digest);
  header.field("Content-Type",
               resource.content_type.empty() ? kUnknownType : resource.content_type);
  return std::move(header).record(resource.bytes);
}

}  // namespace cabled::warc
