#include "parsers/telegram/plain_characters.h"

#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// U+2028, U+2029, U+0085 stand for line ends in some copies; U+00A0 for a blank.
std::string_view plain_form(std::string_view rest) {
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return "\n";
  if (rest.starts_with("\xC2\x85")) return "\n";
  if (rest.starts_with("\xC2\xA0")) return " ";
  return {};
}

bool backslash_ends_line(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  while (next < text.size() && (text[next] == ' ' || text[next] == '\r')) ++next;
  return next == text.size() || text[next] == '\n';
}

}  // namespace

std::string plain_characters(std::string_view text) {
  const auto may_change = [](char c) {
    return (c == '\r') | (c == '\\') | (static_cast<unsigned char>(c) >= 0x80);
  };
  if (!ascii::any_byte(text, may_change)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view plain) {
    out += text.substr(copied, at - copied);
    out += plain;
    copied = at + length;
    return copied;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\r' || (c == '\\' && backslash_ends_line(text, at))) {
      at = replace(at, 1, "");
    } else if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
    } else if (text.substr(at, 2) == "\xC2\xB6") {
      at = replace(at, 2, "");
    } else if (const auto plain = plain_form(text.substr(at)); !plain.empty()) {
      at = replace(at, c == '\xC2' ? 2 : 3, plain);
    } else {
      ++at;
    }
  }
  out += text.substr(copied);
  return out;
}

}  // namespace cabled
