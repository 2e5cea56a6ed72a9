#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/meanings.h"
#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/pages/search_parts.h"
#include "daemon/serve/pages/year_plot.h"
#include "daemon/serve/site/counts.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/query/filter_values.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

// A list of all TAGS of a great corpus would be the weight of many pages.
constexpr std::size_t kMostOfAKind = 300;

void write_counts(Page& page, const std::vector<db::NamedCount>& counts, const Address& above,
                  std::string (*meaning_of)(std::string_view)) {
  page.element("ul", {{"class", "index"}}, [&] {
    for (const db::NamedCount& entry : counts) {
      page.element("li", [&] {
        page.link(above.below(entry.name), entry.name);
        page.text(" ");
        page.element("span", {{"class", "count"}}, grouped(entry.count));
        if (const std::string meaning = meaning_of(entry.name); !meaning.empty()) {
          page.element("div", {{"class", "small muted"}}, meaning);
        }
      });
    }
  });
}

struct KindOfTag {
  TagKind kind;
  std::string_view heading;
};
constexpr auto kKindsOfTags = std::to_array<KindOfTag>({
    {TagKind::kSubject, "Subjects"},
    {TagKind::kGeo, "Countries and regions"},
    {TagKind::kProgram, "Programs"},
    {TagKind::kOrganization, "Organizations"},
    {TagKind::kPerson, "Persons"},
    {TagKind::kUnknown, "Others"},
});

void write_tags_of_a_kind(Page& page, std::string_view heading, std::vector<db::NamedCount> tags) {
  if (tags.empty()) return;
  const std::size_t all = tags.size();
  std::ranges::stable_sort(tags, std::ranges::greater(), &db::NamedCount::count);
  if (all > kMostOfAKind) tags.resize(kMostOfAKind);
  std::ranges::sort(tags, {}, &db::NamedCount::name);
  page.element("section", [&] {
    page.element("h2", heading);
    if (all > tags.size()) {
      page.element("p", {{"class", "muted"}},
                   fmt::format("The {} that most cables carry, of {}.", tags.size(),
                               grouped(static_cast<std::int64_t>(all))));
    }
    write_counts(page, tags, Address("/browse/tags"), meaning_of_tag);
  });
}

// Cables of one station, TAG or span of time, in pages.
struct Shelf {
  std::string title;
  std::string words;      // what it is, below the title
  QueryParameters query;  // the search that finds them
  db::SearchOrder order = db::SearchOrder::kNewestFirst;
};

void write_shelf_paging(Page& page, const SearchShown& shown, const std::string& path) {
  const int number = shown.request.page;
  if (number == 1 && !shown.list.next) return;
  const Address own(path);
  page.element("nav", {{"class", "paging"}, {"aria-label", "Pages"}}, [&] {
    if (number > 1) {
      page.element(
          "a", {{"href", page.href(own.with("page", std::to_string(number - 1)))}, {"rel", "prev"}},
          "← Previous page");
    }
    page.element("span", "Page " + std::to_string(number));
    if (shown.list.next) {
      page.element(
          "a", {{"href", page.href(own.with("page", std::to_string(number + 1)))}, {"rel", "next"}},
          "Next page →");
    }
  });
}

std::vector<db::ListedCable> as_listed(const std::vector<db::SearchHit>& hits) {
  std::vector<db::ListedCable> cables;
  cables.reserve(hits.size());
  for (const db::SearchHit& hit : hits) {
    cables.push_back({hit.id, hit.subject, hit.sent_at, hit.station, hit.classification, "", ""});
  }
  return cables;
}

HttpResponse shown_shelf(const Visit& visit, const Shelf& shelf, const SearchShown& shown) {
  Page page(visit, {.title = shelf.title});
  page.element("h1", shelf.title);
  if (!shelf.words.empty()) page.element("p", {{"class", "prose"}}, shelf.words);
  page.element("p", {{"class", "kicker"}}, [&] {
    page.element("strong", (shown.list.total.estimated ? "About " : "") +
                               counted(shown.list.total.cables, "cable", "cables"));
    page.link(shown.asked, "Search within them");
  });
  page.element("div", {{"class", "columns"}}, [&] {
    page.element("div", [&] {
      write_cable_list(page, as_listed(shown.list.hits));
      write_shelf_paging(page, shown, visit.request.path);
    });
    page.element("aside", {{"aria-label", "How they spread"}}, [&] {
      write_histogram(page, shown);
      write_facets(page, shown);
    });
  });
  return std::move(page).response();
}

HttpResponse shelf_page(const Visit& visit, const Shelf& shelf) {
  HttpRequest asked = visit.request;
  std::erase_if(asked.query, [](const auto& parameter) { return parameter.first != "page"; });
  asked.query.insert(asked.query.end(), shelf.query.begin(), shelf.query.end());
  auto request = read_search_request(asked);
  if (!request) {
    return bad_request_page(visit, "This address asks wrongly: " + request.error().error.message);
  }
  request->hits.order = shelf.order;
  const auto shown = visit.site.database.ask([&](pqxx::work& tx) {
    SearchShown out{*request, Address("/search", shelf.query), {}, {}, {}};
    db::CableSearch search(tx, request->query);
    out.list = search.page(request->hits);
    if (!out.list.hits.empty()) out.spread = search.spread();
    return out;
  });
  if (!shown) return unanswered_page(visit, shown.error());
  if (shown->list.hits.empty())
    return not_found_page(visit, "No cable is held of " + shelf.title + '.');
  return shown_shelf(visit, shelf, *shown);
}

std::optional<int> whole_number(std::string_view text, std::size_t digits) {
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = error == std::errc() && stop == text.data() + text.size();
  return is_whole && text.size() == digits ? std::optional(value) : std::nullopt;
}

}  // namespace

HttpResponse stations_page(const Visit& visit) {
  auto stations = kept_stations(visit.site);
  if (!stations) return unanswered_page(visit, stations.error());
  std::ranges::sort(*stations, {}, &db::NamedCount::name);
  Page page(visit, {.title = "Stations"});
  page.element("h1", "Stations");
  page.element("p", {{"class", "prose"}},
               "The posts that sent the cables, as their numbers spell them, and how many of each "
               "are held.");
  write_counts(page, *stations, Address("/browse/stations"), meaning_of_station);
  return std::move(page).response();
}

HttpResponse station_page(const Visit& visit) {
  const std::string& asked = visit.captured[0];
  const Result<std::string> station = read_station_value(asked);
  if (!station) return not_found_page(visit, "There is no station '" + asked + "'.");
  if (*station != asked) {
    return moved_page(visit, Address("/browse/stations").below(*station));
  }
  return shelf_page(visit,
                    {"Station " + *station, meaning_of_station(*station), {{"station", *station}}});
}

HttpResponse tags_page(const Visit& visit) {
  const auto tags = kept_tags(visit.site);
  if (!tags) return unanswered_page(visit, tags.error());
  std::map<TagKind, std::vector<db::NamedCount>> by_kind;
  for (const db::NamedCount& tag : *tags) by_kind[tag_kind(tag.name)].push_back(tag);
  Page page(visit, {.title = "TAGS"});
  page.element("h1", "TAGS");
  page.element(
      "p", {{"class", "prose"}},
      "Traffic analysis by geography and subject: the codes by which telegrams were filed, "
      "and how many carry each.");
  for (const KindOfTag& kind : kKindsOfTags) {
    write_tags_of_a_kind(page, kind.heading, std::move(by_kind[kind.kind]));
  }
  return std::move(page).response();
}

HttpResponse tag_page(const Visit& visit) {
  const std::string& asked = visit.captured[0];
  const Result<std::string> tag = read_tag_value(asked);
  if (!tag) return not_found_page(visit, "There is no TAG '" + asked + "'.");
  if (*tag != asked) return moved_page(visit, Address("/browse/tags").below(*tag));
  return shelf_page(visit, {"TAG " + *tag, meaning_of_tag(*tag), {{"tag", *tag}}});
}

HttpResponse dates_page(const Visit& visit) {
  const auto totals = kept_totals(visit.site);
  if (!totals) return unanswered_page(visit, totals.error());
  Page page(visit, {.title = "Dates"});
  page.element("h1", "Dates");
  page.element("p", {{"class", "prose"}}, "The years in which the cables were sent.");
  write_year_plot(page, totals->years);
  return std::move(page).response();
}

HttpResponse year_page(const Visit& visit) {
  const auto year = whole_number(visit.captured[0], 4);
  if (!year) return not_found_page(visit, "'" + visit.captured[0] + "' is no year.");
  return shelf_page(visit, {fmt::format("{}", *year),
                            "",
                            {{"from", fmt::format("{:04}-01-01", *year)},
                             {"to", fmt::format("{:04}-01-01", *year + 1)}},
                            db::SearchOrder::kOldestFirst});
}

HttpResponse month_page(const Visit& visit) {
  const auto year = whole_number(visit.captured[0], 4);
  const auto month = whole_number(visit.captured[1], 2);
  if (!year || !month || *month < 1 || *month > 12) {
    return not_found_page(visit, "There is no month '" + visit.captured[0] + '/' +
                                     visit.captured[1] + "'; months are written 2009/06.");
  }
  const std::string begin = fmt::format("{:04}-{:02}", *year, *month);
  const std::string end = *month == 12 ? fmt::format("{:04}-01-01", *year + 1)
                                       : fmt::format("{:04}-{:02}-01", *year, *month + 1);
  return shelf_page(visit, {long_month(begin),
                            "",
                            {{"from", begin + "-01"}, {"to", end}},
                            db::SearchOrder::kOldestFirst});
}

}  // namespace cabled::serve
