#include "daemon/fetch/post_body.h"

#include "daemon/fetch/curl_handle.h"

namespace cabled {
namespace {

std::size_t drop_bytes(char* /*bytes*/, std::size_t size, std::size_t count, void* /*nowhere*/) {
  return size * count;
}

/// Like curl_easy_perform(), until `cut`.
CURLcode perform(CURL* easy, const std::stop_token& cut) {
  const CurlMulti multi(curl_multi_init());
  if (!multi || curl_multi_add_handle(multi.get(), easy) != CURLM_OK) throw std::bad_alloc();
  const std::stop_callback wake(cut, [&] { curl_multi_wakeup(multi.get()); });
  int running = 1;
  while (running > 0 && !cut.stop_requested()) {
    curl_multi_perform(multi.get(), &running);
    if (running > 0) curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
  }
  CURLcode done = CURLE_ABORTED_BY_CALLBACK;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) done = message->data.result;
  }
  curl_multi_remove_handle(multi.get(), easy);
  return done;
}

}  // namespace

Result<PostAnswer> post_body(const PostRequest& request, const std::stop_token& cut) {
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
  const CURLcode done = perform(easy.get(), cut);
  if (done == CURLE_URL_MALFORMAT || done == CURLE_UNSUPPORTED_PROTOCOL) {
    return fail(ErrorKind::kInvalid, "no http or https URL");
  }
  if (done != CURLE_OK) {
    return fail(ErrorKind::kTransient, "no answer: {}", curl_easy_strerror(done));
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_header* retry_after = nullptr;
  const bool says_when =
      curl_easy_header(easy.get(), "Retry-After", 0, CURLH_HEADER, -1, &retry_after) == CURLHE_OK;
  return PostAnswer{static_cast<int>(status), says_when ? retry_after->value : ""};
}

}  // namespace cabled
