#include <array>
#include <charconv>
#include <utility>

#include "daemon/answers/drift.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/pages/search_parts.h"
#include "daemon/serve/pages/year_plot.h"
#include "daemon/serve/site/counts.h"

namespace cabled::serve {
namespace {

constexpr int kNewest = 8;

constexpr auto kExamples = std::to_array<const char*>({
    "\"whaling commission\"",
    "embass* station:tokyo",
    "tag:PREL class:secret",
    "09BERLIN1167",
});

void write_examples(Page& page) {
  page.element("p", {{"class", "kicker"}}, [&] {
    page.element("span", "For example");
    for (const char* example : kExamples) {
      page.element("a", {{"href", page.href(Address("/search").with("q", example))}},
                   [&] { page.element("code", example); });
    }
  });
}

void write_number(Page& page, std::int64_t number, std::string_view one, std::string_view many) {
  page.element("li", [&] {
    page.element("strong", grouped(number));
    page.text(number == 1 ? one : many);
  });
}

void write_numbers(Page& page, const db::CorpusTotals& totals) {
  page.element("ul", {{"class", "numbers"}}, [&] {
    write_number(page, totals.cables, "cable", "cables");
    write_number(page, totals.copies, "different text", "different texts");
    write_number(page, static_cast<std::int64_t>(totals.sites.size()), "site", "sites");
  });
}

void write_years(Page& page, const db::CorpusTotals& totals) {
  if (totals.years.empty()) return;
  page.element("section", [&] {
    page.element("h2", "When they were sent");
    write_year_plot(page, totals.years);
    if (totals.undated > 0) {
      page.element("p", {{"class", "muted small"}},
                   counted(totals.undated, "cable has no date.", "cables have no date."));
    }
  });
}

// One line; the page behind it says more.
std::string health_words(const StatusAnswer& status) {
  if (!status.paused.empty()) return "Collecting is paused: " + status.paused[0].text + '.';
  if (status.sources.empty()) return "Nothing is collected from the web now.";
  std::int64_t drifting = 0;
  for (const db::SourceHealth& source : status.sources) {
    if (!drift_alarms(source).empty()) ++drifting;
  }
  std::string out = counted(static_cast<std::int64_t>(status.sources.size()), "source", "sources");
  out += drifting == 0 ? ", none in trouble" : ", " + grouped(drifting) + " read worse than before";
  out += "; " + counted(status.corpus.captured_15m, "page", "pages") + " in the last 15 minutes.";
  return out;
}

void write_health(Page& page, const StatusAnswer& status) {
  page.element("p", {{"class", "health"}}, [&] {
    page.text(health_words(status) + ' ');
    page.link(Address("/status"), "How it stands");
  });
}

}  // namespace

HttpResponse front_page(const Visit& visit) {
  const auto newest =
      visit.site.database.ask([](pqxx::work& tx) { return db::newest_cables(tx, kNewest); });
  if (!newest) return unanswered_page(visit, newest.error());
  // Where counting takes too long, the page goes without the figures.
  const auto totals = kept_totals(visit.site);
  const auto status = kept_status(visit.site);

  Page page(visit, {.title = "", .query = std::nullopt});
  page.element("h1", visit.site.config.serve.title);
  page.search_box("ask large", "q", "");
  write_examples(page);
  if (totals) write_numbers(page, *totals);
  if (status) write_health(page, *status);
  // The whole width: half of it would hide the later of forty years.
  if (totals) write_years(page, *totals);
  page.element("section", [&] {
    page.element("h2", "Last added");
    write_cable_list(page, *newest);
  });
  return std::move(page).response();
}

}  // namespace cabled::serve
