#include "daemon/app/contact.h"

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/web/address_range.h"
#include "parsers/web/url_template.h"

namespace cabled {
namespace {

bool is_this_machine(const Url& url) {
  const auto range = judge_host(url.host());
  return range == AddressRange::kLoopback || range == AddressRange::kLocalName;
}

bool is_here(const std::string& seed) {
  const Result<Url> url = Url::parse(seed);
  return url && is_this_machine(*url);
}

bool stays_on_this_machine(const Source& source) {
  const auto all_here = [](const std::vector<std::string>& urls) {
    return std::ranges::all_of(urls, is_here);
  };
  return all_here(source.seeds) && all_here(source.sitemaps) && all_here(source.feeds) &&
         all_here(source.archives) &&
         std::ranges::all_of(source.templates, [](const std::string& text) {
           const Result<UrlTemplate> numbers = UrlTemplate::parse(text);
           return numbers && is_this_machine(numbers->at(0).value());
         });
}

Result<void> need_contact(const Config& config) {
  if (!config.contact.empty()) return {};
  return fail(ErrorKind::kInvalid,
              "missing; hint: set contact to a mail address or URL where you can be reached");
}

}  // namespace

Result<void> check_contact(const Config& config) {
  if (std::ranges::all_of(config.sources, stays_on_this_machine)) return {};
  return need_contact(config);
}

Result<void> check_contact(const Config& config, std::span<const Url> asked) {
  if (std::ranges::all_of(asked, is_this_machine)) return {};
  return need_contact(config);
}

}  // namespace cabled
