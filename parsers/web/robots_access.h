#pragma once

#include <chrono>
#include <optional>

namespace cabled {

/// How fetching a robots.txt file ended.
struct RobotsFetch {
  /// Of the last answer, redirects followed. Absent: network, DNS, TLS, or a redirect to an address
  /// or scheme that is refused.
  std::optional<int> status;
  std::optional<std::chrono::seconds> retry_after;  ///< from the answer
};

enum class RobotsAccess {
  kUseBody,      ///< the rules of the body just fetched
  kAllowAll,     ///< there is no robots.txt
  kDisallowAll,  ///< the site cannot say what it wants: keep away
};

struct RobotsAccessRule {
  RobotsAccess access;
  std::chrono::seconds fetch_again_after;

  bool operator==(const RobotsAccessRule&) const = default;
};

/// How many redirects to follow, also to other hosts (RFC 9309 section 2.3.1.2); the rules found
/// are those of the host first asked.
inline constexpr int kMaxRobotsRedirects = 5;

/// RFC 9309 section 2.3.1, and where it leaves a choice the more careful one: 429 counts as
/// unreachable, and while robots.txt is unreachable nothing is fetched, whatever an earlier copy
/// said and however long it lasts. One redirect too many counts as no robots.txt, as the RFC has
/// it.
RobotsAccessRule robots_access(const RobotsFetch& fetch);

}  // namespace cabled
