#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "daemon/serve/html/words.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/pages/search_parts.h"
#include "db/query/near_numbers.h"

namespace cabled::serve {
namespace {

constexpr int kMostNearNumbers = 6;

PageHead head_for(const HttpRequest& request, const Address& asked) {
  const std::string typed = request.parameter("q").value_or("");
  const std::string title = typed.empty() ? "Search" : "Search: " + typed;
  const QueryParameters& query = asked.query();
  return {.title = title,
          .query = std::nullopt,
          .links = {{"alternate", Address("/search.atom", query), "application/atom+xml",
                     "New cables of this search"},
                    {"alternate", Address("/search.json", query), "application/json",
                     "Results as JSON"}}};
}

// The value as it was asked for, with a mark where it went wrong.
void write_fault(Page& page, const SearchFault& fault) {
  page.element("div", {{"class", "notice"}, {"role", "alert"}}, [&] {
    page.element("p", "This cannot be searched for: " + fault.error.message + '.');
    const std::size_t begin = std::min(fault.error.offset, fault.value.size());
    const std::size_t end = std::min(begin + fault.error.length, fault.value.size());
    page.element("p", [&] {
      if (fault.parameter != "q") page.text(fault.parameter + ": ");
      page.element("code", [&] {
        page.text(std::string_view(fault.value).substr(0, begin));
        page.element("mark", begin < end ? fault.value.substr(begin, end - begin) : "▸");
        page.text(std::string_view(fault.value).substr(end));
      });
    });
    page.element("p", [&] { page.link(Address("/help"), "How to ask"); });
  });
}

HttpResponse fault_page(const Visit& visit, const SearchFault& fault) {
  Page page(visit, head_for(visit.request, asked_search(visit.request)));
  page.element("h1", "Search");
  write_search_form(page, visit.request);
  write_fault(page, fault);
  return std::move(page).response(400);
}

// Numbers that are a slip away, then those of the same station that were given about that time.
void add_near_numbers(pqxx::work& tx, const SearchQuery& query, SearchHelp& help) {
  const auto id = query.named_id ? CableId::parse(*query.named_id)
                                 : Result<CableId>(fail(ErrorKind::kInvalid, "no number"));
  if (!id) return;
  for (std::string& near : db::near_numbers(tx, *id, kMostNearNumbers)) {
    if (std::ranges::find(help.near_ids, near) == help.near_ids.end()) {
      help.near_ids.push_back(std::move(near));
    }
  }
}

Result<SearchShown> ask(const Visit& visit, SearchRequest request) {
  return visit.site.database.ask([&](pqxx::work& tx) {
    SearchShown shown{std::move(request), asked_search(visit.request), {}, {}, {}};
    db::CableSearch search(tx, shown.request.query);
    std::tie(shown.list, shown.spread) = search.page_and_spread(shown.request.hits);
    if (shown.list.hits.empty() && shown.request.page == 1) {
      shown.help = search_help(tx, shown.request.query);
      add_near_numbers(tx, shown.request.query, shown.help);
    }
    return shown;
  });
}

std::string total_words(const db::SearchTotal& total) {
  const std::string words = counted(total.cables, "cable", "cables");
  return total.estimated ? "About " + words : words;
}

struct Order {
  const char* name;
  const char* words;
  db::SearchOrder order;
};
constexpr auto kOrders = std::to_array<Order>({
    {"rank", "best match", db::SearchOrder::kRank},
    {"newest", "newest", db::SearchOrder::kNewestFirst},
    {"oldest", "oldest", db::SearchOrder::kOldestFirst},
});

void write_summary(Page& page, const SearchShown& shown) {
  page.element("p", {{"class", "kicker"}}, [&] {
    page.element("strong", total_words(shown.list.total));
    page.element("span", "Sorted by");
    for (const Order& order : kOrders) {
      if (order.order == shown.request.hits.order) {
        page.element("span", {{"class", "current"}, {"aria-current", "true"}}, order.words);
      } else {
        page.link(shown.asked.with("sort", order.name), order.words);
      }
    }
  });
}

void write_ways_to_keep(Page& page, const SearchShown& shown) {
  const QueryParameters& query = shown.asked.query();
  page.element("p", {{"class", "kicker no-print"}}, [&] {
    page.element("span", "Keep these results:");
    page.link(Address("/search.csv", query), "CSV");
    page.link(Address("/search.json", query), "JSON");
    page.link(Address("/search.atom", query), "Feed of new ones");
  });
}

void write_results(Page& page, const SearchShown& shown) {
  page.element("div", {{"class", "columns"}}, [&] {
    page.element("div", [&] {
      write_summary(page, shown);
      write_hits(page, shown);
      write_ways_to_keep(page, shown);
    });
    page.element("aside", {{"aria-label", "Narrow the search"}}, [&] {
      write_histogram(page, shown);
      write_facets(page, shown);
    });
  });
}

}  // namespace

HttpResponse search_page(const Visit& visit) {
  auto request = read_search_request(visit.request);
  if (!request) return fault_page(visit, request.error());
  const auto shown = ask(visit, std::move(*request));
  if (!shown) return unanswered_page(visit, shown.error());
  Page page(visit, head_for(visit.request, shown->asked));
  page.element("h1", "Search");
  write_search_form(page, visit.request);
  write_chips(page, visit.request, shown->asked);
  if (!shown->list.hits.empty()) {
    write_results(page, *shown);
  } else if (shown->request.page == 1) {
    write_no_hits(page, *shown);
  } else {
    page.element("p", [&] {
      page.text("There is no page " + std::to_string(shown->request.page) + " of these results. ");
      page.link(shown->asked, "Back to the first");
    });
  }
  return std::move(page).response();
}

}  // namespace cabled::serve
