#include "daemon/app/hopeless_lists.h"

#include "daemon/fetch/address_guard.h"

namespace cabled {

std::vector<HopelessList> hopeless_lists(const CrawlRules& rules) {
  std::vector<HopelessList> hopeless;
  const Resolver resolver = rules.config().fetch.proxy.empty() ? Resolver::kOurs : Resolver::kProxy;
  for (const auto& [id, source] : rules.sources()) {
    const auto allowed = rules.allowed_private(id);
    const auto judge = [&, &rules_of_source = source](const Url& url) {
      const auto reason = refuse_url(url, allowed, resolver);
      if (reason) hopeless.push_back({rules_of_source.source().name, url.text(), *reason});
    };
    for (const auto& entry : source.lists()) judge(entry.first);
    for (const UrlTemplate& numbers : source.templates()) judge(numbers.at(0).value());
  }
  return hopeless;
}

}  // namespace cabled
