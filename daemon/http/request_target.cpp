#include "daemon/http/request_target.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// How a form sends a space in its query.
enum class Plus { kIsPlus, kIsSpace };

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }

std::optional<std::string> decoded(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::kIsSpace) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_value(text[i + 2]);
      if (low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_valid_utf8(out)) return std::nullopt;
  return out;
}

bool climbs(std::string_view path) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

std::optional<QueryParameters> read_query(std::string_view text) {
  QueryParameters query;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals), Plus::kIsSpace);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::kIsSpace);
    // PostgreSQL takes no NUL, and no form sends one.
    if (!name || !value || name->find('\0') != std::string::npos ||
        value->find('\0') != std::string::npos) {
      return std::nullopt;
    }
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

/// Takes "http://authority" from the front of an absolute address.
std::string_view take_authority(std::string_view& target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!ascii::istarts_with(target, scheme)) continue;
    const std::string_view rest = target.substr(scheme.size());
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    target = rest.substr(authority.size());
    return authority;
  }
  return {};
}

}  // namespace

std::optional<RequestTarget> read_target(std::string_view target) {
  const auto must_be_escaped = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7f || c == '#';
  };
  if (std::ranges::any_of(target, must_be_escaped)) return std::nullopt;
  RequestTarget read;
  const bool is_absolute = !target.starts_with('/');
  read.authority = take_authority(target);
  if (is_absolute && read.authority.empty()) return std::nullopt;
  const std::size_t mark = std::min(target.find('?'), target.size());
  const std::string_view path = target.substr(0, mark);
  auto decoded_path = decoded(path.empty() ? "/" : path, Plus::kIsPlus);
  auto query = read_query(target.substr(std::min(mark + 1, target.size())));
  if (!decoded_path || !query || climbs(*decoded_path) ||
      std::ranges::any_of(*decoded_path, is_control)) {
    return std::nullopt;
  }
  read.path = std::move(*decoded_path);
  read.query = std::move(*query);
  return read;
}

}  // namespace cabled
