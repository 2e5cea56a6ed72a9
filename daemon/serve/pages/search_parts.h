#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/app/search_help.h"
#include "daemon/serve/pages/page.h"
#include "daemon/serve/site/search_request.h"
#include "db/query/cable_lists.h"

namespace cabled::serve {

/// Whether a search can be narrowed to a value that a cable has: a TAG may be anything that stood
/// behind "TAGS:".
bool can_be_asked_for(std::string_view filter, std::string_view value);

/// Cables in a list, the newest of them or those of a station.
void write_cable_list(Page& page, const std::vector<db::ListedCable>& cables);

// The parts of a page of results. `asked` is the search's own address without page and cursor.
struct SearchShown {
  SearchRequest request;
  Address asked;
  db::HitList list;
  db::SearchSpread spread;
  SearchHelp help;  ///< where nothing was found
};
void write_search_form(Page& page, const HttpRequest& request);
void write_chips(Page& page, const HttpRequest& request, const Address& asked);
void write_hits(Page& page, const SearchShown& shown);
void write_facets(Page& page, const SearchShown& shown);
void write_histogram(Page& page, const SearchShown& shown);
void write_no_hits(Page& page, const SearchShown& shown);

/// The search that an address asks for, without the place in its results and without empty fields.
Address asked_search(const HttpRequest& request);

}  // namespace cabled::serve
