#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/fetch/address_allowance.h"
#include "daemon/fetch/fetch_limits.h"
#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

enum class TlsVerification { kRequired, kSkipped };

/// What becomes of a body that is longer than FetchLimits::max_body_bytes.
enum class WhenTooLarge {
  kFail,       ///< FailureClass::kTooLarge
  kKeepPrefix  ///< a response with its first max_body_bytes and truncated_by_cap (robots.txt)
};

/// One GET. It is never redirected: each hop is a request of its own, so that robots, pace and
/// address checks see it.
struct FetchRequest {
  std::uint64_t token = 0;  ///< the caller's; comes back with the result
  Url url;
  std::string etag = {};           ///< sent as If-None-Match when not empty
  std::string last_modified = {};  ///< sent as If-Modified-Since when not empty
  std::string cookies = {};        ///< sent as Cookie when not empty
  FetchLimits limits;
  std::vector<AddressAllowance> allowed_private = {};
  TlsVerification tls = TlsVerification::kRequired;
  WhenTooLarge when_too_large = WhenTooLarge::kFail;
};

/// Microseconds since the request started; 0 for a step that was not taken.
struct FetchTimings {
  std::chrono::microseconds dns{0};         ///< name resolved
  std::chrono::microseconds connect{0};     ///< connected, TLS included; 0 when kept alive
  std::chrono::microseconds first_byte{0};  ///< first byte of the response
  std::chrono::microseconds total{0};
};

/// A response that ended as HTTP says it must, whatever its status.
struct FetchResponse {
  int status = 0;
  /// The request's head as sent, to its empty line, but for `Proxy-*` lines.
  std::string request_head;
  /// The final response's head, byte for byte as received, to its empty line; 1xx responses before
  /// it, trailers after the body and `Proxy-*` lines are dropped.
  std::string response_head;
  /// The body as received with the transfer coding undone and the content coding kept: a chunked
  /// gzip page is the gzip stream. `response_head` still names both codings, so whoever stores head
  /// and body together must say that Transfer-Encoding no longer applies.
  std::string body;
  std::string remote_address;  ///< the peer's, without brackets
  FetchTimings timings;
  bool length_unverified = false;  ///< ended by closing: nothing proves that it is whole
  bool truncated_by_cap = false;   ///< WhenTooLarge::kKeepPrefix did cut
  /// 3xx with Location: the target, not followed; or why it cannot be (scheme, malformed, …).
  std::optional<Result<Url>> redirect;
};

/// Why there is no response. The kind in brackets is what FetchFailure::kind says of it.
enum class FailureClass {
  kDns,             ///< the name does not resolve, or not in time (transient)
  kConnect,         ///< no connection, or it and its TLS handshake not in time (transient)
  kTls,             ///< certificate refused (refused); handshake failed or cut (transient)
  kTimeout,         ///< total_timeout has passed (transient)
  kStalled,         ///< slower than min_bytes_per_second for stall_timeout (transient)
  kTruncated,       ///< ended before the response did, even before its first byte (transient)
  kProtocol,        ///< not HTTP, or HTTP that says two things at once (invalid)
  kTooLarge,        ///< head or body over its cap (refused)
  kRefusedAddress,  ///< private or otherwise special address, or forbidden port (refused)
  kRefusedScheme,   ///< neither http nor https (refused)
  kProxy,           ///< the proxy, not the site, failed (transient)
  kCancelled,       ///< cancel_all() (transient)
  kInternal,        ///< our own side: out of memory, a misused library (transient)
  kDescriptors,     ///< our own side: no file descriptor was left (transient)
};

/// Whether we ended or hindered a request that would have gone on otherwise: it says nothing of the
/// host and counts as no try.
constexpr bool is_our_doing(FailureClass failure) noexcept {
  return failure == FailureClass::kCancelled || failure == FailureClass::kDescriptors;
}

/// "dns", "connect", "tls", …: for logs, metrics and tables.
const char* failure_class_name(FailureClass failure) noexcept;

struct FetchFailure {
  FailureClass failure = FailureClass::kInternal;
  ErrorKind kind = ErrorKind::kTransient;
  std::string message;
};

struct FetchResult {
  std::uint64_t token = 0;
  Url url;
  std::variant<FetchResponse, FetchFailure> outcome;
  std::uint64_t received_bytes = 0;        ///< heads and body, whatever came of them
  std::chrono::microseconds receiving{0};  ///< from the first of them to the end
};

/// Fetches many URLs at once. Owned by one thread: all but wake() are called from it alone.
///
/// Every start() ends in exactly one result, also when it is refused or cancelled.
class Fetcher {
 public:
  Fetcher() = default;
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  Fetcher(Fetcher&&) = delete;
  Fetcher& operator=(Fetcher&&) = delete;
  virtual ~Fetcher() = default;

  virtual void start(FetchRequest request) = 0;
  /// What has ended; waits up to `timeout` for the first of them. Comes back early, perhaps with
  /// nothing, after wake(). Transfers move only inside this call.
  virtual std::vector<FetchResult> wait(std::chrono::milliseconds timeout) = 0;
  /// Ends a wait() that is going on, or the next one. Any thread.
  virtual void wake() noexcept = 0;
  /// Requests started whose results wait() has not yet returned.
  virtual std::size_t active() const noexcept = 0;
  /// Cuts every transfer; the next wait() reports each as kCancelled.
  virtual void cancel_all() = 0;
};

}  // namespace cabled
