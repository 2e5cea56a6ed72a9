#include "parsers/web/url_key.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// A snapshot of a snapshot of … is somebody's joke.
constexpr int kMaxWaybackNesting = 4;

constexpr std::string_view kTrackingParameters[] = {
    "utm_*",   "fbclid",  "gclid",   "dclid",  "gbraid", "wbraid",      "msclkid",
    "yclid",   "twclid",  "igshid",  "mc_cid", "mc_eid", "_ga",         "_gl",
    "ref_src", "ref_url", "mkt_tok", "_hsenc", "_hsmi",  "from-mobile", "replytocom",
};

// What servers call the number of a visit. The first are never anything else; the others name other
// things as well, as the story in "article.php?sid=4711", so their values have to look the part.
constexpr std::string_view kSessionParameters[] = {
    "jsessionid", "phpsessid", "aspsessionid*", "cftoken", "oscsid", "zenid", "sessid",
};
constexpr std::string_view kPerhapsSessionParameters[] = {
    "sid", "s", "session", "sessionid", "session_id", "session-id", "php_sessid",
};

bool is_named(std::string_view name, std::string_view pattern) {
  if (pattern.ends_with('*'))
    return ascii::istarts_with(name, pattern.substr(0, pattern.size() - 1));
  return ascii::iequals(name, pattern);
}

// "8bd04f9e-1c2d-4e5f-8a9b-0c1d2e3f4a5b".
bool is_uuid(std::string_view value) {
  static constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(value, kForm, [](char c, char form) {
    return form == '-'
               ? c == '-'
               : std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
  });
}

// Session numbers are drawn at random and long: letters and digits mixed, 20 of them at least.
// Words with hyphens between them are a slug, which chooses a page.
bool looks_drawn(std::string_view value) {
  static constexpr std::size_t kShortest = 20;
  if (is_uuid(value)) return true;
  return value.size() >= kShortest && std::ranges::all_of(value, ascii::is_alnum) &&
         std::ranges::any_of(value, ascii::is_digit) && std::ranges::any_of(value, ascii::is_alpha);
}

bool is_session(std::string_view parameter) {
  const std::size_t equals = std::min(parameter.find('='), parameter.size());
  const std::string_view name = parameter.substr(0, equals);
  const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
  const auto fits = [&](std::string_view pattern) { return is_named(name, pattern); };
  return std::ranges::any_of(kSessionParameters, fits) ||
         (std::ranges::any_of(kPerhapsSessionParameters, fits) && looks_drawn(value));
}

bool is_dropped(std::string_view parameter, const UrlKeyRules& rules) {
  const std::string_view name = parameter.substr(0, parameter.find('='));
  const auto fits = [&](std::string_view pattern) { return is_named(name, pattern); };
  return parameter.empty() || std::ranges::any_of(kTrackingParameters, fits) ||
         is_session(parameter) || std::ranges::any_of(rules.dropped_parameters, fits);
}

std::vector<std::string_view> kept_parameters(std::string_view query, const UrlKeyRules& rules) {
  std::vector<std::string_view> kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    if (!is_dropped(parameter, rules)) kept.push_back(parameter);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return kept;
}

std::string joined(const std::vector<std::string_view>& parameters) {
  std::string out;
  for (const std::string_view parameter : parameters) {
    out += out.empty() ? '?' : '&';
    out += parameter;
  }
  return out;
}

// "/a;jsessionid=0A1B" is how Java servers put a session into the path, behind any of its segments.
// Nothing else is called sid there: what chooses a page stands in the query.
std::string without_path_sessions(std::string_view path) {
  std::string kept;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(";/", 1), path.size());
    const std::string_view part = path.substr(0, end);
    const bool dropped =
        part.front() == ';' && (is_session(part.substr(1)) || ascii::istarts_with(part, ";sid="));
    if (!dropped) kept += part;
    path.remove_prefix(end);
  }
  return kept;
}

// Where the parts of a Wayback Machine path "/web/20110902id_/http://…" stand.
struct WaybackPath {
  std::string_view stamp;  // "20110902"
  std::string target;      // "http://…"
};

std::optional<WaybackPath> read_wayback(const Url& url, std::string_view target) {
  static constexpr std::string_view kPrefix = "/web/";
  if (url.host() != "web.archive.org" && url.host() != "wayback.archive.org") return std::nullopt;
  if (!target.starts_with(kPrefix)) return std::nullopt;
  target.remove_prefix(kPrefix.size());
  const std::size_t slash = target.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view selector = target.substr(0, slash);
  const auto digits = std::ranges::find_if_not(selector, ascii::is_digit) - selector.begin();
  std::string_view rest = target.substr(slash + 1);
  if (digits == 0 || rest.empty()) return std::nullopt;

  // Proxies fold "http://" to "http:/", and people leave it out.
  std::string_view scheme = "http";
  for (const std::string_view known : {"https", "http"}) {
    if (!ascii::istarts_with(rest, std::string(known) + ":")) continue;
    scheme = known;
    rest.remove_prefix(known.size() + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
    break;
  }
  return WaybackPath{selector.substr(0, static_cast<std::size_t>(digits)),
                     fmt::format("{}://{}", scheme, rest)};
}

bool all_of(std::string_view text, bool (*is)(char)) { return std::ranges::all_of(text, is); }
bool is_letter(char c) { return ascii::is_alpha(c); }
bool is_number(char c) { return ascii::is_digit(c); }

// The segments of a path, at most eight: no story stands deeper.
struct Segments {
  std::array<std::string_view, 8> parts;
  std::size_t count = 0;
};

std::optional<Segments> split(std::string_view path) {
  Segments segments;
  path.remove_prefix(1);
  for (bool more = true; more;) {
    if (segments.count == segments.parts.size()) return std::nullopt;
    const std::size_t slash = path.find('/');
    segments.parts[segments.count++] = path.substr(0, slash);
    more = slash != std::string_view::npos;
    if (more) path.remove_prefix(slash + 1);
  }
  return segments;
}

std::string_view without_html(std::string_view name) {
  for (const std::string_view suffix : {".html", ".htm"}) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

// scoop: /stories/WL0912/S00683.htm, /stories/WL0912/S00683/slug.htm
std::optional<std::string> scoop_story(const Segments& segments) {
  if (segments.count < 3 || segments.count > 4 || segments.parts[0] != "stories")
    return std::nullopt;
  const std::string_view section = segments.parts[1];
  const std::string_view story = without_html(segments.parts[2]);
  const bool fits = section.size() == 6 && all_of(section.substr(0, 2), is_letter) &&
                    all_of(section.substr(2), is_number) && story.size() == 6 &&
                    ascii::to_upper(story[0]) == 'S' && all_of(story.substr(1), is_number);
  if (!fits) return std::nullopt;
  return fmt::format("/stories/{}/{}", ascii::upper(section), ascii::upper(story));
}

// WikiLeaks and mirrors: /cable/2009/12/09BERLIN1167.html, with or without ".html"
std::optional<std::string> wikileaks_cable(const Segments& segments) {
  if (segments.count != 4 || segments.parts[0] != "cable") return std::nullopt;
  const std::string_view year = segments.parts[1];
  const std::string_view month = segments.parts[2];
  const std::string_view id = without_html(segments.parts[3]);
  const bool fits = year.size() == 4 && all_of(year, is_number) && month.size() == 2 &&
                    all_of(month, is_number) && !id.empty();
  if (!fits) return std::nullopt;
  return fmt::format("/cable/{}/{}/{}", year, month, id);
}

std::string folded_host(const Url& url, const UrlKeyRules& rules) {
  std::string_view host = url.host();
  const auto alias = std::ranges::find_if(
      rules.host_aliases, [&](const auto& pair) { return ascii::iequals(pair.first, host); });
  if (alias != rules.host_aliases.end()) host = alias->second;
  if (host.ends_with('.')) host.remove_suffix(1);
  if (ascii::istarts_with(host, "www.")) host.remove_prefix(4);
  std::string out = ascii::lower(host);
  // A port in the origin is one that the scheme does not have of itself.
  const bool usual_port = url.origin().size() == url.scheme().size() + 3 + url.host().size();
  if (!usual_port) out += fmt::format(":{}", url.port());
  return out;
}

std::string key_of_page(const Url& url, const UrlKeyRules& rules) {
  const std::string page = without_path_sessions(url.path());
  std::string_view path = page;
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::string key = folded_host(url, rules);
  if (const std::optional<Segments> segments = split(path)) {
    if (const auto story = scoop_story(*segments)) return key + *story;
    if (const auto cable = wikileaks_cable(*segments)) return key + *cable;
  }
  std::vector<std::string_view> parameters = kept_parameters(url.query(), rules);
  std::ranges::sort(parameters);
  key += path == "/" ? "" : path;
  return key + joined(parameters);
}

}  // namespace

std::optional<Url> wayback_target(const Url& url) {
  const std::optional<WaybackPath> path = read_wayback(url, url.target());
  if (!path) return std::nullopt;
  Result<Url> target = Url::parse(path->target);
  if (!target) return std::nullopt;
  return std::move(*target);
}

Url canonical_for_frontier(const Url& url, const UrlKeyRules& rules) {
  const std::string whole = url.target();
  std::string target;
  if (const std::optional<WaybackPath> wayback = read_wayback(url, whole)) {
    // The parameters are the archived page's: they are part of the archive's name for it.
    target = fmt::format("/web/{}id_/{}", wayback->stamp, wayback->target);
  } else {
    target = without_path_sessions(url.path());
    target += joined(kept_parameters(url.query(), rules));
  }
  if (target == whole) return url;
  Result<Url> rewritten = Url::parse(url.origin() + target);
  return rewritten.value_or(url);
}

std::string story_key(const Url& url, const UrlKeyRules& rules) {
  Url page = url;
  for (int depth = 0; depth < kMaxWaybackNesting; ++depth) {
    std::optional<Url> target = wayback_target(page);
    if (!target) break;
    page = std::move(*target);
  }
  return key_of_page(page, rules);
}

}  // namespace cabled
