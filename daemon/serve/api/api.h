#pragma once

#include "daemon/serve/site/route.h"

namespace cabled::serve {

// What programs ask for. Each answers JSON, or a problem.
HttpResponse search_api(const Visit& visit);
HttpResponse facets_api(const Visit& visit);
HttpResponse cable_api(const Visit& visit);
HttpResponse renditions_api(const Visit& visit);
HttpResponse rendition_api(const Visit& visit);
HttpResponse links_api(const Visit& visit);
HttpResponse changes_api(const Visit& visit);
HttpResponse sources_api(const Visit& visit);
HttpResponse status_api(const Visit& visit);
HttpResponse why_api(const Visit& visit);
HttpResponse openapi(const Visit& visit);

// The same as files and feeds of other programs.
HttpResponse cable_text(const Visit& visit);
HttpResponse cable_bibtex(const Visit& visit);
HttpResponse cable_ris(const Visit& visit);
HttpResponse cable_csl(const Visit& visit);
HttpResponse search_csv(const Visit& visit);
HttpResponse search_atom(const Visit& visit);

/// Tells browsers how to search here from their address bar.
HttpResponse open_search(const Visit& visit);

}  // namespace cabled::serve
