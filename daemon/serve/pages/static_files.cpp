#include <utility>

#include "daemon/serve/html/style_sheet.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"

namespace cabled::serve {

HttpResponse static_file(const Visit& visit) {
  if (visit.captured[0] != style_sheet_name()) {
    return not_found_page(visit, "There is no such file.");
  }
  HttpResponse response;
  response.content_type = "text/css; charset=utf-8";
  // The name changes with what it holds.
  response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  response.body = style_sheet();
  return response;
}

}  // namespace cabled::serve
