#include "daemon/config/validate_config.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "daemon/config/database_url.h"
#include "daemon/config/proxy_options.h"
#include "parsers/model/ascii.h"
#include "parsers/model/url.h"

namespace cabled {
namespace {

bool is_name(std::string_view name) {
  static constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && std::ranges::all_of(name, [](char c) {
    return ascii::is_lower(c) || ascii::is_digit(c) || c == '-' || c == '_';
  });
}

/// Fit for a header of HTTP: anything else could forge one.
bool is_header_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

Result<void> validate_lists(const Source& source) {
  const std::array<std::pair<std::string_view, const std::vector<std::string>*>, 5> lists{
      {{"index", &source.index},
       {"include", &source.include},
       {"exclude", &source.exclude},
       {"aliases", &source.aliases},
       {"allow_private", &source.allow_private}}};
  for (const auto& [key, list] : lists) {
    if (std::ranges::find(*list, "") == list->end()) continue;
    return fail(ErrorKind::kInvalid, "source '{}': an entry of {} is empty", source.name, key);
  }
  return {};
}

Result<void> validate_urls(const Source& source) {
  const std::array<std::pair<std::string_view, const std::vector<std::string>*>, 4> lists{
      {{"seed", &source.seeds},
       {"sitemap", &source.sitemaps},
       {"feed", &source.feeds},
       {"archive", &source.archives}}};
  for (const auto& [what, texts] : lists) {
    for (const std::string& text : *texts) {
      const Result<Url> url = Url::parse(text);
      if (url) continue;
      return fail(ErrorKind::kInvalid, "source '{}': {} is no http(s) URL: {}", source.name, what,
                  url.error().message);
    }
  }
  return {};
}

}  // namespace

Result<void> validate_source(const Source& source) {
  if (!is_name(source.name)) {
    return fail(ErrorKind::kInvalid,
                "'{}' is no name of a source; hint: up to 64 lower-case letters, digits, '-', '_'",
                source.name);
  }
  const bool leads_somewhere = !source.seeds.empty() || !source.sitemaps.empty() ||
                               !source.feeds.empty() || !source.archives.empty() ||
                               !source.templates.empty();
  if (!leads_somewhere) {
    return fail(ErrorKind::kInvalid,
                "source '{}' has no seeds, sitemaps, feeds, archives or templates", source.name);
  }
  if (Result<void> urls = validate_urls(source); !urls) return urls;
  return validate_lists(source);
}

Result<void> validate_globals(const Config& config) {
  if (!is_header_text(config.user_agent)) {
    return fail(ErrorKind::kInvalid, "user_agent '{}' is not plain text", config.user_agent);
  }
  if (!config.contact.empty() && !is_contact(config.contact)) {
    return fail(ErrorKind::kInvalid, "contact '{}' is neither a mail address nor a URL",
                config.contact);
  }
  static constexpr std::array<std::string_view, 6> kLevels{"trace",   "debug", "info",
                                                           "warning", "error", "off"};
  if (std::ranges::find(kLevels, config.log.level) == kLevels.end()) {
    return fail(ErrorKind::kInvalid,
                "log.level '{}' is not trace, debug, info, warning, error, off", config.log.level);
  }
  static constexpr std::array<std::string_view, 3> kFormats{"auto", "text", "json"};
  if (std::ranges::find(kFormats, config.log.format) == kFormats.end()) {
    return fail(ErrorKind::kInvalid, "log.format '{}' is not auto, text or json",
                config.log.format);
  }
  if (!config.database.password_file.empty() && config.database.url.empty()) {
    return fail(ErrorKind::kInvalid, "database.password_file is set and database.url is not");
  }
  if (!config.fetch.proxy_credentials_file.empty() && config.fetch.proxy.empty()) {
    return fail(ErrorKind::kInvalid, "fetch.proxy_credentials_file is set and fetch.proxy is not");
  }
  if (Result<void> proxy = check_proxy_url(config.fetch.proxy); !proxy) return proxy;
  return check_database_url(config.database.url);
}

bool is_contact(std::string_view contact) {
  if (!is_header_text(contact) || contact.find_first_of("()\\\" ") != std::string_view::npos) {
    return false;
  }
  if (contact.starts_with("http://") || contact.starts_with("https://")) {
    return Url::parse(contact).has_value();
  }
  const std::size_t at = contact.find('@');
  return at != std::string_view::npos && at > 0 && contact.find('@', at + 1) == contact.npos &&
         contact.find('.', at) != contact.npos && contact.back() != '.';
}

std::string full_user_agent(const Config& config) {
  const std::string name = config.user_agent.empty() ? "cabled/" CABLED_VERSION : config.user_agent;
  return config.contact.empty() ? name : fmt::format("{} (+{})", name, config.contact);
}

}  // namespace cabled
