#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/fetch/address_allowance.h"
#include "daemon/fetch/fetcher.h"
#include "parsers/web/robots_access.h"

namespace cabled::cli {

/// Fetches one URL after the other, each waited for: for commands that store nothing.
class SingleFetcher {
 public:
  SingleFetcher(const Config& config, std::unique_ptr<Fetcher> fetcher);

  Result<FetchResponse> get(const Url& url, const std::vector<AddressAllowance>& allowed);

  struct RobotsFile {
    RobotsAccess access = RobotsAccess::kDisallowAll;
    std::string body;  ///< with kUseBody
  };
  /// The file at `place`, redirects followed as RFC 9309 has it.
  RobotsFile get_robots(Url place, const std::vector<AddressAllowance>& allowed);

 private:
  Result<FetchResponse> run(FetchRequest request);

  const FetchOptions options_;
  std::unique_ptr<Fetcher> fetcher_;
};

}  // namespace cabled::cli
