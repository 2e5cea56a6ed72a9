#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/digest.h"

/// Building WARC/1.1 records (ISO 28500:2017) as bytes, before any compression.
namespace cabled::warc {

using RandomBytes = std::array<std::uint8_t, 16>;

/// A record id "urn:uuid:…" (RFC 4122, version 4) made of the caller's random bytes; without the
/// angle brackets, which belong to the header line.
std::string record_id(const RandomBytes& random);

/// What every record says of itself.
struct Stamp {
  std::string_view id;    ///< "urn:uuid:…"
  std::string_view date;  ///< "2010-11-28T18:00:00Z", fractions allowed
};

/// What a page was fetched for, in fields of our own: all that cannot be told from its bytes when
/// the database is made again. Each may be "".
struct PageOrigin {
  std::string_view source;  ///< name
  std::string_view visit;   ///< as what its URL was taken
  std::string_view row;     ///< JSON: what the row of a dump said beside the text
};

/// What the records of one HTTP exchange have in common.
struct Target {
  std::string_view uri;
  std::string_view ip;  ///< "" when unknown
  std::string_view
      concurrent_to;  ///< id of the other record of the exchange; "" when there is none
  PageOrigin origin = {};
};

/// An HTTP response as it is kept.
struct Response {
  std::string_view head;       ///< status line and fields with the empty line, as received
  std::string_view body;       ///< transfer coding undone, content coding as received
  std::string_view truncated;  ///< "" or why the body is cut: "length", "time", "disconnect"
};

/// The type of a resource that came without one.
inline constexpr std::string_view kUnknownType = "application/octet-stream";

/// How it is known that a payload is that of an earlier response.
enum class RevisitProfile {
  kIdenticalPayload,  ///< the same bytes came
  kNotModified,       ///< the server said so (304)
};

/// A response with the payload of an earlier one, of which only the head is kept.
struct Revisit {
  std::string_view head;  ///< may be empty: a server that answered 304 is kept with its head
  Digest payload_digest;
  std::string_view refers_to;       ///< id of the earlier record; "" when it is not known
  std::string_view refers_to_uri;   ///< "" when it is not known
  std::string_view refers_to_date;  ///< "" when it is not known
  RevisitProfile profile = RevisitProfile::kIdenticalPayload;
};

/// A file that was not fetched over HTTP by us: an imported page.
struct Resource {
  std::string_view content_type;  ///< "" becomes kUnknownType
  std::string_view bytes;
};

// Payload digests are SHA-256 in hexadecimal, not the SHA-1 of older crawlers: on CPUs with the SHA
// instructions both run at 1.4 GB/s (measured with OpenSSL 3.0), the SHA-256 of a body is needed
// for the capture row anyway, so one pass serves both, and warcio, JWAT and Browsertrix verify it.
// A response carries no block digest: that would be a second pass over the body (8 % of a page's
// CPU) for what the CRC of its gzip member already guards.

/// The first record of a segment. `fields` are lines "name: value" of application/warc-fields.
std::string build_warcinfo(
    const Stamp& stamp, std::string_view filename,
    const std::vector<std::pair<std::string_view, std::string_view>>& fields);

std::string build_request(const Stamp& stamp, const Target& target, std::string_view head);

/// `payload_digest` spares hashing a body whose digest the caller has.
///
/// Since the transfer coding is undone, a Transfer-Encoding field of the head is kept under the
/// name X-Archive-Orig-Transfer-Encoding, as other archives do; else readers would undo it twice.
std::string build_response(const Stamp& stamp, const Target& target, const Response& response,
                           const std::optional<Digest>& payload_digest);

std::string build_revisit(const Stamp& stamp, const Target& target, const Revisit& revisit);

/// `payload_digest` is worked out when absent.
std::string build_resource(const Stamp& stamp, const Target& target, const Resource& resource,
                           const std::optional<Digest>& payload_digest);

}  // namespace cabled::warc
