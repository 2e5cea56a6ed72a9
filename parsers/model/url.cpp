#include "parsers/model/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <clocale>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

// What Apache and nginx take as a request line by default; longer ones are traps or mistakes.
constexpr std::size_t kMaxUrlBytes = 8192;
// RFC 1035 section 2.3.4, in its presentation form.
constexpr std::size_t kMaxHostBytes = 253;
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxShownBytes = 200;

struct CurlRelease {
  void operator()(CURLU* handle) const noexcept { curl_url_cleanup(handle); }
  void operator()(char* text) const noexcept { curl_free(text); }
};
using CurlUrl = std::unique_ptr<CURLU, CurlRelease>;
using CurlText = std::unique_ptr<char, CurlRelease>;

// The URL as it may be said in a message: without userinfo, which may hold a password, and short.
std::string shown(std::string_view text) {
  const std::size_t slashes = text.find("//");
  const std::size_t start = slashes == std::string_view::npos ? 0 : slashes + 2;
  const std::size_t at = text.substr(0, text.find_first_of("/?#", start)).rfind('@');
  std::string out(text.substr(0, start));
  out += text.substr(at == std::string_view::npos || at < start ? start : at + 1);
  if (out.size() > kMaxShownBytes) out.replace(kMaxShownBytes, std::string::npos, "...");
  return out;
}

constexpr bool is_control_or_blank(char c) noexcept {
  return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
}

constexpr bool is_control(char c) noexcept { return is_control_or_blank(c) && c != ' '; }

std::string_view trim_as_browsers_do(std::string_view text) noexcept {
  while (!text.empty() && is_control_or_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_control_or_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The scheme without its colon, or "" (RFC 3986 section 3.1).
std::string_view scheme_of(std::string_view text) noexcept {
  if (text.empty() || !ascii::is_alpha(text.front())) return {};
  const auto end = std::ranges::find_if_not(
      text, [](char c) { return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  if (end == text.end() || *end != ':') return {};
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

CurlUrl make_curl_url() {
  CurlUrl handle(curl_url());
  if (!handle) throw std::bad_alloc();  // its only failure
  return handle;
}

std::optional<std::string> get_part(CURLU* handle, CURLUPart part, unsigned flags) {
  char* raw = nullptr;
  if (curl_url_get(handle, part, &raw, flags) != CURLUE_OK) return std::nullopt;
  const CurlText text(raw);
  return std::string(text.get());
}

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr bool is_host_character(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
}

// The host in punycode, or nullopt when it is none.
//
// curl hands it to libidn2 in the locale's charset; a locale of this thread alone makes the answer
// the same whatever the process has set. The whole URL is asked for, not the host, because curl
// 7.88 leaks the host each time its conversion fails.
std::optional<std::string> punycode(const std::string& host) {
  static const locale_t kUtf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  static constexpr std::string_view kStart = "http://";
  const CurlUrl handle = make_curl_url();
  const std::string text = fmt::format("{}{}/", kStart, host);
  if (kUtf8 == nullptr || host.find('%') != std::string::npos ||
      curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
    return std::nullopt;
  }
  const locale_t before = uselocale(kUtf8);
  std::optional<std::string> url = get_part(handle.get(), CURLUPART_URL, CURLU_PUNYCODE);
  uselocale(before);
  if (!url || !url->starts_with(kStart) || !url->ends_with('/')) return std::nullopt;
  std::string name = url->substr(kStart.size(), url->size() - kStart.size() - 1);
  if (!std::ranges::all_of(name, is_host_character)) return std::nullopt;
  return name;
}

bool is_dotted_quad(std::string_view host) noexcept {
  int parts = 0;
  for (bool more = true; more; ++parts) {
    const std::size_t dot = host.find('.');
    const std::string_view part = host.substr(0, dot);
    more = dot != std::string_view::npos;
    host.remove_prefix(more ? dot + 1 : host.size());
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    const bool good = error == std::errc() && end == part.data() + part.size() && value <= 255 &&
                      part.front() != '-' && (part.size() == 1 || part.front() != '0');
    if (!good) return false;
  }
  return parts == 4;
}

// WHATWG: a host whose last label is a number is an IPv4 address or nothing. curl leaves a number
// that it cannot read as a name, and a resolver may read it otherwise.
bool is_good_name(std::string_view host) noexcept {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.size() > kMaxHostBytes) return false;
  if (!std::ranges::all_of(host, is_host_character)) return false;
  std::string_view label;
  for (std::string_view rest = host;; rest.remove_prefix(label.size() + 1)) {
    label = rest.substr(0, rest.find('.'));
    if (label.empty() || label.size() > kMaxLabelBytes) return false;
    if (label.size() == rest.size()) break;
  }
  const bool hexadecimal =
      label.starts_with("0x") &&
      std::ranges::all_of(label.substr(2), [](char c) { return hex_value(c) >= 0; });
  const bool numeric = hexadecimal || std::ranges::all_of(label, ascii::is_digit);
  return !numeric || is_dotted_quad(host);
}

constexpr bool is_printable(char c) noexcept { return c >= ' ' && c <= '~'; }

// Whether nothing in a path and query is for anyone to interpret: no escapes, no dot segments, no
// backslash, nothing but what RFC 3986 lets stand there.
bool is_plain_target(std::string_view target) noexcept {
  static constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i) plain[i] = ascii::is_alnum(static_cast<char>(i));
    for (const char c : {'-', '_', '.', '~', '/', '?', '=', '&', '+', ',', ';'}) {
      plain[static_cast<unsigned char>(c)] = true;
    }
    return plain;
  }();
  const bool plain =
      std::ranges::all_of(target, [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
  return plain && target.find("/.") == std::string_view::npos;
}

// The host in lower case, or nullopt when it is none. "1.2.3.4." is the address without the dot.
std::optional<std::string> good_host(CURLU* handle, std::string host) {
  std::ranges::transform(host, host.begin(), ascii::to_lower);
  if (host.starts_with('[')) {
    // A zone names an interface of this machine.
    if (get_part(handle, CURLUPART_ZONEID, 0)) return std::nullopt;
    return host;
  }
  if (!is_good_name(host)) return std::nullopt;
  if (host.ends_with('.') && is_dotted_quad(std::string_view(host).substr(0, host.size() - 1))) {
    host.pop_back();
  }
  return host;
}

struct Parts {
  std::string host;
  int port;
  std::string path;
  std::string query;
};

// What curl says of a URL, in the words of this file.
std::string_view fault_of(CURLUcode code) noexcept {
  switch (code) {
    case CURLUE_BAD_PORT_NUMBER:
      return "no usable port in URL";
    case CURLUE_NO_HOST:
      return "no host in URL";
    case CURLUE_BAD_HOSTNAME:
    case CURLUE_BAD_IPV6:
      return "no usable host in URL";
    default:
      return "malformed URL";
  }
}

// `text` is absolute and its scheme is known to be http or https.
Result<Parts> split(const std::string& text) {
  const CurlUrl handle = make_curl_url();
  const CURLUcode code =
      curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), CURLU_ALLOW_SPACE | CURLU_PATH_AS_IS);
  if (code != CURLUE_OK) return fail(ErrorKind::kInvalid, "{} '{}'", fault_of(code), shown(text));
  const bool credentials = get_part(handle.get(), CURLUPART_USER, 0).has_value() ||
                           get_part(handle.get(), CURLUPART_PASSWORD, 0).has_value();
  if (credentials) return fail(ErrorKind::kRefused, "credentials in URL '{}'", shown(text));

  std::optional<std::string> host = get_part(handle.get(), CURLUPART_HOST, 0);
  const std::string port = get_part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
  std::string path = get_part(handle.get(), CURLUPART_PATH, 0).value_or("/");
  std::string query = get_part(handle.get(), CURLUPART_QUERY, 0).value_or("");
  if (host && !is_ascii(*host)) {
    host = punycode(*host);
    if (host) {
      // The mapping may have made an address of it ("①27.0.0.1"): curl judges the outcome afresh.
      const std::string origin = fmt::format("{}://{}:{}", scheme_of(text), *host, port);
      return split(origin + path + (query.empty() ? "" : "?" + query));
    }
  }
  if (host) host = good_host(handle.get(), std::move(*host));
  if (!host) return fail(ErrorKind::kInvalid, "no usable host in URL '{}'", shown(text));

  int number = 0;
  std::from_chars(port.data(), port.data() + port.size(), number);
  if (number <= 0) return fail(ErrorKind::kInvalid, "no usable port in URL '{}'", shown(text));
  return Parts{std::move(*host), number, std::move(path), std::move(query)};
}

constexpr bool is_tab_or_newline(char c) noexcept { return c == '\t' || c == '\n' || c == '\r'; }

/// A reference as browsers take it (URL standard, 4.4): tabs and line ends are left out,
/// backslashes before query and fragment are slashes; after http: or https: stand as many slashes
/// as two, except that the scheme of the page itself, with fewer, says nothing: "http:/x" and
/// "http:x" are "/x" and "x" there.
std::string as_browsers_take_it(std::string_view reference, std::string_view page_scheme) {
  std::string text(reference);
  std::erase_if(text, is_tab_or_newline);
  const std::size_t end = std::min(text.find_first_of("?#"), text.size());
  std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
  const std::string scheme = ascii::lower(scheme_of(text));
  if (!scheme.empty() && scheme != "http" && scheme != "https") return text;
  const std::size_t start = scheme.empty() ? 0 : scheme.size() + 1;
  const std::size_t slashes = std::min(text.find_first_not_of('/', start), text.size()) - start;
  if (scheme.empty()) return slashes > 2 ? text.substr(slashes - 2) : text;
  if (slashes >= 2 || scheme != page_scheme) {
    return scheme + "://" + text.substr(start + slashes);
  }
  // What follows may look as if it had a scheme in its turn.
  const std::string rest = text.substr(start);
  return scheme_of(rest).empty() ? rest : "./" + rest;
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
  text = trim_as_browsers_do(text);
  if (text.size() > kMaxUrlBytes) {
    return fail(ErrorKind::kInvalid, "URL of {} bytes, more than {}", text.size(), kMaxUrlBytes);
  }
  if (std::ranges::any_of(text, is_control)) {
    return fail(ErrorKind::kInvalid, "control character in URL '{}'", shown(text));
  }
  const std::string scheme = ascii::lower(scheme_of(text));
  if (scheme.empty()) return fail(ErrorKind::kInvalid, "no scheme in URL '{}'", shown(text));
  if (scheme != "http" && scheme != "https") {
    return fail(ErrorKind::kRefused, "scheme '{}' in URL '{}'", scheme, shown(text));
  }
  // curl takes one to three slashes.
  const std::string_view rest = text.substr(scheme.size() + 1);
  if (!rest.starts_with("//") || rest.starts_with("///")) {
    return fail(ErrorKind::kInvalid, "no host in URL '{}'", shown(text));
  }
  Result<Parts> parts = split(std::string(text));
  if (!parts) return tl::unexpected(std::move(parts.error()));

  Url url;
  url.scheme_ = scheme;
  url.host_ = std::move(parts->host);
  url.port_ = parts->port;
  url.origin_ = scheme + "://" + url.host_;
  if (url.port_ != (scheme == "https" ? 443 : 80)) url.origin_ += ":" + std::to_string(url.port_);
  url.path_ = remove_dot_segments(normalize_escapes(parts->path));
  url.query_ = normalize_escapes(parts->query);
  url.text_ = url.origin_ + url.target();
  if (url.text_.size() > kMaxUrlBytes) {
    return fail(ErrorKind::kInvalid, "URL of {} bytes, more than {}", url.text_.size(),
                kMaxUrlBytes);
  }
  return url;
}

// Most links of a page lead to its own site and hold nothing to decode or to judge: what parse()
// would make of them is known, at a tenth of the cost.
std::optional<Url> Url::resolve_plain(std::string_view reference) const {
  if (origin_.size() + reference.size() > kMaxUrlBytes) return std::nullopt;
  if (reference.starts_with(origin_)) reference.remove_prefix(origin_.size());
  const std::size_t fragment = std::min(reference.find('#'), reference.size());
  if (!std::ranges::all_of(reference.substr(fragment), is_printable)) return std::nullopt;
  reference = reference.substr(0, fragment);
  const bool is_target = reference.size() > 1 && reference[0] == '/' && reference[1] != '/';
  if (!is_target || !is_plain_target(reference)) return std::nullopt;
  const std::size_t mark = reference.find('?');
  Url url = *this;
  url.path_ = reference.substr(0, mark);
  url.query_ = mark == std::string_view::npos ? "" : reference.substr(mark + 1);
  url.text_ = origin_ + url.target();
  return url;
}

Result<Url> Url::resolve(std::string_view reference) const {
  reference = trim_as_browsers_do(reference);
  if (std::optional<Url> plain = resolve_plain(reference)) return std::move(*plain);
  const std::string taken = as_browsers_take_it(reference, scheme_);
  reference = taken;
  if (!scheme_of(reference).empty()) return parse(reference);
  if (reference.empty() || reference.front() == '#') return *this;

  // RFC 3986 section 5.2.2; the merged text goes through parse() like any other.
  std::string merged;
  merged.reserve(text_.size() + reference.size());
  if (reference.starts_with("//")) {
    merged = scheme_ + ':';
  } else if (reference.front() == '/') {
    merged = origin_;
  } else if (reference.front() == '?') {
    merged = origin_ + path_;
  } else {
    merged = origin_ + path_.substr(0, path_.rfind('/') + 1);
  }
  merged += reference;
  return parse(merged);
}

}  // namespace cabled
