#include "daemon/serve/html/address.h"

#include <algorithm>

#include "parsers/model/ascii.h"

namespace cabled::serve {
namespace {

// RFC 3986, section 2.3, and what `also` allows.
std::string encoded(std::string_view text, std::string_view also) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
        also.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace

Address::Address(std::string_view path, QueryParameters query)
    : path_(encoded(path, "/")), query_(std::move(query)) {}

Address Address::below(std::string_view segment) const {
  Address out = *this;
  if (!out.path_.ends_with('/')) out.path_ += '/';
  out.path_ += encoded(segment, "");
  return out;
}

Address Address::without(std::string_view name) const {
  Address out = *this;
  std::erase_if(out.query_, [&](const auto& parameter) { return parameter.first == name; });
  return out;
}

Address Address::with(std::string_view name, std::string_view value) const {
  Address out = without(name);
  out.query_.emplace_back(name, value);
  return out;
}

Address Address::at(std::string_view fragment) const {
  Address out = *this;
  out.fragment_ = encoded(fragment, "");
  return out;
}

std::string Address::text(std::string_view base_path) const {
  std::string out(base_path);
  out += path_;
  char separator = '?';
  for (const auto& [name, value] : query_) {
    out += separator + encoded(name, "") + '=' + encoded(value, ":/,");
    separator = '&';
  }
  if (!fragment_.empty()) out += '#' + fragment_;
  return out;
}

}  // namespace cabled::serve
