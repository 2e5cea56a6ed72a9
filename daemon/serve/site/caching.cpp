#include "daemon/serve/site/caching.h"

#include <chrono>
#include <string>

#include "parsers/model/digest.h"
#include "parsers/web/web_date.h"

namespace cabled::serve {
namespace {

// RFC 9110, section 13.1.2: tags are compared without regard to their being weak.
bool names_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  const std::string_view opaque = tag.substr(tag.find('"'));
  for (std::size_t at = list.find(opaque); at != std::string_view::npos;
       at = list.find(opaque, at + 1)) {
    const std::string_view rest = list.substr(at + opaque.size());
    if (rest.empty() || rest.front() == ',' || rest.front() == ' ') return true;
  }
  return false;
}

bool has_same(const HttpRequest& request, std::string_view modified, std::string_view tag) {
  if (const auto tags = request.header("if-none-match")) return names_tag(*tags, tag);
  const auto since = request.header("if-modified-since");
  if (!since) return false;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto asked = read_http_date(*since, now);
  const auto changed = read_http_date(modified, now);
  return asked && changed && *changed <= *asked;
}

}  // namespace

void set_last_modified(HttpResponse& response, std::string_view time) {
  if (const auto read = read_w3c_date(time)) {
    response.headers.emplace_back("Last-Modified", http_date(*read));
  }
}

HttpResponse revalidated(const HttpRequest& request, HttpResponse fresh) {
  if (fresh.status != 200 || fresh.header("Cache-Control") != nullptr) return fresh;
  const std::string* const found = fresh.header("Last-Modified");
  if (found == nullptr) {
    fresh.headers.emplace_back("Cache-Control", "no-cache");
    return fresh;
  }
  const std::string modified = *found;
  fresh.headers.emplace_back("Cache-Control", "max-age=600");
  // Weak: the same page is sent with and without compression.
  const std::string tag = "W/\"" + Digest::of(fresh.body).hex().substr(0, 32) + '"';
  fresh.headers.emplace_back("ETag", tag);
  if (!has_same(request, modified, tag)) return fresh;
  fresh.status = 304;
  fresh.body.clear();
  return fresh;
}

}  // namespace cabled::serve
