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
#include "daemon/serve/pages/shelf.h"
#include "daemon/serve/pages/year_plot.h"
#include "daemon/serve/site/counts.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/query/filter_values.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

// A list of all TAGS of a great corpus would be the weight of many pages.
constexpr std::size_t kMostOfAKind = 300;

// What a list is of: the filter by which its names are asked for, and what these mean.
struct Index {
  std::string_view filter;
  Address above;
  std::string (*meaning_of)(std::string_view);
};

void write_counts(Page& page, const std::vector<db::NamedCount>& counts, const Index& index) {
  page.element("ul", {{"class", "index"}}, [&] {
    for (const db::NamedCount& entry : counts) {
      page.element("li", [&] {
        if (can_be_asked_for(index.filter, entry.name)) {
          page.link(index.above.below(entry.name), entry.name);
        } else {
          page.text(entry.name);
        }
        page.text(" ");
        page.element("span", {{"class", "count"}}, grouped(entry.count));
        if (const std::string meaning = index.meaning_of(entry.name); !meaning.empty()) {
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
    write_counts(page, tags, {"tag", Address("/browse/tags"), meaning_of_tag});
  });
}

NamedLink year_at(std::string_view time) {
  const std::string year(time.substr(0, 4));
  return {.to = Address("/browse/dates").below(year), .words = year};
}

NamedLink month_at(std::string_view time) {
  return {.to = Address("/browse/dates").below(time.substr(0, 4)).below(time.substr(5, 2)),
          .words = long_month(std::string(time.substr(0, 7)))};
}

NamedLink list_link(std::string_view path, std::string words) {
  return {.to = Address(path), .words = std::move(words)};
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
  write_counts(page, *stations, {"station", Address("/browse/stations"), meaning_of_station});
  return std::move(page).response();
}

HttpResponse station_page(const Visit& visit) {
  const std::string& asked = visit.captured[0];
  const Result<std::string> station = read_station_value(asked);
  if (!station) return not_found_page(visit, "There is no station '" + asked + "'.");
  if (*station != asked) {
    return moved_page(visit, Address("/browse/stations").below(*station));
  }
  return shelf_page(visit, {.title = "Station " + *station,
                            .words = meaning_of_station(*station),
                            .query = {{"station", *station}},
                            .above = list_link("/browse/stations", "All stations")});
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
  return shelf_page(visit, {.title = "TAG " + *tag,
                            .words = meaning_of_tag(*tag),
                            .query = {{"tag", *tag}},
                            .above = list_link("/browse/tags", "All TAGS")});
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
  return shelf_page(visit, {.title = fmt::format("{}", *year),
                            .words = "",
                            .query = {{"from", fmt::format("{:04}-01-01", *year)},
                                      {"to", fmt::format("{:04}-01-01", *year + 1)}},
                            .above = list_link("/browse/dates", "All years"),
                            .order = db::SearchOrder::kOldestFirst,
                            .span_at = year_at});
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
  NamedLink above = year_at(begin);
  above.words = "All of " + above.words;
  return shelf_page(visit, {.title = long_month(begin),
                            .words = "",
                            .query = {{"from", begin + "-01"}, {"to", end}},
                            .above = std::move(above),
                            .order = db::SearchOrder::kOldestFirst,
                            .span_at = month_at});
}

}  // namespace cabled::serve
