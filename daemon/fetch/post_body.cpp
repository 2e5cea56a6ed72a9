#include "daemon/fetch/post_body.h"

#include "daemon/fetch/curl_handle.h"

namespace cabled {
namespace {

std::size_t drop_bytes(char* /*bytes*/, std::size_t size, std::size_t count, void* /*nowhere*/) {
  return size * count;
}

}  // namespace

Result<int> post_body(const PostRequest& request) {
  const CurlEasy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  CurlList headers;
  for (const std::string& header : request.headers) headers = appended(std::move(headers), header);
  set_option(easy.get(), CURLOPT_URL, request.url.c_str());
  set_option(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  // "" keeps http_proxy and its like in the environment from being read.
  set_option(easy.get(), CURLOPT_PROXY, "");
  set_option(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  set_option(easy.get(), CURLOPT_POSTFIELDS, request.body.data());
  set_option(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  set_option(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  set_option(easy.get(), CURLOPT_NOSIGNAL, 1L);
  set_option(easy.get(), CURLOPT_WRITEFUNCTION, &drop_bytes);
  const CURLcode done = curl_easy_perform(easy.get());
  if (done == CURLE_URL_MALFORMAT || done == CURLE_UNSUPPORTED_PROTOCOL) {
    return fail(ErrorKind::kInvalid, "'{}' is no http or https URL", request.url);
  }
  if (done != CURLE_OK) {
    return fail(ErrorKind::kTransient, "no answer from '{}': {}", request.url,
                curl_easy_strerror(done));
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

}  // namespace cabled
