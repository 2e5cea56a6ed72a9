#include "daemon/fetch/chain_cookies.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/header_fields.h"
#include "parsers/web/web_date.h"

namespace cabled {
namespace {

bool is_sendable(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

/// RFC 6265 section 5.1.4.
std::string default_path(const Url& url) {
  const std::size_t slash = url.path().rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : url.path().substr(0, slash);
}

bool path_matches(std::string_view asked, std::string_view path) {
  if (!asked.starts_with(path)) return false;
  return asked.size() == path.size() || path.ends_with('/') || asked[path.size()] == '/';
}

std::string_view take_piece(std::string_view& rest, char end) {
  const std::size_t at = std::min(rest.find(end), rest.size());
  const std::string_view piece = ascii::trim(rest.substr(0, at));
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return piece;
}

}  // namespace

ChainCookies::Cookie ChainCookies::read(const Url& url, std::string_view field,
                                        std::chrono::sys_seconds now) {
  std::string_view pair = take_piece(field, ';');
  Cookie cookie{.host = url.host(), .name = "", .value = "", .path = default_path(url)};
  if (pair.find('=') == std::string_view::npos) return cookie;
  cookie.name = take_piece(pair, '=');
  cookie.value = ascii::trim(pair);
  bool has_age = false;
  while (!field.empty()) {
    std::string_view attribute = take_piece(field, ';');
    const std::string_view name = take_piece(attribute, '=');
    const std::string_view value = ascii::trim(attribute);
    if (ascii::iequals(name, "secure")) cookie.secure = true;
    if (ascii::iequals(name, "path") && value.starts_with('/')) cookie.path = value;
    if (ascii::iequals(name, "max-age")) {
      has_age = true;
      cookie.ended = value.starts_with('-') || value == "0";
    } else if (ascii::iequals(name, "expires") && !has_age) {
      const auto end = read_http_date(value, now);
      cookie.ended = end && *end <= now;
    }
  }
  return cookie;
}

bool ChainCookies::take(const Url& url, std::string_view response_head,
                        std::chrono::sys_seconds now) {
  bool changed = false;
  while (!response_head.empty()) {
    const auto field = split_field_line(take_header_line(response_head));
    if (!field || !ascii::iequals(field->name, "set-cookie")) continue;
    Cookie cookie = read(url, field->value, now);
    const bool good = !cookie.name.empty() && is_sendable(cookie.name) &&
                      is_sendable(cookie.value) && (!cookie.secure || url.scheme() == "https");
    changed = (good && set(std::move(cookie))) || changed;
  }
  return changed;
}

bool ChainCookies::set(Cookie cookie) {
  const auto known = std::ranges::find_if(cookies_, [&](const Cookie& other) {
    return other.host == cookie.host && other.name == cookie.name && other.path == cookie.path;
  });
  if (known != cookies_.end()) {
    if (*known == cookie) return false;
    cookies_.erase(known);
    if (cookie.ended) return true;
  }
  const std::size_t size = cookie.name.size() + cookie.value.size();
  if (cookie.ended || cookies_.size() == kMaxCookies || bytes() + size > kMaxBytes) return false;
  cookies_.push_back(std::move(cookie));
  return true;
}

std::size_t ChainCookies::bytes() const {
  return std::accumulate(
      cookies_.begin(), cookies_.end(), std::size_t{0},
      [](std::size_t sum, const Cookie& c) { return sum + c.name.size() + c.value.size(); });
}

std::string ChainCookies::field_for(const Url& url) const {
  std::string field;
  for (const Cookie& cookie : cookies_) {
    const bool is_for_it = cookie.host == url.host() && path_matches(url.path(), cookie.path) &&
                           (!cookie.secure || url.scheme() == "https");
    if (!is_for_it) continue;
    if (!field.empty()) field += "; ";
    field += cookie.name + '=' + cookie.value;
  }
  return field;
}

void RedirectChains::put(RedirectChain chain) {
  const std::lock_guard lock(mutex_);
  while (by_next_.size() >= kMaxChains || order_.size() >= 2 * kMaxChains) {
    by_next_.erase(order_.front());
    order_.pop_front();
  }
  order_.push_back(chain.next);
  std::string next = chain.next;
  by_next_.insert_or_assign(std::move(next), std::move(chain));
}

RedirectChain RedirectChains::take(const std::string& url) {
  const std::lock_guard lock(mutex_);
  auto node = by_next_.extract(url);
  return node.empty() ? RedirectChain{} : std::move(node.mapped());
}

}  // namespace cabled
