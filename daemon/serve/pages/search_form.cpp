#include <array>
#include <set>

#include "daemon/serve/pages/search_parts.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

struct Field {
  const char* name;
  const char* label;
  const char* example;
};
constexpr auto kFields = std::to_array<Field>({
    {"from", "Sent from", "2009-06"},
    {"to", "Sent before", "2010"},
    {"station", "Station", "TOKYO"},
    {"tag", "TAG", "PREL"},
    {"classification", "Classification", "secret"},
    {"site", "Seen at", "example.org"},
});

// Fields hold one value; further ones of the same name go along unseen.
void write_fields(Page& page, const HttpRequest& request) {
  std::set<std::string> written;
  for (const Field& field : kFields) {
    page.element("label", [&] {
      page.text(field.label);
      page.lone("input", {{"type", "text"},
                          {"name", field.name},
                          {"value", request.parameter(field.name).value_or("")},
                          {"placeholder", field.example}});
    });
    if (request.parameter(field.name)) written.insert(field.name);
  }
  for (const auto& [name, value] : request.query) {
    if (value.empty() || !is_filter(name) || written.erase(name) > 0) continue;
    page.lone("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  }
}

std::string_view filter_name(std::string_view parameter) {
  if (parameter == "from") return "sent from";
  if (parameter == "to") return "sent before";
  if (parameter == "tag") return "TAG";
  if (parameter == "classification" || parameter == "class") return "classification";
  if (parameter == "site") return "seen at";
  return parameter;
}

void write_chip(Page& page, const Address& without, std::string_view key, std::string_view value) {
  const std::string words = std::string(filter_name(key)) + ' ' + std::string(value);
  page.element("li", [&] {
    page.element("a", {{"href", page.href(without)}, {"aria-label", "Remove " + words}}, words);
  });
}

// The search without the parameter at that place.
Address without_parameter(const Address& asked, std::size_t place) {
  QueryParameters rest = asked.query();
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(place));
  return Address("/search", std::move(rest));
}

}  // namespace

Address asked_search(const HttpRequest& request) {
  QueryParameters kept;
  for (const auto& [name, value] : request.query) {
    if (!value.empty() && (name == "q" || name == "sort" || is_filter(name))) {
      kept.emplace_back(name, value);
    }
  }
  return Address("/search", std::move(kept));
}

void write_search_form(Page& page, const HttpRequest& request) {
  page.element("form", {{"action", page.href(Address("/search"))}, {"method", "get"}}, [&] {
    page.element("div", {{"class", "ask large"}}, [&] {
      page.element("label", {{"class", "hidden"}, {"for", "q"}}, "Search the cables");
      page.lone("input", {{"type", "search"},
                          {"name", "q"},
                          {"id", "q"},
                          {"value", request.parameter("q").value_or("")},
                          {"placeholder", "Words or a cable number"}});
      page.element("button", {{"type", "submit"}}, "Search");
    });
    page.element("details", {{"class", "narrow"}}, [&] {
      page.element("summary", "Narrow by date, station, TAG, classification or site");
      page.element("div", {{"class", "fields"}}, [&] { write_fields(page, request); });
    });
  });
}

void write_chips(Page& page, const HttpRequest& request, const Address& asked) {
  Page chips = page.part();
  const std::string typed = request.parameter("q").value_or("");
  if (const auto query = read_search_query(typed)) {
    for (const FilterPart& part : filter_parts(*query)) {
      write_chip(chips, asked.with("q", query_text(part.without)), part.key, part.value);
    }
  }
  for (std::size_t i = 0; i < asked.query().size(); ++i) {
    const auto& [name, value] = asked.query()[i];
    if (is_filter(name)) write_chip(chips, without_parameter(asked, i), name, value);
  }
  if (chips.markup().empty()) return;
  page.element("nav", {{"aria-label", "Filters"}}, [&] {
    page.element("ul", {{"class", "chips"}}, [&] { page.add(chips); });
  });
}

}  // namespace cabled::serve
