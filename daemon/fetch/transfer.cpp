#include "daemon/fetch/transfer.h"

#include <algorithm>
#include <utility>

#include "daemon/fetch/fetch_failure.h"
#include "daemon/fetch/proxy_fields.h"
#include "daemon/system/descriptors.h"

namespace cabled {
namespace {

// libcurl allocates the buffer for each transfer. 128 kB are over malloc's threshold for mmap(),
// and the page faults make a page of 20 kB cost twice as much (measured: 33 us against 69 us).
constexpr long kReceiveBufferBytes = 64L << 10;
constexpr long kDnsCacheSeconds = 60;
// libcurl keeps its own clock and rounds to milliseconds, so its time may be up a little early.
constexpr std::chrono::milliseconds kClockSlack{100};

// libcurl 7.87 to 8.5 can stall or fail HTTP/2 transfers (its issue 10936).
constexpr unsigned kFirstBadHttp2 = 0x075700;
constexpr unsigned kFirstGoodHttp2 = 0x080600;

long http_version() {
  static const unsigned kVersion = curl_version_info(CURLVERSION_NOW)->version_num;
  const bool bad = kVersion >= kFirstBadHttp2 && kVersion < kFirstGoodHttp2;
  return bad ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS;
}

// A validator comes from the site; one with a control character would be a header of its choosing.
bool is_sendable(const std::string& value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7F;
  });
}

std::string url_encoded(const std::string& text) {
  const std::unique_ptr<char, Releaser<curl_free>> encoded(
      curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  if (!encoded) throw std::bad_alloc();
  return encoded.get();
}

std::chrono::microseconds time_info(CURL* easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return std::chrono::microseconds(value);
}

long long_info(CURL* easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

/// Whether what failed needs descriptors and there are none: looking up a name, reading the
/// certificates. libcurl does not say why these fail; a look-up has up to four open at a time.
bool failed_without_descriptors(CURLcode code) {
  static constexpr std::size_t kFew = 5;
  const bool may_be = code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
                      code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CACERT_BADFILE ||
                      code == CURLE_FAILED_INIT || code == CURLE_OUT_OF_MEMORY;
  return may_be && free_descriptors() < kFew;
}

TransferStage stage_of(CURL* easy) {
  using std::chrono::microseconds;
  if (time_info(easy, CURLINFO_NAMELOOKUP_TIME_T) == microseconds(0)) {
    return TransferStage::kResolving;
  }
  if (time_info(easy, CURLINFO_PRETRANSFER_TIME_T) == microseconds(0)) {
    return TransferStage::kConnecting;
  }
  return TransferStage::kTransferring;
}

}  // namespace

Transfer::Transfer(const TransferSettings& settings)
    : easy_(curl_easy_init()), settings_(settings) {
  if (!easy_) throw std::bad_alloc();  // its only failure once global init succeeded
  set_once(settings);
}

void Transfer::set_once(const TransferSettings& settings) {
  CURL* const easy = easy_.get();
  set_option(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
  set_option(easy, CURLOPT_ERRORBUFFER, error_text_.data());
  set_option(easy, CURLOPT_NOSIGNAL, 1L);
  // A look-up that hangs in its thread must not hold up the end of its transfer.
  set_option(easy, CURLOPT_QUICK_EXIT, 1L);
  set_option(easy, CURLOPT_NOPROGRESS, 1L);
  set_option(easy, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  set_option(easy, CURLOPT_DNS_CACHE_TIMEOUT, kDnsCacheSeconds);
  set_option(easy, CURLOPT_TCP_NODELAY, 1L);

  set_option(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set_option(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set_option(easy, CURLOPT_UNRESTRICTED_AUTH, 0L);
  set_option(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set_option(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  set_option(easy, CURLOPT_HTTP_VERSION, http_version());
  // Alt-Svc, HSTS and cookies stay off: libcurl starts each of these engines only when told to. The
  // cookies of a chain of redirections are kept apart from all others (chain_cookies.h).
  set_option(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set_option(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  // "" also keeps http_proxy and its like in the environment from being read.
  set_option(easy, CURLOPT_PROXY, settings.proxy.c_str());
  if (!settings.proxy_user.empty()) {
    // libcurl decodes both, whichever option they come by (7.88.1), as it says of this one.
    const std::string credentials =
        url_encoded(settings.proxy_user) + ':' + url_encoded(settings.proxy_password);
    set_option(easy, CURLOPT_PROXYUSERPWD, credentials.c_str());
  }
  // "" keeps no_proxy from sending anything past the proxy, which is to judge all addresses.
  set_option(easy, CURLOPT_NOPROXY, "");
  set_option(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
  set_option(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.ca_file.empty()) set_option(easy, CURLOPT_CAINFO, settings.ca_file.c_str());
  if (settings.pinned_names != nullptr) set_option(easy, CURLOPT_RESOLVE, settings.pinned_names);

  void* const self = this;
  set_option(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set_option(easy, CURLOPT_HEADERDATA, self);
  set_option(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set_option(easy, CURLOPT_WRITEDATA, self);
  // The debug callback alone is told the request's head as it goes out.
  set_option(easy, CURLOPT_VERBOSE, 1L);
  set_option(easy, CURLOPT_DEBUGFUNCTION, &Transfer::on_debug);
  set_option(easy, CURLOPT_DEBUGDATA, self);
  if (!settings.proxy.empty()) return;
  set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open_socket);
  set_option(easy, CURLOPT_OPENSOCKETDATA, self);
  set_option(easy, CURLOPT_PREREQFUNCTION, &Transfer::on_before_request);
  set_option(easy, CURLOPT_PREREQDATA, self);
}

void Transfer::prepare(FetchRequest request) {
  state_.emplace(std::move(request));
  const FetchRequest& taken = state_->request;
  const FetchLimits& limits = taken.limits;
  CURL* const easy = easy_.get();
  error_text_.front() = '\0';
  set_option(easy, CURLOPT_URL, taken.url.text().c_str());
  set_option(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  set_option(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total_timeout.count()));
  set_option(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall_timeout.count()));
  set_option(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.min_bytes_per_second));
  set_option(easy, CURLOPT_FRESH_CONNECT, 0L);
  set_option(easy, CURLOPT_FORBID_REUSE, 0L);
  const bool verified = taken.tls == TlsVerification::kRequired;
  set_option(easy, CURLOPT_SSL_VERIFYPEER, verified ? 1L : 0L);
  set_option(easy, CURLOPT_SSL_VERIFYHOST, verified ? 2L : 0L);
  set_headers();
}

void Transfer::set_headers() {
  const FetchRequest& request = state_->request;
  const bool etag = is_sendable(request.etag);
  const bool last_modified = is_sendable(request.last_modified);
  const bool cookies = is_sendable(request.cookies);
  if (etag || last_modified || cookies) {
    CurlList list;
    for (const curl_slist* line = settings_.headers; line != nullptr; line = line->next) {
      list = appended(std::move(list), line->data);
    }
    if (etag) list = appended(std::move(list), "If-None-Match: " + request.etag);
    if (last_modified) {
      list = appended(std::move(list), "If-Modified-Since: " + request.last_modified);
    }
    if (cookies) list = appended(std::move(list), "Cookie: " + request.cookies);
    state_->headers = std::move(list);
  }
  const curl_slist* const headers = state_->headers ? state_->headers.get() : settings_.headers;
  set_option(easy_.get(), CURLOPT_HTTPHEADER, headers);
}

bool Transfer::begins_anew(CURLcode code) {
  const bool no_answer = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY;
  const bool on_used_connection = long_info(easy_.get(), CURLINFO_NUM_CONNECTS) == 0;
  if (!no_answer || !on_used_connection || state_->head.started() || state_->begun_anew) {
    return false;
  }
  state_->begun_anew = true;
  set_option(easy_.get(), CURLOPT_FRESH_CONNECT, 1L);
  return true;
}

FetchResult Transfer::finish(CURLcode code) {
  State& state = *state_;
  const bool cut_on_purpose = state.truncated_by_cap && !state.failure;
  if (code == CURLE_OK && !state.head.complete()) {
    // libcurl is content with a head that was cut between two lines.
    fail(FailureClass::kTruncated, "head of the response was cut");
  }
  if (is_proxys_answer()) fail(FailureClass::kProxy, "the proxy wants to know who asks (407)");
  FetchResult result{state.request.token, state.request.url, FetchFailure{}, state.received_bytes};
  if (state.first_byte) {
    result.receiving = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - *state.first_byte);
  }
  if (!state.failure && (code == CURLE_OK || cut_on_purpose)) {
    result.outcome = response();
  } else {
    result.outcome = state.failure ? std::move(*state.failure) : failure_from(code);
  }
  state_.reset();
  return result;
}

// Of a plain request, whose answer passes through it; for a tunnel libcurl tells the two apart.
bool Transfer::is_proxys_answer() const {
  static constexpr int kProxyAuthenticationRequired = 407;
  const bool plain = state_->request.url.scheme() == "http";
  return plain && !settings_.proxy.empty() && state_->head.complete() &&
         state_->head.status() == kProxyAuthenticationRequired;
}

FetchResult Transfer::abandon(FailureClass failure, std::string message) {
  fail(failure, std::move(message));
  return finish(CURLE_ABORTED_BY_CALLBACK);
}

FetchFailure Transfer::failure_from(CURLcode code) const {
  const auto elapsed = std::chrono::steady_clock::now() - state_->started;
  const bool late = elapsed + kClockSlack >= state_->request.limits.total_timeout;
  const TransferStage stage = stage_of(easy_.get());
  // One that may be connected to and does not answer today is a trouble that passes, whatever other
  // addresses the name has.
  const bool refused = state_->refused_address && !state_->any_address_allowed;
  if (refused) {
    return {FailureClass::kRefusedAddress, kind_of(FailureClass::kRefusedAddress),
            *state_->refused_address};
  }
  // A header line that does not fit libcurl's buffer of 100 kB: a lack of memory to 7.88, to 8.6
  // and later CURLE_TOO_LARGE, which the headers of 7.88 do not name.
  constexpr int kTooLarge = 100;
  const bool endless_line = (code == CURLE_OUT_OF_MEMORY || int{code} == kTooLarge) &&
                            !state_->head.complete() && stage == TransferStage::kTransferring;
  if (endless_line) {
    return {FailureClass::kTooLarge, kind_of(FailureClass::kTooLarge), "header line without end"};
  }
  if (state_->lacks_descriptors || failed_without_descriptors(code)) {
    return {FailureClass::kDescriptors, kind_of(FailureClass::kDescriptors),
            "no file descriptor is left (RLIMIT_NOFILE)"};
  }
  FetchFailure failure = failure_of(code, stage, late ? DeadlinePassed::kYes : DeadlinePassed::kNo,
                                    error_text_.data());
  // With a proxy, every connection is one to it, and what it answers to CONNECT is not the site's.
  const long connect_answer = long_info(easy_.get(), CURLINFO_HTTP_CONNECTCODE);
  const bool no_tunnel = connect_answer != 0 && connect_answer / 100 != 2;
  const bool at_proxy =
      !settings_.proxy.empty() && (failure.failure == FailureClass::kConnect || no_tunnel);
  if (at_proxy) failure.failure = FailureClass::kProxy;
  failure.kind = at_proxy ? kind_of(FailureClass::kProxy) : failure.kind;
  return failure;
}

FetchResponse Transfer::response() {
  State& state = *state_;
  CURL* const easy = easy_.get();
  FetchResponse out;
  out.status = state.head.status();
  out.request_head = without_proxy_fields(state.request_head);
  out.response_head = without_proxy_fields(state.head.take_text());
  out.body = std::move(state.body);
  out.truncated_by_cap = state.truncated_by_cap;
  const bool http1 = long_info(easy, CURLINFO_HTTP_VERSION) < CURL_HTTP_VERSION_2_0;
  out.length_unverified = http1 && state.head.has_body() && !state.head.chunked() &&
                          !state.head.content_length().has_value();

  char* address = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
  if (address != nullptr) out.remote_address = address;
  if (long_info(easy, CURLINFO_NUM_CONNECTS) != 0) {
    out.timings.dns = time_info(easy, CURLINFO_NAMELOOKUP_TIME_T);
    out.timings.connect = std::max(time_info(easy, CURLINFO_CONNECT_TIME_T),
                                   time_info(easy, CURLINFO_APPCONNECT_TIME_T));
  }
  out.timings.first_byte = time_info(easy, CURLINFO_STARTTRANSFER_TIME_T);
  out.timings.total = time_info(easy, CURLINFO_TOTAL_TIME_T);

  const bool redirects = out.status >= 300 && out.status < 400;
  if (redirects && state.head.location()) {
    out.redirect = state.request.url.resolve(*state.head.location());
  }
  return out;
}

}  // namespace cabled
