#include "daemon/serve/pages/shelf.h"

#include <tuple>
#include <utility>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/search_parts.h"
#include "db/query/cable_lists.h"

namespace cabled::serve {
namespace {

struct ShelfShown {
  SearchShown found;
  db::TimesAround around;
};

void write_spans_around(Page& page, const Shelf& shelf, const db::TimesAround& around) {
  if (shelf.span_at == nullptr || (!around.before && !around.after)) return;
  page.element("nav", {{"class", "neighbours"}, {"aria-label", "Before and after"}}, [&] {
    if (around.before) {
      const NamedLink to = shelf.span_at(*around.before);
      page.link(to.to, "← " + to.words);
    }
    if (around.after) {
      const NamedLink to = shelf.span_at(*around.after);
      page.link(to.to, to.words + " →");
    }
  });
}

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

HttpResponse shown_shelf(const Visit& visit, const Shelf& shelf, const ShelfShown& all) {
  const SearchShown& shown = all.found;
  Page page(visit, {.title = shelf.title});
  page.element("p", {{"class", "kicker"}}, [&] { page.link(shelf.above.to, shelf.above.words); });
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
      write_spans_around(page, shelf, all.around);
    });
    page.element("aside", {{"aria-label", "How they spread"}}, [&] {
      // One bar tells no more than the title.
      if (shown.spread.months.size() > 1) write_histogram(page, shown);
      write_facets(page, shown);
    });
  });
  return std::move(page).response();
}

}  // namespace

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
    ShelfShown out{{*request, Address("/search", shelf.query), {}, {}, {}}, {}};
    std::tie(out.found.list, out.found.spread) =
        db::CableSearch(tx, request->query).page_and_spread(request->hits);
    const SearchFilter& filter = request->query.filter;
    if (shelf.span_at != nullptr && filter.from && filter.to) {
      out.around = db::times_around(tx, filter.from->moment, filter.to->moment);
    }
    return out;
  });
  if (!shown) return unanswered_page(visit, shown.error());
  if (shown->found.list.hits.empty())
    return not_found_page(visit, "No cable is held of " + shelf.title + '.');
  return shown_shelf(visit, shelf, *shown);
}

}  // namespace cabled::serve
