#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/url.h"

namespace cabled {

/// What a source says of its own URLs.
struct UrlKeyRules {
  /// Hosts that serve the same pages under the same paths: {"m.scoop.co.nz", "www.scoop.co.nz"}.
  /// A leading "www." needs no entry.
  std::vector<std::pair<std::string, std::string>> host_aliases;
  /// Query parameters that choose no page, besides those that every site has; "abc*" is a prefix.
  std::vector<std::string> dropped_parameters;
};

/// The URL that is fetched for a link. Rewritten is only what cannot change the page:
///  - tracking parameters and session numbers are dropped: utm_*, fbclid, from-mobile, PHPSESSID,
///    ";jsessionid=…" in the path; those that may name a page ("sid=") only where they look drawn
///    at random: 20 letters and digits or more, or a UUID;
///  - a Wayback Machine page is asked for as archived ("…id_/"), without toolbar and rewritten
///  links.
/// All else (scheme, host aliases, slugs, order of parameters, a slash at the end) is left as
/// linked, since a site may serve the one and not the other; story_key() says that they are one.
Url canonical_for_frontier(const Url& url, const UrlKeyRules& rules);

/// Two URLs of one story have one key; fetching one of them is enough. Not a URL: it has no scheme.
///  - host without "www.", aliases folded; port only if unusual;
///  - parameters that choose no page dropped, the others sorted; no slash at the end;
///  - "/stories/WL0912/S00683.htm" and "/stories/WL0912/S00683/slug.htm" (scoop) without their tail
///    and query; "/cable/2009/12/09BERLIN1167.html" (WikiLeaks and mirrors) without ".html";
///  - a Wayback Machine URL has the key of the page that was archived.
std::string story_key(const Url& url, const UrlKeyRules& rules);

/// The archived URL inside "https://web.archive.org/web/20110902id_/http://…"; nullopt for others.
std::optional<Url> wayback_target(const Url& url);

}  // namespace cabled
