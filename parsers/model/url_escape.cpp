#include "parsers/model/url_escape.h"

#include <algorithm>
#include <array>

namespace cabled {
namespace {

constexpr bool is_unreserved(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// RFC 3986's path and query characters, and the square brackets, which no browser escapes.
constexpr auto kKeptInPath = [] {
  std::array<bool, 256> kept{};
  for (unsigned c = 0; c < 128; ++c) kept[c] = is_unreserved(static_cast<char>(c));
  constexpr std::string_view kOthers = "!$&'()*+,;=:@/[]";
  for (const char c : kOthers) kept[static_cast<unsigned char>(c)] = true;
  return kept;
}();

void append_escaped(std::string& out, char c) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 15U];
}

}  // namespace

std::string normalize_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escape = c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (escape) {
      const auto byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      if (is_unreserved(byte)) {
        out += byte;
      } else {
        append_escaped(out, byte);
      }
      i += 2;
    } else if (c == '?' || kKeptInPath[static_cast<unsigned char>(c)]) {
      out += c;
    } else {
      append_escaped(out, c);
    }
  }
  return out;
}

std::string remove_dot_segments(std::string path) {
  if (path.find("/.") == std::string::npos) return path;
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size();) {
    const std::size_t end = std::min(path.find('/', i + 1), path.size());
    const std::string_view segment = std::string_view(path).substr(i, end - i);
    const bool up = segment == "/..";
    if (up) out.resize(out.empty() ? 0 : out.rfind('/'));
    if (!up && segment != "/.") {
      out += segment;
    } else if (end == path.size()) {
      out += '/';
    }
    i = end;
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

}  // namespace cabled
