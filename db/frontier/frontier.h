#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/frontier/frontier_rows.h"
#include "db/frontier/remit.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A URL whose time has come.
struct DueUrl {
  std::int64_t id = 0;
  std::string url;
  std::optional<int> source_id;
  UrlKind kind = UrlKind::kPage;
  int depth = 0;
  int hops = 0;
  int attempts = 0;
  Verdict verdict = Verdict::kPending;  ///< of an earlier visit: a failure today does not undo it
  std::string etag;
  std::string last_modified;
  std::optional<Digest> payload;        ///< of what it gave last time
  int read_by = 0;                      ///< version of the parser that read it then
  Timestamp captured_at{};              ///< when it came
  std::string segment;                  ///< where it lies in the archive
  std::chrono::milliseconds revisit{};  ///< the interval it was last given; 0: none yet
};

/// Due URLs of one host that are in `remit`: lowest priority number first, then the longest due.
/// Those in `taken` are left out. Some index probes whatever the size of the table (url_due).
std::vector<DueUrl> due_urls(pqxx::work& tx, int host_id, const Remit& remit, int limit,
                             std::span<const std::int64_t> taken);

/// The rows of URLs, due or not, by their text.
std::map<std::string, DueUrl> urls_as_they_are(pqxx::work& tx, std::span<const NewUrl> urls);

/// Adds URLs that are not there yet, due at once; a known URL stays as it is, but is due again when
/// it has changed since it was fetched. Of those that share a story one is due, the others are its
/// duplicates and take its place when it fails. Hosts are made as needed. Returns how many were
/// new.
std::size_t add_urls(pqxx::work& tx, std::span<const NewUrl> urls);

/// Makes URLs due now whatever became of them before, with the highest priority: what a person who
/// names a URL asks for. Adds those that are missing. Returns their ids in order.
std::vector<std::int64_t> request_urls(pqxx::work& tx, std::span<const NewUrl> urls);

/// Whether any host that is not blocked for more than a minute has a URL in `remit` that is due
/// now, whoever holds its lease.
bool anything_due(pqxx::work& tx, const Remit& remit);

}  // namespace cabled::db
