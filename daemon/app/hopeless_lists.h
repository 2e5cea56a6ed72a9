#pragma once

#include <string>
#include <vector>

#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// A list of a source, or the first URL of its template, that is refused before anything is
/// fetched: a private address that nothing allows, a port that is not for web servers.
struct HopelessList {
  std::string source;
  std::string url;
  std::string reason;
};
std::vector<HopelessList> hopeless_lists(const CrawlRules& rules);

}  // namespace cabled
