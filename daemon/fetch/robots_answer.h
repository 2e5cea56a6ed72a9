#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/fetch/fetcher.h"
#include "parsers/web/robots_access.h"

namespace cabled {

/// What one request for robots.txt brought. The default is that of a request that failed.
struct RobotsAnswer {
  RobotsFetch fetch;
  std::string body;  ///< decoded, its first 500 KiB
  std::string note;  ///< what is odd about it, or why it cannot be had; "" when it is fine
  std::optional<Url> redirect;  ///< ask there instead, kMaxRobotsRedirects times at most
};

/// Reads a response; one that cannot be decoded, or leads to where nothing may be fetched, counts
/// as unreachable. `now` turns the date of a Retry-After into a wait.
RobotsAnswer read_robots_answer(FetchResponse response, std::chrono::sys_seconds now);
RobotsAnswer read_robots_answer(const FetchFailure& failure);

/// Why the rules cannot be had, for people, of an answer whose access is kDisallowAll; `url` is
/// what was asked for.
std::string robots_trouble(const RobotsAnswer& answer, const Url& url);

}  // namespace cabled
