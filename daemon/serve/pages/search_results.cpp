#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "daemon/json/search_json.h"
#include "daemon/serve/html/plot.h"
#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/meanings.h"
#include "daemon/serve/pages/search_parts.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

// More months than this are shown by the year.
constexpr std::size_t kMostMonths = 24;

void write_snippet(Page& page, const std::string& snippet) {
  page.element("p", {{"class", "snippet"}}, [&] {
    for (const SnippetPiece& piece : snippet_pieces(snippet)) {
      if (piece.found) {
        page.element("mark", piece.text);
      } else {
        page.text(piece.text);
      }
    }
  });
}

void write_hit(Page& page, const SearchShown& shown, const db::SearchHit& hit) {
  Address to = Address("/cable").below(hit.id);
  if (!shown.request.typed.empty()) to = to.with("q", shown.request.typed);
  page.element("li", [&] {
    page.element("a", {{"class", "subject"}, {"href", page.href(to)}},
                 shortened(hit.subject.value_or("No subject")));
    page.element("p", {{"class", "kicker"}}, [&] {
      page.element("span", hit.id);
      if (hit.sent_at) page.element("span", long_day(*hit.sent_at));
      if (hit.station) page.element("span", *hit.station);
      if (hit.classification) page.element("span", {{"class", "label"}}, *hit.classification);
    });
    write_snippet(page, hit.snippet);
  });
}

void write_paging(Page& page, const SearchShown& shown) {
  const int number = shown.request.page;
  const bool goes_on = shown.list.next.has_value();
  if (number == 1 && !goes_on) return;
  page.element("nav", {{"class", "paging"}, {"aria-label", "Pages of results"}}, [&] {
    if (number > 1) {
      const Address to =
          number == 2 ? shown.asked : shown.asked.with("page", std::to_string(number - 1));
      page.element("a", {{"href", page.href(to)}, {"rel", "prev"}}, "← Previous page");
    }
    page.element("span", "Page " + std::to_string(number));
    if (goes_on) {
      page.element("a",
                   {{"href", page.href(shown.asked.with("page", std::to_string(number + 1)))},
                    {"rel", "next"}},
                   "Next page →");
    }
  });
}

struct Facet {
  std::string_view name;  // of the engine, and of the parameter
  std::string_view heading;
  std::string (*meaning_of)(std::string_view) = nullptr;
};
constexpr auto kFacets = std::to_array<Facet>({
    {"station", "Station"},
    {"tag", "TAGS", meaning_of_tag},
    {"classification", "Classification"},
    {"site", "Seen at"},
    {"year", "Year of the number"},
});

bool is_asked(const Address& asked, std::string_view name, std::string_view value) {
  return std::ranges::any_of(asked.query(), [&](const auto& parameter) {
    return parameter.first == name && parameter.second == value;
  });
}

// A station is of one, so another takes its place; TAGS come together.
Address narrowed(const Address& asked, std::string_view name, const std::string& value) {
  if (name != "tag") return asked.with(name, value);
  QueryParameters query = asked.query();
  query.emplace_back(name, value);
  return Address("/search", std::move(query));
}

bool is_estimated(const SearchShown& shown, const Facet& facet) {
  const db::SearchTotal& total = shown.spread.total;
  return total.estimated || (facet.name == "site" && total.cables > db::kSitedMatches);
}

void write_facet(Page& page, const SearchShown& shown, const Facet& facet) {
  const std::string about = is_estimated(shown, facet) ? "about " : "";
  Page items = page.part();
  for (const db::FacetValue& value : shown.spread.facets) {
    if (value.facet != facet.name || is_asked(shown.asked, facet.name, value.value)) continue;
    items.element("li", [&] {
      if (can_be_asked_for(facet.name, value.value)) {
        items.link(narrowed(shown.asked, facet.name, value.value), value.value);
      } else {
        items.text(value.value);
      }
      items.text(" ");
      const std::string meaning = facet.meaning_of != nullptr ? facet.meaning_of(value.value) : "";
      items.element("span", {{"class", "muted"}},
                    about + grouped(value.count) + (meaning.empty() ? "" : " – " + meaning));
    });
  }
  if (items.markup().empty()) return;
  page.element("h3", facet.heading);
  page.element("ul", {{"class", "facet"}}, [&] { page.add(items); });
}

std::vector<PlotBar> bars_by_year(const Page& page, const SearchShown& shown) {
  std::map<int, std::int64_t> years;
  for (const db::MonthBar& bar : shown.spread.months) {
    years[std::stoi(bar.month.substr(0, 4))] += bar.count;
  }
  std::vector<PlotBar> bars;
  bars.reserve(years.size());
  for (const auto& [year, count] : years) {
    bars.push_back({std::to_string(year), count,
                    page.href(shown.asked.with("from", fmt::format("{:04}-01-01", year))
                                  .with("to", fmt::format("{:04}-01-01", year + 1)))});
  }
  return bars;
}

std::vector<PlotBar> bars_by_month(const Page& page, const SearchShown& shown) {
  std::vector<PlotBar> bars;
  bars.reserve(shown.spread.months.size());
  for (const db::MonthBar& bar : shown.spread.months) {
    const int year = std::stoi(bar.month.substr(0, 4));
    const int month = std::stoi(bar.month.substr(5, 2));
    const std::string next = month == 12 ? fmt::format("{:04}-01-01", year + 1)
                                         : fmt::format("{:04}-{:02}-01", year, month + 1);
    bars.push_back({long_month(bar.month), bar.count,
                    page.href(shown.asked.with("from", bar.month + "-01").with("to", next))});
  }
  return bars;
}

}  // namespace

void write_hits(Page& page, const SearchShown& shown) {
  page.element("ol", {{"class", "rows"}, {"start", std::to_string(shown.request.hits.offset + 1)}},
               [&] {
                 for (const db::SearchHit& hit : shown.list.hits) write_hit(page, shown, hit);
               });
  write_paging(page, shown);
}

void write_facets(Page& page, const SearchShown& shown) {
  page.element("section", {{"class", "panel"}}, [&] {
    page.element("h2", "Narrow to");
    for (const Facet& facet : kFacets) write_facet(page, shown, facet);
  });
}

void write_histogram(Page& page, const SearchShown& shown) {
  if (shown.spread.months.empty()) return;
  page.element("section", {{"class", "panel"}}, [&] {
    page.element("h2", "When they were sent");
    const bool by_year = shown.spread.months.size() > kMostMonths;
    write_bars(page, {.caption = "",
                      .one = "cable",
                      .many = "cables",
                      .bars = by_year ? bars_by_year(page, shown) : bars_by_month(page, shown),
                      .stand = BarsStand::kStacked});
    if (shown.spread.undated > 0) {
      page.element("p", {{"class", "muted"}},
                   counted(shown.spread.undated, "cable has no date.", "cables have no date."));
    }
  });
}

namespace {

bool has_several_words(const SearchQuery& query) {
  return std::ranges::any_of(query.alternatives,
                             [](const auto& terms) { return terms.size() > 1; });
}

void write_advice(Page& page, const SearchQuery& query) {
  if (query.alternatives.empty()) return;
  page.element("p", [&] {
    page.text(has_several_words(query)
                  ? "All words must stand in one cable. Try fewer of them, the beginning of one ("
                  : "Try the beginning of the word (");
    page.element("code", "embass*");
    page.text("), or ");
    page.element("code", "or");
    page.text(" between words.");
  });
}

// What may have been meant by a word that no cable has.
void write_spellings_of(Page& page, const SearchHelp& help, const std::string& word) {
  page.element("p", [&] {
    page.text("No cable has “" + word + "”. Did you mean ");
    std::string_view before = "";
    for (const SearchHelp::Spelling& spelling : help.spellings) {
      if (spelling.word != word) continue;
      page.text(std::exchange(before, ", or "));
      page.link(Address("/search").with("q", query_text(spelling.with)), spelling.better);
    }
    page.text("?");
  });
}

void write_spellings(Page& page, const SearchShown& shown) {
  const SearchHelp& help = shown.help;
  for (const std::string& word : help.unknown) {
    if (std::ranges::find(help.spellings, word, &SearchHelp::Spelling::word) !=
        help.spellings.end()) {
      write_spellings_of(page, help, word);
    } else if (has_several_words(shown.request.query)) {
      page.element("p", "No cable has the word “" + word + "”.");
    }
  }
}

void write_near_ids(Page& page, const SearchHelp& help) {
  if (help.near_ids.empty()) return;
  page.element("h2", "Cables with numbers near to it");
  page.element("ul", {{"class", "inline"}}, [&] {
    for (const std::string& id : help.near_ids) {
      page.element("li", [&] { page.link(Address("/cable").below(id), id); });
    }
  });
}

void write_loosened(Page& page, const SearchHelp& help) {
  if (help.loosened.empty()) return;
  page.element("h2", "With one filter less");
  page.element("ul", {{"class", "plain"}}, [&] {
    for (const SearchHelp::Loosened& loosened : help.loosened) {
      page.element("li", [&] {
        page.link(Address("/search").with("q", query_text(loosened.without)),
                  "Without " + loosened.key + ' ' + loosened.value);
        page.text(": " + counted(loosened.total.cables, "cable", "cables"));
      });
    }
  });
}

}  // namespace

void write_no_hits(Page& page, const SearchShown& shown) {
  page.element("div", {{"class", "prose"}}, [&] {
    const std::string asked = query_text(shown.request.query);
    page.element("p", "No cable matches “" + asked + "”.");
    write_spellings(page, shown);
    write_near_ids(page, shown.help);
    write_loosened(page, shown.help);
    write_advice(page, shown.request.query);
    page.element("p", [&] { page.link(Address("/help"), "How to ask"); });
  });
}

}  // namespace cabled::serve
