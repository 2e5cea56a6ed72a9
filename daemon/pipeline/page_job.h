#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/credits.h"
#include "db/rows.h"
#include "parsers/dump/dump_columns.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"
#include "parsers/model/url.h"

namespace cabled {

enum class TaskKind { kPage, kIndex, kSitemap, kFeed, kCdx, kRobots };

/// A URL taken from the frontier, whose host is leased to us.
struct CrawlTask {
  CrawlTask(std::int64_t id, Url target, db::HostLease held)
      : url_id(id), url(std::move(target)), lease(held) {}

  std::int64_t url_id;  ///< 0 for robots.txt, which is no URL of the frontier
  Url url;
  db::HostLease lease;
  std::optional<int> source_id;
  TaskKind kind = TaskKind::kPage;
  int depth = 0;
  int hops = 0;                                 ///< redirections that led here
  int attempts = 0;                             ///< failed so far
  db::Verdict verdict = db::Verdict::kPending;  ///< of an earlier visit
  std::string etag;
  std::string last_modified;
  std::optional<Digest> last_payload;
  std::chrono::milliseconds revisit{};  ///< the interval it was last given; 0: none yet
};

/// A page out of a file.
struct ImportedPage {
  std::string bytes;
  std::string content_type;
  int status = 200;
  DumpColumns columns;
};

/// A page on its way from the network, a file or the archive to the tables.
struct PageJob {
  std::optional<CrawlTask> task;  ///< absent: imported, or read again
  std::string url;
  std::variant<FetchResponse, FetchFailure, ImportedPage> content;
  db::Timestamp at{};  ///< when it was received
  Credit credit;
  std::optional<Digest> payload;      ///< of the body as received; set by the archive stage at last
  std::optional<ArchiveRef> where;    ///< set by the archive stage; absent for failures
  bool unchanged = false;             ///< 304, or the payload of last time
  std::uint64_t ticket = 0;           ///< of an imported page: handed back in its note
  std::optional<int> source_id = {};  ///< of a page read again, which has no task
};

/// What one page came to, for people.
struct PageNote {
  std::string url;
  std::string reason;  ///< of a verdict other than stored
  std::string detail;
  std::string cable_id;  ///< "" when there is no cable
  db::Verdict verdict = db::Verdict::kPending;
  db::Stored stored = db::Stored::kNoCable;  ///< known after the commit
  std::uint64_t bytes = 0;
  std::uint64_t ticket = 0;  ///< of the job
};

/// The rows of a page, ready to be written.
struct WriteJob {
  db::PageWrite write;
  PageNote note;
  Credit credit;
  std::optional<std::int64_t> url_id;  ///< of the frontier
};

}  // namespace cabled
