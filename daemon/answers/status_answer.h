#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/app/session.h"
#include "db/corpus/segment_store.h"
#include "db/feed/dead_letters.h"
#include "db/frontier/source_health.h"
#include "db/frontier/sources.h"
#include "db/query/status_queries.h"

namespace cabled {

/// The archive of this machine, and what retention has deleted on all of them.
struct ArchiveStatus {
  std::size_t segments = 0;
  std::uint64_t bytes = 0;
  std::uint64_t disk_free = 0;
  std::string paused;  ///< why no page is taken; "" when the disk has room
};

/// Why nothing is fetched, or nothing of a source.
struct Pause {
  std::string cause;  ///< disk, descriptors, operator, database
  std::string text;
};

/// What `status` tells.
struct StatusAnswer {
  db::Account account;
  db::CorpusStatus corpus;
  std::vector<db::HostStatus> hosts;
  std::vector<db::LeaseStatus> leases;
  std::vector<db::SourceHealth> sources;
  std::vector<db::UnconfiguredSource> unconfigured;
  db::DeletedSegments deleted;
  std::vector<db::DeadLetterState> set_aside;
  ArchiveStatus archive = {};
  std::vector<Pause> paused = {};
};

/// Asks the database and the disk.
CommandResult<StatusAnswer> read_status(const Session& session, db::Connection& connection);

/// As `status --json` prints it and the API has it.
nlohmann::ordered_json status_json(const StatusAnswer& status);
nlohmann::ordered_json pauses_json(const std::vector<Pause>& pauses);

}  // namespace cabled
