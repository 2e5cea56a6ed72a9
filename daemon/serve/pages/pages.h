#pragma once

#include "daemon/serve/site/route.h"

namespace cabled::serve {

// One function a kind of page, each in its own file.
HttpResponse front_page(const Visit& visit);
HttpResponse search_page(const Visit& visit);
HttpResponse cable_page(const Visit& visit);
HttpResponse copies_page(const Visit& visit);
HttpResponse compare_page(const Visit& visit);
HttpResponse raw_page(const Visit& visit);  ///< the bytes of a capture
HttpResponse status_page(const Visit& visit);
HttpResponse sources_page(const Visit& visit);
HttpResponse source_page(const Visit& visit);
HttpResponse why_page(const Visit& visit);
HttpResponse stations_page(const Visit& visit);
HttpResponse station_page(const Visit& visit);
HttpResponse tags_page(const Visit& visit);
HttpResponse tag_page(const Visit& visit);
HttpResponse dates_page(const Visit& visit);
HttpResponse year_page(const Visit& visit);
HttpResponse month_page(const Visit& visit);
HttpResponse help_page(const Visit& visit);
HttpResponse static_file(const Visit& visit);  ///< what pages load: the style sheet

}  // namespace cabled::serve
