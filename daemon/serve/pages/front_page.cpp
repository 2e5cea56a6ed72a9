#include "daemon/serve/html/html.h"
#include "daemon/serve/pages/pages.h"

namespace cabled::serve {

HttpResponse front_page(const Visit& visit) {
  Html html;
  html.element("h1", visit.site.config.serve.title);
  HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(html).markup();
  return response;
}

}  // namespace cabled::serve
