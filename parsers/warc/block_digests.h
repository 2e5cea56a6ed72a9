#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/digest.h"
#include "parsers/warc/record_header.h"

namespace cabled::warc {

/// A digest that a record claims: "sha1:B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A".
struct DigestClaim {
  HashAlgorithm algorithm;
  std::string value;

  /// Nothing when the algorithm is unknown.
  static std::optional<DigestClaim> parse(std::string_view text);
  /// Whether `raw` is the digest meant, which writers give in hexadecimal, base32 or base64.
  bool matches(std::string_view raw) const;
};

/// Whether the block of a record holds an HTTP message.
bool holds_http(const RecordHeader& header);

/// Whether the SHA-256 of a payload is wanted besides the digests that its record claims.
enum class PayloadSha256 { kSkip, kTake };

/// Checks a record's own digests against its block, which comes in pieces, in constant memory.
class BlockDigests {
 public:
  explicit BlockDigests(const RecordHeader& header, PayloadSha256 sha256 = PayloadSha256::kTake);

  void update(std::string_view bytes);

  /// Ends the check: false when a digest is wrong, true when there are some and all are right,
  /// nothing when there is none that could be checked.
  std::optional<bool> finish();

  // After finish(): what follows the HTTP header, or all when there is none.
  std::uint64_t payload_length() const noexcept { return payload_length_; }
  /// "" with PayloadSha256::kSkip.
  const std::string& payload_sha256() const noexcept { return payload_sha256_; }

 private:
  struct Check {
    DigestClaim claim;
    Hasher hasher;
  };
  void update_payload(std::string_view bytes);
  void leave_head();

  bool in_head_;
  bool one_is_enough_;  ///< one digest is claimed for both
  std::string head_;    ///< what has come while the end of the HTTP header is not in sight
  std::optional<Check> block_;
  std::optional<Check> payload_;
  std::optional<Hasher> payload_hasher_;
  std::uint64_t payload_length_ = 0;
  std::string payload_sha256_;
};

}  // namespace cabled::warc
