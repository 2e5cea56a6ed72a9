#include "daemon/serve/pages/failure_pages.h"

#include <utility>

#include "daemon/serve/pages/page.h"
#include "daemon/system/log.h"
#include "db/sql/server_fault.h"

namespace cabled::serve {
namespace {

HttpResponse failure_page(const Visit& visit, int status, std::string_view heading,
                          std::string_view words) {
  Page page(visit, {.title = std::string(heading)});
  page.element("h1", heading);
  page.element("p", {{"class", "prose"}}, words);
  page.element("p", [&] {
    page.text("Search for it above, look through the ");
    page.link(Address("/browse/stations"), "stations");
    page.text(", or see ");
    page.link(Address("/help"), "how to ask");
    page.text(".");
  });
  return std::move(page).response(status);
}

}  // namespace

HttpResponse not_found_page(const Visit& visit, std::string_view words) {
  return failure_page(visit, 404, "Not found", words);
}

HttpResponse bad_request_page(const Visit& visit, std::string_view words) {
  return failure_page(visit, 400, "This cannot be asked", words);
}

HttpResponse refusal_page(const Visit& visit, int status, std::string_view words) {
  return failure_page(visit, status, "This cannot be answered", "Why: " + std::string(words) + '.');
}

HttpResponse moved_page(const Visit& visit, const Address& to) {
  Page page(visit, {.title = "Moved"});
  page.element("h1", "Moved");
  page.element("p", [&] {
    page.text("This page has the address ");
    page.link(to, page.href(to));
    page.text(".");
  });
  std::string location = page.href(to);
  HttpResponse response = std::move(page).response(308);
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

HttpResponse unanswered_page(const Visit& visit, const Error& error) {
  // What a request wrote cannot be stored or compared, such as a date past the calendar.
  if (error.kind == ErrorKind::kInvalid) {
    return bad_request_page(visit, "A value in the address is not one that can be looked up.");
  }
  log::warn("request not answered", {{"path", visit.request.path}, {"error", error.message}});
  HttpResponse response = failure_page(
      visit, 503, "No answer just now",
      db::ran_out_of_time(error)
          ? "The question took longer than it may. Narrow it: a station, a year, a rarer word."
          : "The collection cannot be read at the moment. Try again in a little while.");
  response.headers.emplace_back("Retry-After", "10");
  return response;
}

}  // namespace cabled::serve
