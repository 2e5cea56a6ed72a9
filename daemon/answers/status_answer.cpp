#include "daemon/answers/status_answer.h"

#include <fmt/format.h>

#include <filesystem>

#include "daemon/answers/account_report.h"
#include "daemon/answers/health_report.h"
#include "daemon/answers/set_aside_report.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/json/nullable.h"
#include "daemon/store/disk_room.h"
#include "daemon/store/retention.h"
#include "daemon/system/pause_note.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kHostsShown = 20;

ArchiveStatus archive_status(const Session& session) {
  ArchiveStatus status;
  const auto segments = list_segments(session.archive_folder());
  for (const SegmentInfo& segment : segments.value_or(std::vector<SegmentInfo>())) {
    ++status.segments;
    status.bytes += segment.bytes;
  }
  std::error_code none;
  const bool exists = std::filesystem::exists(session.archive_folder(), none);
  const std::string folder =
      exists ? session.archive_folder() : session.config().state_dir.string();
  const auto disk = std::filesystem::space(folder, none);
  if (!none) status.disk_free = disk.available;
  const auto room = disk_room(folder, session.config().archive.disk_floor.count);
  if (!room) status.paused = room.error().message;
  return status;
}

std::vector<Pause> pauses(const Session& session, const ArchiveStatus& archive,
                          const std::vector<db::SourceHealth>& sources) {
  std::vector<Pause> all;
  if (!archive.paused.empty()) all.push_back({"disk", archive.paused});
  for (std::string& told : pauses_of(session.config().state_dir)) {
    all.push_back({"descriptors", std::move(told)});
  }
  for (const db::SourceHealth& source : sources) {
    if (!source.paused_at) continue;
    all.push_back({"operator",
                   fmt::format("source '{}' by an operator since {}; hint: `cabled sources resume`",
                               source.name, *source.paused_at)});
  }
  return all;
}

Json corpus_to_json(const db::CorpusStatus& c) {
  return {{"cables", c.cables},
          {"damaged", c.damaged},
          {"renditions", c.renditions},
          {"sightings", c.sightings},
          {"captures", c.captures},
          {"rejections", c.rejections},
          {"database_bytes", c.database_bytes}};
}

Json hosts_to_json(const std::vector<db::HostStatus>& hosts) {
  Json out = Json::array();
  for (const db::HostStatus& host : hosts) {
    out.push_back({{"host", host.origin},
                   {"due", host.due},
                   {"waiting", host.waiting},
                   {"lease_owner", nullable(host.lease_owner)},
                   {"blocked_until", nullable(host.blocked_until)},
                   {"failures", host.failures},
                   {"robots", host.robots_rule},
                   {"robots_until", nullable(host.robots_until)},
                   {"next_allowed_at", nullable(host.next_allowed_at)},
                   {"latency_ms", nullable(host.latency_ms)},
                   {"last_error", nullable(host.last_error)},
                   {"last_error_at", nullable(host.last_error_at)}});
  }
  return out;
}

Json leases_to_json(const std::vector<db::LeaseStatus>& leases) {
  Json out = Json::array();
  for (const db::LeaseStatus& lease : leases) {
    out.push_back({{"owner", lease.owner}, {"hosts", lease.hosts}, {"until", lease.until}});
  }
  return out;
}

Json archive_to_json(const ArchiveStatus& archive, const db::DeletedSegments& deleted) {
  return {{"segments", archive.segments},
          {"bytes", archive.bytes},
          {"paused", text_or_null(archive.paused)},
          {"deleted_segments", deleted.segments},
          {"deleted_captures", deleted.captures}};
}

}  // namespace

CommandResult<StatusAnswer> read_status(const Session& session, db::Connection& connection) {
  const std::vector<std::string> configured = source_names(session.config().sources);
  auto status = db::transact(connection, [&](pqxx::work& tx) {
    return StatusAnswer{db::account(tx, std::nullopt),
                        db::corpus_status(tx),
                        db::host_status(tx, kHostsShown),
                        db::lease_status(tx),
                        db::source_health(tx),
                        db::unconfigured_sources(tx, configured),
                        db::deleted_segments(tx),
                        db::dead_letters(tx)};
  });
  if (!status) return tl::unexpected(command_error(status.error()));
  status->archive = archive_status(session);
  status->paused = pauses(session, status->archive, status->sources);
  return std::move(*status);
}

Json pauses_json(const std::vector<Pause>& pauses) {
  Json out = Json::array();
  for (const Pause& pause : pauses) {
    out.push_back({{"cause", pause.cause}, {"text", pause.text}});
  }
  return out;
}

Json status_json(const StatusAnswer& status) {
  const ArchiveStatus& archive = status.archive;
  const db::CorpusStatus& c = status.corpus;
  Json out{{"pages", account_to_json(status.account)}, {"corpus", corpus_to_json(c)}};
  out["rates"] = {{"1m", c.captured_1m}, {"5m", c.captured_5m}, {"15m", c.captured_15m}};
  out["next_due_at"] = nullable(c.next_due_at);
  out["oldest_due_at"] = nullable(c.oldest_due_at);
  out["sources"] = Json::array();
  for (const db::SourceHealth& source : status.sources) {
    out["sources"].push_back(health_to_json(source));
  }
  out["unconfigured_sources"] = Json::array();
  for (const db::UnconfiguredSource& source : status.unconfigured) {
    out["unconfigured_sources"].push_back({{"name", source.row.name}, {"waiting", source.waiting}});
  }
  out["leases"] = leases_to_json(status.leases);
  out["hosts"] = hosts_to_json(status.hosts);
  out["archive"] = archive_to_json(archive, status.deleted);
  out["set_aside"] = set_aside_to_json(status.set_aside);
  out["disk_free_bytes"] = archive.disk_free;
  out["paused"] = pauses_json(status.paused);
  return out;
}

}  // namespace cabled
