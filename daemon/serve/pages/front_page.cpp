#include <utility>

#include "daemon/serve/pages/page.h"
#include "daemon/serve/pages/pages.h"

namespace cabled::serve {

HttpResponse front_page(const Visit& visit) {
  Page page(visit, {.title = "", .query = std::nullopt});
  page.element("h1", visit.site.config.serve.title);
  page.search_box("ask large", "q", "");
  return std::move(page).response();
}

}  // namespace cabled::serve
