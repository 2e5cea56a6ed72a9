#include "daemon/fetch/curl_fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "daemon/fetch/address_guard.h"

namespace cabled {
namespace {

void check(CURLMcode code, const char* what) {
  if (code == CURLM_OK) return;
  throw std::runtime_error(fmt::format("{}: {}", what, curl_multi_strerror(code)));
}

void init_libcurl() {
  // Never undone: other parts of the process may use libcurl's URL API to the very end.
  static const CURLcode kCode = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kCode != CURLE_OK) throw std::runtime_error(curl_easy_strerror(kCode));
}

CurlMulti make_multi(std::size_t max_kept_connections) {
  init_libcurl();
  CurlMulti multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  check((curl_multi_setopt)(multi.get(), CURLMOPT_MAXCONNECTS,
                            static_cast<long>(max_kept_connections)),
        "cannot bound libcurl's connections");
  return multi;
}

// Sent by hand: were it libcurl's own option, libcurl would decode, and 7.88.1 calls a gzip body
// that was cut short a success.
CurlList common_headers() {
  CurlList list;
  list = appended(std::move(list),
                  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  return appended(std::move(list), "Accept-Encoding: gzip, deflate, br, zstd");
}

CurlList make_list(const std::vector<std::string>& lines) {
  CurlList list;
  for (const std::string& line : lines) list = appended(std::move(list), line);
  return list;
}

}  // namespace

CurlFetcher::CurlFetcher(CurlFetcherOptions options)
    : headers_(common_headers()),
      pinned_names_(make_list(options.pinned_names)),
      max_idle_(options.max_kept_connections),
      multi_(make_multi(options.max_kept_connections)) {
  const bool one_line = std::ranges::none_of(
      options.user_agent, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (options.user_agent.empty() || !one_line) {
    throw std::invalid_argument("the user agent must be one line that names a contact");
  }
  settings_.user_agent = std::move(options.user_agent);
  settings_.proxy = std::move(options.proxy);
  settings_.proxy_user = std::move(options.proxy_user);
  settings_.proxy_password = std::move(options.proxy_password);
  settings_.ca_file = std::move(options.ca_file);
  settings_.headers = headers_.get();
  settings_.pinned_names = pinned_names_.get();
  settings_.refused_connects = &refused_connects_;
}

CurlFetcher::~CurlFetcher() {
  for (const auto& [easy, transfer] : running_) curl_multi_remove_handle(multi_.get(), easy);
}

void CurlFetcher::start(FetchRequest request) {
  std::unique_ptr<Transfer> transfer = take_transfer();
  const auto resolver = settings_.proxy.empty() ? Resolver::kOurs : Resolver::kProxy;
  const auto refused = refuse_url(request.url, request.allowed_private, resolver);
  transfer->prepare(std::move(request));
  if (refused) {
    ++refused_connects_;
    ended_.push_back(transfer->abandon(FailureClass::kRefusedAddress, *refused));
    release(std::move(transfer));
    return;
  }
  CURL* const easy = transfer->easy();
  check(curl_multi_add_handle(multi_.get(), easy), "cannot start a transfer");
  running_.emplace(easy, std::move(transfer));
}

std::vector<FetchResult> CurlFetcher::wait(std::chrono::milliseconds timeout) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + timeout;
  perform();
  while (ended_.empty()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) break;
    int ready_sockets = 0;
    check(curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(left.count()), &ready_sockets),
          "cannot wait for transfers");
    perform();
    // No socket: the time is up, a timer of libcurl's own was, or wake() was called.
    if (ready_sockets == 0) break;
  }
  return std::exchange(ended_, {});
}

void CurlFetcher::wake() noexcept { curl_multi_wakeup(multi_.get()); }

void CurlFetcher::cancel_all() {
  for (auto& [easy, transfer] : running_) {
    curl_multi_remove_handle(multi_.get(), easy);
    ended_.push_back(transfer->abandon(FailureClass::kCancelled, "cancelled"));
  }
  running_.clear();
}

void CurlFetcher::perform() {
  int running = 0;
  check(curl_multi_perform(multi_.get(), &running), "cannot move transfers");
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    // `message` dies with its handle's membership.
    const CURLcode code = message->data.result;
    const auto found = running_.find(message->easy_handle);
    curl_multi_remove_handle(multi_.get(), found->first);
    if (found->second->begins_anew(code)) {
      check(curl_multi_add_handle(multi_.get(), found->first), "cannot start a transfer");
      continue;
    }
    std::unique_ptr<Transfer> transfer = std::move(found->second);
    running_.erase(found);
    ended_.push_back(transfer->finish(code));
    release(std::move(transfer));
  }
}

std::unique_ptr<Transfer> CurlFetcher::take_transfer() {
  if (idle_.empty()) return std::make_unique<Transfer>(settings_);
  std::unique_ptr<Transfer> transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void CurlFetcher::release(std::unique_ptr<Transfer> transfer) {
  if (idle_.size() < max_idle_) idle_.push_back(std::move(transfer));
}

}  // namespace cabled
