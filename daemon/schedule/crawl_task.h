#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "daemon/fetch/chain_cookies.h"
#include "db/frontier/frontier_rows.h"
#include "parsers/model/digest.h"
#include "parsers/model/url.h"

namespace cabled {

/// A URL taken from the frontier, whose host is leased to us.
struct CrawlTask {
  CrawlTask(std::int64_t id, Url target, db::HostLease held)
      : url_id(id), url(std::move(target)), lease(held) {}

  std::int64_t url_id;  ///< 0 for robots.txt, which is no URL of the frontier
  Url url;
  db::HostLease lease;
  std::optional<int> source_id;
  db::UrlKind kind = db::UrlKind::kPage;
  bool is_robots = false;  ///< the host's robots.txt
  int depth = 0;
  int hops = 0;                                 ///< redirections that led here
  int attempts = 0;                             ///< failed so far
  db::Verdict verdict = db::Verdict::kPending;  ///< of an earlier visit
  std::string etag;
  std::string last_modified;
  std::optional<Digest> last_payload;   ///< of the page that is stored, whole and well read
  int last_read_by = 0;                 ///< version of the parser that read it
  db::Timestamp last_captured_at{};     ///< when it came
  std::string last_segment;             ///< the file of the archive that it lies in
  RedirectChain chain;                  ///< of the redirections that led here
  std::chrono::milliseconds revisit{};  ///< the interval it was last given; 0: none yet
};

}  // namespace cabled
