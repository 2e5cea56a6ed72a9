#include "parsers/warc/block_digests.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled::warc {
namespace {

/// `raw` in groups of `bits` bits (RFC 4648), without padding.
std::string encode(std::string_view raw, unsigned bits, std::string_view alphabet) {
  std::string out;
  std::uint32_t window = 0;
  unsigned have = 0;
  for (const char c : raw) {
    window = (window << 8U) | static_cast<unsigned char>(c);
    for (have += 8; have >= bits; have -= bits) {
      out += alphabet[(window >> (have - bits)) & ((1U << bits) - 1)];
    }
  }
  if (have > 0) out += alphabet[(window << (bits - have)) & ((1U << bits) - 1)];
  return out;
}

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A payload digest is not the block's own where the payload lies in another record.
bool has_payload_of_its_own(const RecordHeader& header) {
  return header.type != "continuation" && !find_field(header.fields, "WARC-Segment-Number");
}

}  // namespace

std::optional<DigestClaim> DigestClaim::parse(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, HashAlgorithm>, 7> kNames{
      {{"md5", HashAlgorithm::kMd5},
       {"sha1", HashAlgorithm::kSha1},
       {"sha-1", HashAlgorithm::kSha1},
       {"sha256", HashAlgorithm::kSha256},
       {"sha-256", HashAlgorithm::kSha256},
       {"sha512", HashAlgorithm::kSha512},
       {"sha-512", HashAlgorithm::kSha512}}};
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  for (const auto& [name, algorithm] : kNames) {
    if (ascii::iequals(ascii::trim(text.substr(0, colon)), name)) {
      return DigestClaim{algorithm, std::string(ascii::trim(text.substr(colon + 1)))};
    }
  }
  return std::nullopt;
}

bool DigestClaim::matches(std::string_view raw) const {
  std::string_view claimed = value;
  while (claimed.ends_with('=')) claimed.remove_suffix(1);
  return ascii::iequals(claimed, encode(raw, 4, kHex)) ||
         ascii::iequals(claimed, encode(raw, 5, kBase32)) || claimed == encode(raw, 6, kBase64) ||
         claimed == encode(raw, 6, kBase64Url);
}

bool holds_http(const RecordHeader& header) {
  if (header.type != "response" && header.type != "request" && header.type != "revisit") {
    return false;
  }
  const bool web =
      ascii::istarts_with(header.uri, "http:") || ascii::istarts_with(header.uri, "https:");
  // ARC names the payload's type, not the block's.
  return web && (header.version.starts_with("ARC") || header.content_type.empty() ||
                 ascii::istarts_with(header.content_type, "application/http"));
}

BlockDigests::BlockDigests(const RecordHeader& header, PayloadSha256 sha256)
    : in_head_(holds_http(header)), one_is_enough_(has_one_digest_for_both(header)) {
  if (sha256 == PayloadSha256::kTake) payload_hasher_.emplace(HashAlgorithm::kSha256);
  const auto checked = [&](std::string_view field) -> std::optional<Check> {
    auto claim = DigestClaim::parse(find_field(header.fields, field).value_or(""));
    if (!claim) return std::nullopt;
    const HashAlgorithm algorithm = claim->algorithm;
    return Check{std::move(*claim), Hasher(algorithm)};
  };
  // Some writers give a revisit the digests of the record that it revisits.
  if (header.type == "revisit") return;
  block_ = checked("WARC-Block-Digest");
  if (has_payload_of_its_own(header)) payload_ = checked("WARC-Payload-Digest");
}

void BlockDigests::update(std::string_view bytes) {
  static constexpr std::size_t kLongestHead = std::size_t{1} << 20U;
  if (block_) block_->hasher.update(bytes);
  if (!in_head_) {
    update_payload(bytes);
    return;
  }
  // Most blocks come whole, and need not be kept.
  if (const auto body = head_.empty() ? header_end(bytes) : std::nullopt) {
    in_head_ = false;
    return update_payload(bytes.substr(*body));
  }
  head_ += bytes;
  if (header_end(head_) || head_.size() > kLongestHead) leave_head();
}

std::optional<bool> BlockDigests::finish() {
  // A block that is all head has no payload; one without any head is all payload.
  if (in_head_) leave_head();
  if (payload_hasher_) payload_sha256_ = payload_hasher_->finish();
  std::optional<bool> right;
  for (std::optional<Check>* check : {&block_, &payload_}) {
    if (!*check) continue;
    const bool matches = (*check)->claim.matches((*check)->hasher.finish());
    if (!right) {
      right = matches;
    } else {
      right = one_is_enough_ ? *right || matches : *right && matches;
    }
  }
  return right;
}

void BlockDigests::update_payload(std::string_view bytes) {
  payload_length_ += bytes.size();
  if (payload_hasher_) payload_hasher_->update(bytes);
  if (payload_) payload_->hasher.update(bytes);
}

void BlockDigests::leave_head() {
  in_head_ = false;
  const std::size_t body = header_end(head_).value_or(0);
  update_payload(std::string_view(head_).substr(body));
  head_.clear();
}

}  // namespace cabled::warc
