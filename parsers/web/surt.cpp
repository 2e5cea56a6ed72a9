#include "parsers/web/surt.h"

#include <algorithm>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/model/url.h"

namespace cabled {
namespace {

std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(const std::vector<std::string_view>& parts, char separator) {
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

/// "www.", "www2." and the like.
std::string_view without_www(std::string_view host) {
  if (!host.starts_with("www")) return host;
  const std::size_t dot = host.find_first_not_of("0123456789", 3);
  return dot != std::string_view::npos && host[dot] == '.' ? host.substr(dot + 1) : host;
}

bool is_address(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string host_key(const Url& url) {
  const std::string_view host = without_www(url.host());
  std::vector<std::string_view> labels = split_at(host, '.');
  std::ranges::reverse(labels);
  std::string out = is_address(host) ? std::string(host) : join(labels, ',');
  // A port in the origin is one that the scheme does not have of itself.
  if (url.origin().size() != url.scheme().size() + 3 + url.host().size()) {
    out += fmt::format(":{}", url.port());
  }
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) {
      out += c;
    } else {
      out += fmt::format("%{:02x}", byte);
    }
  }
  return out;
}

}  // namespace

std::string surt_key(std::string_view uri) {
  const Result<Url> url = Url::parse(uri);
  if (!url) return without_blanks(ascii::lower(uri));
  std::string_view path = url->path();
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::string out = host_key(*url) + ')' + ascii::lower(path);
  if (!url->query().empty()) {
    const std::string query = ascii::lower(url->query());
    std::vector<std::string_view> parameters = split_at(query, '&');
    std::ranges::sort(parameters);
    out += '?' + join(parameters, '&');
  }
  return without_blanks(out);
}

}  // namespace cabled
