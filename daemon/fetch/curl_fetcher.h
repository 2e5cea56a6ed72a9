#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/fetch/curl_handle.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/fetch/transfer.h"

namespace cabled {

struct CurlFetcherOptions {
  std::string user_agent;  ///< should name the program and a contact
  std::string proxy = {};  ///< "" for none; with one, addresses are the proxy's to judge
  std::string proxy_user = {};
  std::string proxy_password = {};
  std::string ca_file = {};                    ///< PEM; "" for the system's
  std::vector<std::string> pinned_names = {};  ///< "HOST:PORT:ADDRESS[,ADDRESS]…", before DNS
  std::size_t max_kept_connections = 64;
};

/// The Fetcher of libcurl: one multi handle, connections kept alive, handles used again.
///
/// Connections are never shared with another fetcher (CVE-2026-18924), nothing is remembered from
/// one response for the next but the connection itself (no cookies, HSTS or Alt-Svc), and nothing
/// is read from the environment or the home directory.
class CurlFetcher final : public Fetcher {
 public:
  /// Throws std::invalid_argument when the user agent is empty or not one line.
  explicit CurlFetcher(CurlFetcherOptions options);
  CurlFetcher(const CurlFetcher&) = delete;
  CurlFetcher& operator=(const CurlFetcher&) = delete;
  CurlFetcher(CurlFetcher&&) = delete;
  CurlFetcher& operator=(CurlFetcher&&) = delete;
  ~CurlFetcher() override;

  void start(FetchRequest request) override;
  std::vector<FetchResult> wait(std::chrono::milliseconds timeout) override;
  void wake() noexcept override;
  std::size_t active() const noexcept override { return running_.size() + ended_.size(); }
  void cancel_all() override;

  /// Connections that were not made because of their address. Any thread.
  std::uint64_t refused_connects() const noexcept { return refused_connects_; }

 private:
  void perform();
  std::unique_ptr<Transfer> take_transfer();
  void release(std::unique_ptr<Transfer> transfer);

  std::atomic<std::uint64_t> refused_connects_{0};
  CurlList headers_;
  CurlList pinned_names_;
  TransferSettings settings_;
  std::size_t max_idle_;
  // Before the transfers, so that it goes after them.
  CurlMulti multi_;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> running_;
  std::vector<std::unique_ptr<Transfer>> idle_;
  std::vector<FetchResult> ended_;
};

}  // namespace cabled
