#pragma once

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
};

/// A short plain answer, for what has no page of its own.
inline HttpResponse plain_response(int status, std::string_view words) {
  HttpResponse response;
  response.status = status;
  response.body = std::string(words) + '\n';
  return response;
}

}  // namespace cabled
