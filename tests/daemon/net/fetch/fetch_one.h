#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/fetch/curl_fetcher.h"

namespace cabled::test {

inline CurlFetcherOptions test_options() {
  return {.user_agent = "cabled/test (+https://example.org/about-the-robot)"};
}

/// A request that may go to loopback, as all servers of the tests are there.
inline FetchRequest request_for(const std::string& url) {
  return {.url = Url::parse(url).value(),
          .limits = {.max_body_bytes = std::size_t{16} << 20U,
                     .max_header_bytes = std::size_t{64} << 10U,
                     .max_header_lines = 256,
                     .connect_timeout = std::chrono::seconds(15),
                     .total_timeout = std::chrono::minutes(2),
                     .stall_timeout = std::chrono::seconds(30),
                     .min_bytes_per_second = 64},
          .allowed_private = {AddressAllowance::parse("127.0.0.0/8").value()}};
}

/// The results of `count` requests that were started before.
inline std::vector<FetchResult> wait_for(Fetcher& fetcher, std::size_t count) {
  std::vector<FetchResult> results;
  while (results.size() < count && fetcher.active() > 0) {
    for (FetchResult& result : fetcher.wait(std::chrono::seconds(10))) {
      results.push_back(std::move(result));
    }
  }
  return results;
}

inline FetchResult fetch_one(Fetcher& fetcher, FetchRequest request) {
  fetcher.start(std::move(request));
  return wait_for(fetcher, 1).at(0);
}

inline FetchResult fetch_one(FetchRequest request) {
  CurlFetcher fetcher(test_options());
  return fetch_one(fetcher, std::move(request));
}

/// The response, which must be there; its failure is named when it is not.
inline FetchResponse response_of(FetchResult result) {
  if (const auto* failure = std::get_if<FetchFailure>(&result.outcome)) {
    throw std::runtime_error(std::string(failure_class_name(failure->failure)) + ": " +
                             failure->message);
  }
  return std::get<FetchResponse>(std::move(result.outcome));
}

/// "dns", "connect", …; "response" when there is one.
inline std::string class_of(const FetchResult& result) {
  const auto* failure = std::get_if<FetchFailure>(&result.outcome);
  return failure == nullptr ? "response" : failure_class_name(failure->failure);
}

}  // namespace cabled::test
