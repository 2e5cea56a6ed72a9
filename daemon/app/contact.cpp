#include "daemon/app/contact.h"

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/model/url.h"
#include "parsers/web/address_range.h"
#include "parsers/web/url_template.h"

namespace cabled {
namespace {

bool is_this_machine(const std::string& seed) {
  const Result<Url> url = Url::parse(seed);
  if (!url) return false;
  const auto range = judge_host(url->host());
  return range == AddressRange::kLoopback || range == AddressRange::kLocalName;
}

bool stays_on_this_machine(const Source& source) {
  const auto all_here = [](const std::vector<std::string>& urls) {
    return std::ranges::all_of(urls, is_this_machine);
  };
  return all_here(source.seeds) && all_here(source.sitemaps) && all_here(source.feeds) &&
         all_here(source.archives) &&
         std::ranges::all_of(source.templates, [](const std::string& text) {
           const Result<UrlTemplate> numbers = UrlTemplate::parse(text);
           return numbers && is_this_machine(numbers->at(0).value().text());
         });
}

}  // namespace

Result<void> check_contact(const Config& config) {
  const bool only_here = std::ranges::all_of(config.sources, stays_on_this_machine);
  if (only_here || !config.contact.empty()) return {};
  return fail(ErrorKind::kInvalid,
              "missing; hint: set contact to a mail address or URL where you can be reached");
}

}  // namespace cabled
