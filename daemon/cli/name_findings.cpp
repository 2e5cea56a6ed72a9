#include "daemon/cli/name_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "parsers/model/url.h"
#include "parsers/web/address_range.h"
#include "parsers/web/url_template.h"

namespace cabled::cli {
namespace {

constexpr std::size_t kMostNames = 5;

/// The host of a URL when it is a name that has to be looked up.
std::optional<std::string> name_in(const std::string& text) {
  const Result<Url> url = Url::parse(text);
  if (!url || judge_host(url->host())) return std::nullopt;
  return url->host();
}

std::optional<std::string> name_of(const Source& source) {
  for (const auto* urls : {&source.seeds, &source.sitemaps, &source.feeds, &source.archives}) {
    for (const std::string& url : *urls) {
      if (auto name = name_in(url)) return name;
    }
  }
  for (const std::string& text : source.templates) {
    const Result<UrlTemplate> numbers = UrlTemplate::parse(text);
    if (!numbers) continue;
    if (auto name = name_in(numbers->at(0).value().text())) return name;
  }
  return std::nullopt;
}

std::vector<std::string> names_to_try(const Config& config) {
  if (!config.fetch.proxy.empty()) {
    const auto proxy = name_in(config.fetch.proxy);
    return proxy ? std::vector{*proxy} : std::vector<std::string>();
  }
  std::vector<std::string> names;
  for (const Source& source : config.sources) {
    const auto name = name_of(source);
    const bool known = name && std::ranges::find(names, *name) != names.end();
    if (name && !known && names.size() < kMostNames) names.push_back(*name);
  }
  return names;
}

Finding unresolved(const std::string& name, const Error& error) {
  const char* const hint =
      error.kind == ErrorKind::kInvalid
          ? "is the source's host spelled right, and does /etc/resolv.conf name a server that "
            "answers? "
            "`getent hosts NAME` asks the same"
          : "no name server answers: see /etc/resolv.conf; IPAddressDeny= in a drop-in of the "
            "service would keep it from private ones";
  return {Verdict::kBad, "names",
          fmt::format("'{}' does not resolve: {}; hint: {}", name, error.message, hint)};
}

}  // namespace

Finding judge_names(const Config& config, const NameLookUp& look_up) {
  const std::vector<std::string> names = names_to_try(config);
  if (names.empty()) {
    return {Verdict::kGood, "names", "none to look up: no source names a host on the web"};
  }
  std::string tried;
  for (const std::string& name : names) {
    if (const Result<void> found = look_up(name); !found) return unresolved(name, found.error());
    tried += (tried.empty() ? "" : ", ") + name;
  }
  return {Verdict::kGood, "names", fmt::format("names resolve ({})", tried)};
}

}  // namespace cabled::cli
