#pragma once

#include <memory>
#include <string>
#include <variant>

#include "daemon/fetch/fetcher.h"
#include "parsers/web/robots_access.h"

namespace cabled {

/// Fetches one URL after the other, each waited for: for commands that store nothing.
class SingleFetcher {
 public:
  explicit SingleFetcher(std::unique_ptr<Fetcher> fetcher) : fetcher_(std::move(fetcher)) {}

  std::variant<FetchResponse, FetchFailure> get(FetchRequest request);

  struct RobotsFile {
    RobotsAccess access = RobotsAccess::kDisallowAll;
    std::string body;          ///< with kUseBody
    std::string refusal;       ///< why the host may not be connected to; "" when it may
    std::string trouble = {};  ///< why the rules cannot be had, with kDisallowAll
  };
  /// The file that a request for robots.txt asks for, redirects followed as RFC 9309 has it.
  RobotsFile get_robots(FetchRequest request);

 private:
  std::unique_ptr<Fetcher> fetcher_;
};

}  // namespace cabled
