#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "daemon/answers/account_report.h"
#include "daemon/answers/health_report.h"
#include "daemon/answers/needs.h"
#include "daemon/answers/set_aside_report.h"
#include "daemon/answers/status_answer.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/words.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string pause_text(const Pause& pause) { return fmt::format("PAUSED: {}\n", pause.text); }

/// What can be said without the database.
int report_database_away(const CommandError& error, bool json) {
  const Pause pause{"database", "the database is away: " + error.message};
  if (json) {
    output().json(to_line({{"paused", pauses_json({pause})}}));
  } else {
    output().line("PAUSED: " + pause.text, 4);
  }
  return report(error);
}

std::string megabytes(std::uint64_t bytes) { return grouped(bytes / 1'000'000) + " MB"; }

std::string cables_text(const db::CorpusStatus& corpus) {
  std::string out =
      fmt::format("{} in {}, seen at {}\n", cabled::counted(corpus.cables, "cable", "cables"),
                  cabled::counted(corpus.renditions, "version", "versions"),
                  cabled::counted(corpus.sightings, "place", "places"));
  if (corpus.damaged > 0) {
    out += fmt::format("{} seen to lack something (`cabled search --damaged` lists them)\n",
                       cabled::counted(corpus.damaged, "text is", "texts are"));
  }
  return out;
}

std::string visits_text(const db::CorpusStatus& corpus) {
  const auto number = [](std::int64_t n) { return grouped(static_cast<std::uint64_t>(n)); };
  std::string out = fmt::format(
      "{} fetched or imported, {} without a cable; in the last minute {}, in five minutes {}, in "
      "fifteen {}\n",
      cabled::counted(corpus.captures, "page", "pages"), number(corpus.rejections),
      number(corpus.captured_1m), number(corpus.captured_5m), number(corpus.captured_15m));
  if (corpus.oldest_due_at)
    out += fmt::format("waiting longest: since {}\n", *corpus.oldest_due_at);
  return out + (corpus.next_due_at ? fmt::format("next visit: {}\n", *corpus.next_due_at)
                                   : "next visit: none, nothing is due\n");
}

std::string room_text(const StatusAnswer& status) {
  const ArchiveStatus& archive = status.archive;
  std::string out = fmt::format(
      "database {}; raw pages {} in {}; {} free on the disk\n",
      megabytes(static_cast<std::uint64_t>(status.corpus.database_bytes)), megabytes(archive.bytes),
      cabled::counted(static_cast<std::int64_t>(archive.segments), "file", "files"),
      megabytes(archive.disk_free));
  if (status.deleted.segments > 0) {
    out += fmt::format("{} of raw pages deleted; {} cannot be read again\n",
                       cabled::counted(status.deleted.segments, "old file", "old files"),
                       cabled::counted(status.deleted.captures, "page", "pages"));
  }
  return out;
}

std::string robots_words(const std::string& rule) {
  if (rule == "body") return "has a robots.txt";
  if (rule == "allow_all") return "has no robots.txt";
  if (rule == "disallow_all") return "is shut, since its robots.txt cannot be had";
  return "was not asked for robots.txt yet";
}

std::string host_text(const db::HostStatus& host) {
  std::string out = fmt::format(
      "host {}: {} due, {} later; {}", host.origin, cabled::counted(host.due, "page", "pages"),
      grouped(static_cast<std::uint64_t>(host.waiting)), robots_words(host.robots_rule));
  if (host.lease_owner) out += "; in the hands of " + *host.lease_owner;
  if (host.blocked_until) out += "; left alone until " + *host.blocked_until;
  if (host.last_error) {
    out += fmt::format("; last error at {}: {}", host.last_error_at.value_or("an unknown time"),
                       *host.last_error);
  }
  return out + '\n';
}

void print_text(const StatusAnswer& status) {
  output().lines(cables_text(status.corpus) + account_to_text(status.account) +
                     visits_text(status.corpus) + room_text(status),
                 4);
  for (const db::SourceHealth& source : status.sources) output().lines(health_to_text(source), 4);
  for (const db::UnconfiguredSource& source : status.unconfigured) {
    output().lines(fmt::format("source {}: not configured; {} for that\n", source.row.name,
                               cabled::counted(source.waiting, "URL waits", "URLs wait")),
                   4);
  }
  for (const db::LeaseStatus& lease : status.leases) {
    output().lines(
        fmt::format("{} in the hands of {} until {}\n",
                    cabled::counted(lease.hosts, "host is", "hosts are"), lease.owner, lease.until),
        4);
  }
  for (const db::DeadLetterState& letters : status.set_aside) {
    output().lines(set_aside_text(letters), 4);
  }
  for (const db::HostStatus& host : status.hosts) output().lines(host_text(host), 4);
  for (const Pause& pause : status.paused) output().lines(pause_text(pause), 4);
}

/// A line for each thing that needs a person, and nothing when none does.
int report_needs(const std::vector<Need>& needs, bool json) {
  if (json) {
    output().json(to_line({{"ok", needs.empty()}, {"needs", needs_json(needs)}}));
  } else {
    for (const Need& need : needs) output().line(need.cause + ": " + need.text, 4);
  }
  return needs.empty() ? kDone : kFailed;
}

int check_status(const Session& session, db::Connection& connection, const StatusAnswer& status,
                 bool json) {
  const auto needs = read_needs(session, connection, status);
  if (!needs) return report(needs.error());
  return report_needs(*needs, json);
}

int run_status(bool check, const CommonOptions& common) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) {
    if (check && session.error().code == kTryAgainLater) {
      return report_needs({{"database", session.error().message}}, common.json);
    }
    return session.error().code == kTryAgainLater
               ? report_database_away(session.error(), common.json)
               : report(session.error());
  }
  db::Connection connection = session->connect("status");
  const auto status = read_status(*session, connection);
  if (!status) return report(status.error());
  if (check) return check_status(*session, connection, *status, common.json);
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
      app.add_subcommand("status", "What is stored, what is due, hosts, sources, disk, pauses");
  auto check = std::make_shared<bool>(false);
  command->add_flag("--check", *check,
                    "Only what needs a person, a line each; exit code 1 when there is any");
  command->callback([check, &invocation] {
    invocation.run = [check, &invocation] { return run_status(*check, invocation.common); };
  });
}

}  // namespace cabled::cli
