#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"
#include "parsers/model/utf8_text.h"

namespace cabled::db {

/// The terminal and waiting states of a URL; the words stand in migrations/0001_frontier.sql.
enum class Verdict { kPending, kStored, kDuplicate, kRefused, kFailed, kRead };
const char* to_string(Verdict verdict) noexcept;
Verdict verdict_from(const std::string& word);

enum class UrlKind { kPage, kIndex, kSitemap, kFeed, kCdx };
const char* to_string(UrlKind kind) noexcept;
UrlKind url_kind_from(const std::string& word);

using Microseconds = std::chrono::duration<std::int64_t, std::micro>;
/// Wall-clock time since 1970, UTC.
using Timestamp = Microseconds;

/// A distinct payload of a URL, already in the archive.
struct CaptureRow {
  Utf8Text url;
  Digest payload;  ///< of the body as received
  std::optional<int> source_id;
  bool imported = false;
  int status = 200;
  Timestamp fetched_at{};
  Utf8Text content_type;
  std::string charset;
  std::uint64_t payload_bytes = 0;
  ArchiveRef where;
  std::string
      outcome;  ///< cable, not_a_cable, error, index, sitemap, feed, robots, redirect, http_error
  std::vector<std::string> flags;  ///< length_unverified, tls_unverified, …
  int parser_version = 0;
  std::optional<std::string> row_facts = {};  ///< JSON: what the row of a dump said beside the text
};

/// How one cable points to another.
struct CableLink {
  std::string kind;  ///< reference, cancels, …
  std::string to_id;
  auto operator<=>(const CableLink&) const = default;
};

/// A text of a cable as read from a page.
struct RenditionRow {
  std::string cable_id;
  std::optional<int> year;
  std::optional<std::string> station;
  std::optional<long> serial;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
  std::vector<std::string> tags;
  std::optional<std::string> subject;
  std::string fields;  ///< JSON
  std::string text;
  Digest content_key;
  std::int64_t fingerprint = 0;
  int completeness = 0;
  std::string site;  ///< host that published it
  std::vector<CableLink> links;
  /// Texts that are alike share one of these (parsers/dedup/text_sketch.h); none for short texts.
  std::vector<std::int64_t> bands = {};
  bool doubtful_id = false;  ///< the id is made of the content, or names no station we know
};

/// Why a capture gave no cable.
struct RejectionRow {
  std::string stage;
  std::string reason;
  Utf8Text detail;
};

/// What became of a URL that was taken from the frontier.
struct UrlUpdate {
  std::int64_t url_id = 0;
  Verdict verdict =
      Verdict::kPending;  ///< kStored stands for "stored or duplicate": the database knows
  std::string reason;
  Utf8Text detail;
  std::optional<std::chrono::milliseconds> due_in;  ///< absent: never again by itself
  int attempts = 0;                                 ///< failed attempts in a row
  /// The page's interval, kept with it and taken for due_in; the second when the text that it gave
  /// was known.
  std::optional<std::chrono::milliseconds> revisit = {};
  std::optional<std::chrono::milliseconds> revisit_if_same = {};
  Utf8Text etag;
  Utf8Text last_modified;
  Utf8Text redirect_to;
};

/// A URL to be added to the frontier unless it is there.
struct NewUrl {
  std::string url;
  std::string origin;
  std::optional<int> source_id;
  UrlKind kind = UrlKind::kPage;
  int priority = 5;
  int depth = 0;
  int hops = 0;
  std::string story;  ///< key that variants of one page share; "" when they are not folded
  std::optional<Timestamp> modified_at;  ///< known to have changed then: a known URL is due again
};

/// The right to fetch from a host: valid while `fence` is the host's.
struct HostLease {
  int host_id = 0;
  std::int64_t fence = 0;
  auto operator<=>(const HostLease&) const = default;
};

/// How a host answered robots.txt and until when that holds.
struct RobotsRow {
  std::string rule;  ///< body, allow_all, disallow_all
  std::string body;
  std::chrono::milliseconds holds_for{};
};

/// A host's politeness, made durable.
struct HostUpdate {
  HostLease lease;
  std::chrono::milliseconds next_allowed_in{};
  std::chrono::milliseconds blocked_for{};
  int failures = 0;
  Utf8Text last_error;
  int latency_ms = 0;
  std::optional<RobotsRow> robots = {};
};

/// A URL gave the payload that it gave last time.
struct SeenAgain {
  std::string url;
  Digest payload;
  Timestamp at{};
};

/// All that one page changes; absent parts change nothing.
struct PageWrite {
  std::optional<HostLease> lease;  ///< absent for imports
  std::optional<SeenAgain> unchanged;
  std::optional<CaptureRow> capture;
  std::optional<RenditionRow> rendition;
  std::optional<RejectionRow> rejection;
  std::optional<UrlUpdate> url;
  std::vector<NewUrl> discovered;
};

/// What storing did with a page.
enum class Stored {
  kNewCable,
  kNewRendition,
  kKnown,      ///< text known: a new or renewed sighting
  kUnchanged,  ///< the page is as it was
  kNoCable,    ///< index, rejection, failure: recorded
  kLeaseLost,  ///< another worker holds the host now: nothing was written
};

}  // namespace cabled::db
