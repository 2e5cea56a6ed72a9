#include "parsers/model/json_text.h"

#include <array>
#include <charconv>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// What stands behind the backslash: 'u' is the number of the character.
constexpr auto kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'u';
  escapes['\b'] = 'b';
  escapes['\t'] = 't';
  escapes['\n'] = 'n';
  escapes['\f'] = 'f';
  escapes['\r'] = 'r';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

}  // namespace

void JsonText::escaped(std::string_view valid) {
  const auto is_escaped = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20) | (c == '"') | (c == '\\');
  };
  std::size_t begin = 0;
  for (std::size_t i = ascii::find_byte(valid, 0, is_escaped); i < valid.size();
       i = ascii::find_byte(valid, i + 1, is_escaped)) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    const char escape = kEscapes[byte];
    text_.append(valid, begin, i - begin);
    begin = i + 1;
    text_ += '\\';
    text_ += escape;
    if (escape != 'u') continue;
    text_ += "00";
    text_ += kHexDigits[byte >> 4U];
    text_ += kHexDigits[byte & 0xFU];
  }
  text_.append(valid, begin);
}

void JsonText::string(std::string_view text) {
  text_ += '"';
  if (is_valid_utf8(text)) {
    escaped(text);
  } else {
    escaped(Utf8Text::sanitized(std::string(text)).str());
  }
  text_ += '"';
}

void JsonText::number(std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  text_.append(digits.begin(), end);
}

}  // namespace cabled
