#include "daemon/serve/site/caching.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "parsers/model/digest.h"
#include "parsers/web/web_date.h"

namespace cabled::serve {
namespace {

// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::sys_seconds time) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays.at(std::chrono::weekday(day).c_encoding()), unsigned{date.day()},
                     kMonths.at(unsigned{date.month()} - 1), int{date.year()},
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<std::string> find_header(const HttpResponse& response, std::string_view name) {
  const auto found = std::ranges::find(
      response.headers, name, [](const auto& header) { return std::string_view(header.first); });
  if (found == response.headers.end()) return std::nullopt;
  return found->second;
}

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

bool has_same(const HttpRequest& request, const HttpResponse& fresh, std::string_view tag) {
  if (const auto tags = request.header("if-none-match")) return names_tag(*tags, tag);
  const auto since = request.header("if-modified-since");
  const auto modified = find_header(fresh, "Last-Modified");
  if (!since || !modified) return false;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto asked = read_http_date(*since, now);
  const auto changed = read_http_date(*modified, now);
  return asked && changed && *changed <= *asked;
}

}  // namespace

void set_last_modified(HttpResponse& response, std::string_view time) {
  if (const auto read = read_w3c_date(time)) {
    response.headers.emplace_back("Last-Modified", http_date(*read));
  }
}

HttpResponse revalidated(const HttpRequest& request, HttpResponse fresh) {
  if (fresh.status != 200 || find_header(fresh, "Cache-Control")) return fresh;
  if (!find_header(fresh, "Last-Modified")) {
    fresh.headers.emplace_back("Cache-Control", "no-cache");
    return fresh;
  }
  fresh.headers.emplace_back("Cache-Control", "max-age=600");
  // Weak: the same page is sent with and without compression.
  const std::string tag = "W/\"" + Digest::of(fresh.body).hex().substr(0, 32) + '"';
  fresh.headers.emplace_back("ETag", tag);
  if (!has_same(request, fresh, tag)) return fresh;
  fresh.status = 304;
  fresh.body.clear();
  return fresh;
}

}  // namespace cabled::serve
