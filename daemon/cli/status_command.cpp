#include <string>
#include <vector>

#include "daemon/answers/account_report.h"
#include "daemon/answers/health_report.h"
#include "daemon/answers/set_aside_report.h"
#include "daemon/answers/status_answer.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string pause_text(const Pause& pause) {
  return fmt::format("PAUSED: {}\n", printable_line(pause.text));
}

/// What can be said without the database.
int report_database_away(const CommandError& error, bool json) {
  const Pause pause{"database", "the database is away: " + error.message};
  if (json) {
    output().json(to_line({{"paused", pauses_json({pause})}}));
  } else {
    output().text(pause_text(pause));
  }
  return report(error);
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

void print_text(const StatusAnswer& status) {
  const ArchiveStatus& archive = status.archive;
  const db::CorpusStatus& c = status.corpus;
  Output& out = output();
  out.text(fmt::format("cables: {} in {} renditions, seen at {} places\n", c.cables, c.renditions,
                       c.sightings));
  if (c.damaged > 0) {
    out.text(fmt::format("damaged: {} (search --damaged lists them)\n", c.damaged));
  }
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
  const auto status = read_status(*session, connection);
  if (!status) return report(status.error());
  if (common.json) {
    output().json(to_line(status_json(*status)));
  } else {
    print_text(*status);
  }
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
