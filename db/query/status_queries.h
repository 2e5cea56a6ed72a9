#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// The ledger of pages: discovered = stored + duplicate + refused + failed + pending.
struct Account {
  std::int64_t discovered = 0;
  std::int64_t stored = 0;
  std::int64_t duplicate = 0;
  std::int64_t refused = 0;
  std::int64_t failed = 0;
  std::int64_t pending = 0;
  std::int64_t indexes = 0;  ///< index pages, sitemaps and feeds, which are no part of the sum
  std::map<std::string, std::int64_t> reasons;  ///< "refused: robots" → how many
};

/// The account of one source, or of all URLs.
Account account(pqxx::work& tx, std::optional<int> source_id);

struct HostStatus {
  std::string origin;
  std::int64_t due = 0;
  std::int64_t waiting = 0;  ///< due later
  std::optional<std::string> lease_owner;
  std::optional<std::string> blocked_until;
  int failures = 0;
  std::string robots_rule;
  std::optional<std::string> last_error;
  std::optional<std::string> last_error_at;
  std::optional<std::string> next_allowed_at;
  std::optional<std::string> robots_until;
  std::optional<int> latency_ms;
};

/// How many hosts a process holds, and until when at most.
struct LeaseStatus {
  std::string owner;
  std::int64_t hosts = 0;
  std::string until;
};
std::vector<LeaseStatus> lease_status(pqxx::work& tx);

/// Hosts with something to do or to tell, the longest backlog first.
std::vector<HostStatus> host_status(pqxx::work& tx, int limit);

struct CorpusStatus {
  std::int64_t cables = 0;
  std::int64_t damaged = 0;  ///< of them: their text is seen to lack something
  std::int64_t renditions = 0;
  std::int64_t sightings = 0;
  std::int64_t captures = 0;
  std::int64_t rejections = 0;
  std::int64_t database_bytes = 0;
  std::optional<std::string> next_due_at;
  std::optional<std::string> oldest_due_at;
  std::int64_t captured_1m = 0;  ///< captures of the last minute
  std::int64_t captured_5m = 0;
  std::int64_t captured_15m = 0;
};
CorpusStatus corpus_status(pqxx::work& tx);

/// All that decides whether and when a URL is fetched.
struct UrlStatus {
  std::string url;
  std::optional<std::string> source;
  std::string kind;
  std::string verdict;
  std::optional<std::string> reason;
  std::optional<std::string> detail;
  int attempts = 0;
  int depth = 0;
  std::optional<std::string> due_at;
  std::optional<std::string> fetched_at;
  std::string discovered_at;
  std::optional<std::string> redirect_to;
  std::string host;
  std::optional<std::string> host_next_allowed_at;
  std::optional<std::string> host_blocked_until;
  std::optional<std::string> host_last_error;
  std::string robots_rule;
  std::string robots_body;
  std::optional<std::string> lease_owner;
  std::optional<std::string> source_paused_at;
  std::vector<std::string> cables;  ///< ids of the cables seen there
};
std::optional<UrlStatus> url_status(pqxx::work& tx, const std::string& url);

}  // namespace cabled::db
