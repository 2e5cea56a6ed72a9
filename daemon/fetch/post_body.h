#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

struct PostRequest {
  std::string url;                   ///< http or https
  std::vector<std::string> headers;  ///< whole lines, "Name: value"
  std::string body;
  std::chrono::milliseconds timeout = std::chrono::seconds(30);
};

/// What came back.
struct PostAnswer {
  int status = 0;
  std::string retry_after;  ///< the field's value; "" without it
};

/// Sends `request` and returns the head of the answer, whose body is dropped. Redirects are not
/// followed, and no proxy that the environment names is used. kTransient when no answer came, or
/// none before `cut`; kInvalid when the URL is none. Messages do not repeat the URL.
Result<PostAnswer> post_body(const PostRequest& request, const std::stop_token& cut);

}  // namespace cabled
