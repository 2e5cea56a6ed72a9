#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "db/frontier/ruling.h"
#include "parsers/model/digest.h"
#include "parsers/model/utf8_text.h"

namespace cabled::db {

enum class UrlKind { kPage, kIndex, kSitemap, kFeed, kCdx };
const char* to_string(UrlKind kind) noexcept;
UrlKind url_kind_from(const std::string& word);

using Microseconds = std::chrono::duration<std::int64_t, std::micro>;
/// Wall-clock time since 1970, UTC.
using Timestamp = Microseconds;

/// What a server calls a version of a page (RFC 9110 section 8.8). They go with a stored page that
/// is whole and was read well, and are sent back as the conditions of the next request.
struct Validators {
  Utf8Text etag;
  Utf8Text last_modified;
};

/// When a URL that was taken from the frontier is due again, and what its answer said for that
/// visit.
struct UrlUpdate {
  std::int64_t url_id = 0;
  std::optional<std::chrono::milliseconds> due_in;  ///< absent: never again by itself
  int attempts = 0;                                 ///< failed attempts in a row
  /// The page's interval, kept with it and taken for due_in; the second when the text that it gave
  /// was known.
  std::optional<std::chrono::milliseconds> revisit = {};
  std::optional<std::chrono::milliseconds> revisit_if_same = {};
  std::optional<Validators> validators = {};  ///< absent: those of the stored page stay
  Utf8Text redirect_to;
  std::optional<Timestamp> visited_at = {};  ///< absent: now
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
  std::string trouble = {};  ///< why nothing is allowed, for people, when it cannot be had
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

/// What became of a URL, once it is known what its page's rows came to.
struct SettledUrl {
  UrlUpdate update;
  Ruling ruling;
  bool answered = false;  ///< a page came, or word that it is unchanged
  std::optional<Digest>
      payload;  ///< of a page that was read well: compared with that of the next visit
};

}  // namespace cabled::db
