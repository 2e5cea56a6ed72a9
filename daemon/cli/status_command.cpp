#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/account_report.h"
#include "daemon/cli/command.h"
#include "daemon/cli/health_report.h"
#include "daemon/cli/set_aside_report.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/store/disk_room.h"
#include "daemon/store/retention.h"
#include "daemon/system/pause_note.h"
#include "daemon/system/terminal.h"
#include "db/corpus/segment_store.h"
#include "db/frontier/sources.h"
#include "db/query/status_queries.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kHostsShown = 20;

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

Json pauses_to_json(const std::vector<Pause>& pauses) {
  Json out = Json::array();
  for (const Pause& pause : pauses) {
    out.push_back({{"cause", pause.cause}, {"text", pause.text}});
  }
  return out;
}

std::string pause_text(const Pause& pause) {
  return fmt::format("PAUSED: {}\n", printable_line(pause.text));
}

/// What can be said without the database.
int report_database_away(const CommandError& error, bool json) {
  const Pause pause{"database", "the database is away: " + error.message};
  if (json) {
    output().json(to_line({{"paused", pauses_to_json({pause})}}));
  } else {
    output().text(pause_text(pause));
  }
  return report(error);
}

struct Status {
  db::Account account;
  db::CorpusStatus corpus;
  std::vector<db::HostStatus> hosts;
  std::vector<db::LeaseStatus> leases;
  std::vector<db::SourceHealth> sources;
  std::vector<db::UnconfiguredSource> unconfigured;
  db::DeletedSegments deleted;
  std::vector<db::DeadLetterState> set_aside;
  std::vector<Pause> paused = {};
};

Json corpus_to_json(const db::CorpusStatus& c) {
  return {{"cables", c.cables},         {"renditions", c.renditions},
          {"sightings", c.sightings},   {"captures", c.captures},
          {"rejections", c.rejections}, {"database_bytes", c.database_bytes}};
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

void print_json(const Status& status, const ArchiveStatus& archive) {
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
  out["paused"] = pauses_to_json(status.paused);
  output().json(to_line(out));
}

std::string archive_text(const ArchiveStatus& archive, const db::DeletedSegments& deleted) {
  std::string out =
      fmt::format("archive: {} files, {} MB\n", archive.segments, archive.bytes >> 20U);
  if (deleted.segments > 0) {
    out += fmt::format("archive: {} old files deleted; {} pages cannot be parsed again\n",
                       deleted.segments, deleted.captures);
  }
  return out;
}

std::string host_text(const db::HostStatus& host) {
  std::string out = fmt::format("host {}: {} due, {} later, robots {}", printable_line(host.origin),
                                host.due, host.waiting, host.robots_rule);
  if (host.lease_owner) out += ", leased by " + printable_line(*host.lease_owner);
  if (host.blocked_until) out += ", left alone until " + *host.blocked_until;
  if (host.last_error) {
    out += fmt::format(", last error {}: {}", host.last_error_at.value_or(""),
                       printable_line(*host.last_error));
  }
  return out + '\n';
}

void print_text(const Status& status, const ArchiveStatus& archive) {
  const db::CorpusStatus& c = status.corpus;
  Output& out = output();
  out.text(fmt::format("cables: {} in {} renditions, seen at {} places\n", c.cables, c.renditions,
                       c.sightings));
  out.text(account_to_text(status.account));
  out.text(fmt::format("captures: {} ({} gave no cable); last 1/5/15 minutes: {}/{}/{}\n",
                       c.captures, c.rejections, c.captured_1m, c.captured_5m, c.captured_15m));
  out.text(fmt::format("database: {} MB; disk free: {} MB\n", c.database_bytes >> 20U,
                       archive.disk_free >> 20U));
  out.text(archive_text(archive, status.deleted));
  out.text(fmt::format("next due: {}; longest due: {}\n", c.next_due_at.value_or("nothing"),
                       c.oldest_due_at.value_or("nothing")));
  for (const db::SourceHealth& source : status.sources) out.text(health_to_text(source));
  for (const db::UnconfiguredSource& source : status.unconfigured) {
    out.text(fmt::format("source {}: not configured; {} URLs wait for that\n",
                         printable_line(source.row.name), source.waiting));
  }
  for (const db::LeaseStatus& lease : status.leases) {
    out.text(fmt::format("lease: {} hosts held by {} until {}\n", lease.hosts,
                         printable_line(lease.owner), lease.until));
  }
  for (const db::DeadLetterState& letters : status.set_aside) out.text(set_aside_text(letters));
  for (const db::HostStatus& host : status.hosts) out.text(host_text(host));
  for (const Pause& pause : status.paused) out.text(pause_text(pause));
}

int run_status(const CommonOptions& common) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) {
    return session.error().code == kTryAgainLater
               ? report_database_away(session.error(), common.json)
               : report(session.error());
  }
  db::Connection connection = session->connect("status");
  const std::vector<std::string> configured = source_names(session->config().sources);
  auto status = db::transact(connection, [&](pqxx::work& tx) {
    return Status{db::account(tx, std::nullopt),
                  db::corpus_status(tx),
                  db::host_status(tx, kHostsShown),
                  db::lease_status(tx),
                  db::source_health(tx),
                  db::unconfigured_sources(tx, configured),
                  db::deleted_segments(tx),
                  db::dead_letters(tx)};
  });
  if (!status) return report(command_error(status.error()));
  const ArchiveStatus archive = archive_status(*session);
  status->paused = pauses(*session, archive, status->sources);
  common.json ? print_json(*status, archive) : print_text(*status, archive);
  return kDone;
}

}  // namespace

void add_status_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("status", "Frontier, rates, hosts, leases, corpus and disk");
  command->callback(
      [&invocation] { invocation.run = [&invocation] { return run_status(invocation.common); }; });
}

}  // namespace cabled::cli
