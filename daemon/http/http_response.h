#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled {

/// What is answered. The server itself adds length, date, compression and what HEAD leaves out.
struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The value of the first header of this name, in any case; null when there is none.
  std::string* header(std::string_view name);
};

/// A time as HTTP writes it (RFC 9110, section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::system_clock::time_point time);

/// A short plain answer, for what has no page of its own.
inline HttpResponse plain_response(int status, std::string_view words) {
  HttpResponse response;
  response.status = status;
  response.body = std::string(words) + '\n';
  return response;
}

}  // namespace cabled
