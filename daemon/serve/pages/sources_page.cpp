#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/answers/drift.h"
#include "daemon/answers/source_answer.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/health_parts.h"
#include "daemon/serve/pages/pages.h"
#include "db/frontier/sources.h"

namespace cabled::serve {
namespace {

struct SourcesShown {
  std::vector<SourceAnswer> sources;
  std::vector<db::SourceHealth> health;
  db::DailyHistory history;  ///< of the one source that is asked for, or of all
};

Result<std::vector<SourceAnswer>> load_sources(const Visit& visit) {
  return visit.site.database.lend(
      [&](db::Connection& connection) -> Result<std::vector<SourceAnswer>> {
        const auto rules = known_sources(visit.site.config, connection);
        if (!rules) return fail(ErrorKind::kTransient, "{}", rules.error().message);
        auto sources = read_sources(connection, **rules);
        if (!sources) return fail(ErrorKind::kTransient, "{}", sources.error().message);
        return std::move(*sources);
      });
}

Result<SourcesShown> load_shown(const Visit& visit, const std::string& name) {
  auto sources = load_sources(visit);
  if (!sources) return tl::unexpected(sources.error());
  return visit.site.database.ask([&](pqxx::work& tx) {
    std::optional<int> id;
    if (!name.empty()) {
      // One that was configured a moment ago may have no row yet, and no pages.
      const auto rows = db::all_sources(tx);
      const auto row = rows.find(name);
      id = row == rows.end() ? 0 : row->second.id;
    }
    return SourcesShown{std::move(*sources), db::source_health(tx), db::daily_history(tx, id)};
  });
}

std::string state_words(const SourceAnswer& source) {
  if (!source.configured) {
    return "not configured here; " + counted(source.waiting, "address waits", "addresses wait") +
           " for that";
  }
  if (source.paused_at) return "paused since " + long_day(*source.paused_at);
  return "at work";
}

void write_source_row(Page& page, const SourceAnswer& source) {
  page.element("tr", [&] {
    page.element("th", {{"scope", "row"}},
                 [&] { page.link(source_address(source.name), source.name); });
    page.element("td", state_words(source));
    for (const std::int64_t number :
         {source.account.stored, source.account.duplicate, source.account.refused,
          source.account.failed, source.account.pending}) {
      page.element("td", {{"class", "number"}}, grouped(number));
    }
  });
}

void write_source_table(Page& page, const std::vector<SourceAnswer>& sources) {
  page.element("section",
               {{"class", "scroll"},
                {"tabindex", "0"},
                {"aria-label", "Sources and what became of their pages"}},
               [&] {
                 page.element("table", [&] {
                   page.element("thead", [&] {
                     page.element("tr", [&] {
                       for (const char* head : {"Source", "State", "With a cable", "Elsewhere too",
                                                "Refused", "Failed", "To be fetched"}) {
                         page.element("th", {{"scope", "col"}}, head);
                       }
                     });
                   });
                   page.element("tbody", [&] {
                     for (const SourceAnswer& source : sources) write_source_row(page, source);
                   });
                 });
               });
}

void write_health_of(Page& page, const std::vector<db::SourceHealth>& health) {
  std::vector<std::vector<std::string>> alarms;
  alarms.reserve(health.size());
  for (const db::SourceHealth& source : health) alarms.push_back(drift_alarms(source));
  page.element("h2", "How its pages are read");
  page.element("p", {{"class", "prose muted"}},
               "The last pages beside those before them. A source drifts when fewer of its pages "
               "give a cable, or fields are missing: then its site has changed.");
  write_reading_health(page, health, alarms);
}

void write_list(Page& page, std::string_view name, const std::vector<std::string>& items) {
  if (items.empty()) return;
  page.element("dt", name);
  page.element("dd", [&] {
    page.element("ul", [&] {
      for (const std::string& item : items) {
        page.element("li", [&] { page.outside_link(item); });
      }
    });
  });
}

HttpResponse one_source(const Visit& visit, const SourceAnswer& source, const SourcesShown& shown) {
  Page page(visit, {.title = "Source " + source.name});
  page.element("p", {{"class", "kicker"}}, [&] { page.link(Address("/sources"), "All sources"); });
  page.element("h1", "Source " + source.name);
  page.element("dl", {{"class", "facts"}}, [&] {
    page.element("dt", "State");
    page.element("dd", state_words(source));
    write_list(page, "Begins at", source.seeds);
    write_list(page, "Follows its seeds to", source.joined_hosts);
  });
  page.element("h2", "Pages");
  write_account(page, source.account);
  std::vector<db::SourceHealth> health = shown.health;
  std::erase_if(health, [&](const db::SourceHealth& one) { return one.name != source.name; });
  write_health_of(page, health);
  page.element("h2", "The last 30 days");
  write_history(page, shown.history);
  return std::move(page).response();
}

}  // namespace

HttpResponse sources_page(const Visit& visit) {
  const auto shown = load_shown(visit, "");
  if (!shown) return unanswered_page(visit, shown.error());
  Page page(visit, {.title = "Sources"});
  page.element("h1", "Sources");
  page.element("p", {{"class", "prose"}}, [&] {
    page.text("Where cables are looked for, and what became of the pages there. ");
    page.link(Address("/why"), "Why a page is fetched or not");
    page.text(".");
  });
  if (shown->sources.empty()) {
    page.element("p", {{"class", "muted"}},
                 "No source is configured here: what is held was imported from files.");
  } else {
    write_source_table(page, shown->sources);
  }
  if (!shown->health.empty()) write_health_of(page, shown->health);
  page.element("h2", "The last 30 days");
  write_history(page, shown->history);
  return std::move(page).response();
}

HttpResponse source_page(const Visit& visit) {
  const std::string& name = visit.captured[0];
  const auto shown = load_shown(visit, name);
  if (!shown) return unanswered_page(visit, shown.error());
  const auto source = std::ranges::find(shown->sources, name, &SourceAnswer::name);
  if (source == shown->sources.end()) {
    return not_found_page(visit, "No source has the name '" + name + "' here.");
  }
  return one_source(visit, *source, *shown);
}

}  // namespace cabled::serve
