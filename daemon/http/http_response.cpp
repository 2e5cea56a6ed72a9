#include "daemon/http/http_response.h"

#include <fmt/chrono.h>

#include <algorithm>

#include "parsers/model/ascii.h"

namespace cabled {

std::string* HttpResponse::header(std::string_view name) {
  const auto at = std::ranges::find_if(
      headers, [&](const auto& header) { return ascii::iequals(header.first, name); });
  return at == headers.end() ? nullptr : &at->second;
}

std::string http_date(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(time));
}

}  // namespace cabled
