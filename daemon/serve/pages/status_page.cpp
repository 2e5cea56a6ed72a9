#include <fmt/format.h>

#include <utility>

#include "daemon/answers/drift.h"
#include "daemon/answers/status_answer.h"
#include "daemon/serve/html/amounts.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/health_parts.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/site/counts.h"
#include "db/feed/feed_consumers.h"
#include "db/frontier/host_leases.h"

namespace cabled::serve {
namespace {

// Beyond, consumers() counts no further.
constexpr std::int64_t kMostBehind = 1'000'000;

void write_storage_fact(Page& page, std::string_view name, const std::string& value) {
  page.element("dt", name);
  page.element("dd", value);
}

void write_pauses(Page& page, const StatusAnswer& status) {
  if (status.paused.empty()) {
    page.element("p", [&] {
      page.element("strong", {{"class", "good"}}, "Nothing is paused.");
      page.text(status.leases.empty() ? " No crawl is under way at the moment."
                                      : " A crawl is under way.");
    });
    return;
  }
  page.element("div", {{"class", "notice"}}, [&] {
    page.element("p", [&] { page.element("strong", {{"class", "bad"}}, "Paused:"); });
    page.element("ul", {{"class", "plain"}}, [&] {
      for (const Pause& pause : status.paused) page.element("li", pause.cause + ": " + pause.text);
    });
  });
}

void write_corpus_number(Page& page, std::int64_t number, std::string_view what) {
  page.element("li", [&] {
    page.element("strong", grouped(number));
    page.text(what);
  });
}

void write_corpus(Page& page, const db::CorpusStatus& corpus) {
  page.element("ul", {{"class", "numbers"}}, [&] {
    write_corpus_number(page, corpus.cables, "cables");
    write_corpus_number(page, corpus.renditions, "different texts of them");
    write_corpus_number(page, corpus.sightings, "places where they were seen");
    write_corpus_number(page, corpus.captures, "pages kept");
    write_corpus_number(page, corpus.rejections, "of these without a cable");
  });
  page.element("p", fmt::format("Pages received in the last minute: {}; five minutes: {}; fifteen "
                                "minutes: {}.",
                                grouped(corpus.captured_1m), grouped(corpus.captured_5m),
                                grouped(corpus.captured_15m)));
  page.element("p", [&] {
    page.text("Next visit due: ");
    write_when(page, corpus.next_due_at, "nothing is due later");
    page.text(". Longest due: ");
    write_when(page, corpus.oldest_due_at, "nothing waits");
    page.text(".");
  });
}

void write_storage(Page& page, const StatusAnswer& status) {
  page.element("h2", "Archive, database and disk");
  page.element("dl", {{"class", "facts"}}, [&] {
    write_storage_fact(
        page, "Archive",
        fmt::format("{} in {}", byte_words(status.archive.bytes),
                    counted(static_cast<std::int64_t>(status.archive.segments), "file", "files")));
    if (status.deleted.segments > 0) {
      write_storage_fact(page, "Deleted to keep it small",
                         fmt::format("{}; {} cannot be read again",
                                     counted(status.deleted.segments, "file", "files"),
                                     counted(status.deleted.captures, "page", "pages")));
    }
    write_storage_fact(page, "Database",
                       byte_words(static_cast<std::uint64_t>(status.corpus.database_bytes)));
    write_storage_fact(page, "Free on the disk of the archive",
                       byte_words(status.archive.disk_free));
  });
}

std::string host_words(const db::HostStatus& host) {
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : "; ") + part; };
  if (host.blocked_until) add("left alone until " + long_time(*host.blocked_until));
  if (host.lease_owner) add("is being fetched from");
  if (host.last_error) {
    add("last error" +
        (host.last_error_at ? " on " + long_time(*host.last_error_at) : std::string()) + ": " +
        *host.last_error);
  }
  return words.empty() ? "nothing to tell" : words;
}

std::string host_robots_words(std::string_view rule) {
  if (rule == "body") return "some pages are forbidden or none";
  if (rule == "allow_all") return "allows all";
  if (rule == "disallow_all") return "could not be read: nothing is fetched";
  return "not asked yet";
}

void write_hosts(Page& page, const std::vector<db::HostStatus>& hosts) {
  page.element("h2", "Hosts");
  if (hosts.empty()) {
    page.element("p", {{"class", "muted"}}, "No host is known yet.");
    return;
  }
  page.element("section", {{"class", "scroll"}, {"tabindex", "0"}, {"aria-label", "Hosts"}}, [&] {
    page.element("table", {{"class", "hosts"}}, [&] {
      page.element("thead", [&] {
        page.element("tr", [&] {
          for (const char* head : {"Host", "Due", "Later", "robots.txt", "State"}) {
            page.element("th", {{"scope", "col"}}, head);
          }
        });
      });
      page.element("tbody", [&] {
        for (const db::HostStatus& host : hosts) {
          page.element("tr", [&] {
            page.element("th", {{"scope", "row"}}, host.origin);
            page.element("td", {{"class", "number"}}, grouped(host.due));
            page.element("td", {{"class", "number"}}, grouped(host.waiting));
            page.element("td", host_robots_words(host.robots_rule));
            page.element("td", host_words(host));
          });
        }
      });
    });
  });
}

void write_followers(Page& page, const std::vector<db::ConsumerState>& consumers,
                     const StatusAnswer& status) {
  page.element("h2", "Followers");
  if (consumers.empty()) {
    page.element("p", {{"class", "muted"}}, "No other database or service follows this one.");
  }
  page.element("ul", {{"class", "plain"}}, [&] {
    for (const db::ConsumerState& consumer : consumers) {
      const std::string lag =
          consumer.behind == 0 ? "has everything"
          : consumer.behind >= kMostBehind
              ? "is a million changes behind or more"
              : "is " + counted(consumer.behind, "change", "changes") + " behind";
      page.element("li", fmt::format("{} {}; it told so {} ago.", consumer.name, lag,
                                     span_words(consumer.idle_seconds)));
    }
    for (const db::DeadLetterState& letters : status.set_aside) {
      page.element(
          "li", fmt::format("{} set aside for {} since {}: {}",
                            counted(letters.batches, "batch is", "batches are"), letters.consumer,
                            long_time(letters.first_at), letters.last_error));
    }
  });
}

void write_sources(Page& page, const StatusAnswer& status) {
  page.element("h2", "Sources");
  if (status.sources.empty() && status.unconfigured.empty()) {
    page.element("p", {{"class", "muted"}},
                 "No source is configured: nothing is collected from the web.");
  }
  std::vector<std::vector<std::string>> alarms;
  alarms.reserve(status.sources.size());
  for (const db::SourceHealth& source : status.sources) alarms.push_back(drift_alarms(source));
  write_reading_health(page, status.sources, alarms);
  for (const db::UnconfiguredSource& source : status.unconfigured) {
    page.element("p", fmt::format("{} is not configured here; {} for that.", source.row.name,
                                  counted(source.waiting, "address waits", "addresses wait")));
  }
}

struct StatusShown {
  StatusAnswer status;
  db::DailyHistory history;
  std::vector<db::ConsumerState> followers;
};

Result<StatusShown> load_status(const Visit& visit) {
  auto status = kept_status(visit.site);
  if (!status) return tl::unexpected(status.error());
  return visit.site.database.ask([&](pqxx::work& tx) {
    return StatusShown{std::move(*status), db::daily_history(tx, std::nullopt), db::consumers(tx)};
  });
}

}  // namespace

HttpResponse status_page(const Visit& visit) {
  const auto shown = load_status(visit);
  if (!shown) return unanswered_page(visit, shown.error());
  Page page(visit, {.title = "Status"});
  page.element("h1", "Status");
  write_pauses(page, shown->status);
  write_corpus(page, shown->status.corpus);
  page.element("h2", "Pages");
  write_account(page, shown->status.account);
  page.element("h2", "The last 30 days");
  write_history(page, shown->history);
  write_sources(page, shown->status);
  write_followers(page, shown->followers, shown->status);
  write_storage(page, shown->status);
  write_hosts(page, shown->status.hosts);
  return std::move(page).response();
}

}  // namespace cabled::serve
