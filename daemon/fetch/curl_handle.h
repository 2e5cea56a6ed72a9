#pragma once

#include <curl/curl.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "daemon/system/releaser.h"

namespace cabled {

using CurlEasy = std::unique_ptr<CURL, Releaser<curl_easy_cleanup>>;
using CurlMulti = std::unique_ptr<CURLM, Releaser<curl_multi_cleanup>>;
using CurlList = std::unique_ptr<curl_slist, Releaser<curl_slist_free_all>>;

/// `list` with a copy of `line` at its end.
inline CurlList appended(CurlList list, const std::string& line) {
  curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();  // its only failure
  static_cast<void>(list.release());              // now owned through `longer`
  return CurlList(longer);
}

/// curl_easy_setopt() whose failure cannot be overlooked. An option that this libcurl does not take
/// is a bug or a wrong build, not something to go on without: many of them are guards.
template <typename T>
void set_option(CURL* easy, CURLoption option, T value) {
  static_assert(!std::is_integral_v<T> || std::is_same_v<T, long>, "curl reads a long");
  const CURLcode code = (curl_easy_setopt)(easy, option, value);
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLE_OK) {
    throw std::logic_error("curl option " + std::to_string(option) + ": " +
                           curl_easy_strerror(code));
  }
}

}  // namespace cabled
