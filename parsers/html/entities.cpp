#include "parsers/html/entities.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "parsers/html/entity_names.h"
#include "parsers/html/windows1252.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// A reference read: what it stands for, and how many bytes it takes with its '&'.
struct CharacterReference {
  char32_t code_point;
  std::size_t length;
};

int digit_value(char c, int base) {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// U+0080 to U+009F mean what these bytes are in windows-1252 (HTML standard, 13.2.5.80).
char32_t corrected(char32_t code_point) {
  if (code_point == 0) return 0xFFFD;
  return code_point >= 0x80 && code_point < 0xA0
             ? windows1252_code_point(static_cast<unsigned char>(code_point))
             : code_point;
}

std::optional<CharacterReference> read_number(std::string_view text) {
  const bool is_hex = text.size() > 2 && ascii::to_lower(text[2]) == 'x';
  const int base = is_hex ? 16 : 10;
  const std::size_t start = is_hex ? 3 : 2;
  char32_t value = 0;
  std::size_t at = start;
  for (; at < text.size(); ++at) {
    const int digit = digit_value(text[at], base);
    if (digit < 0) break;
    // Kept above the last code point rather than let to wrap.
    value = std::min<char32_t>(value * static_cast<char32_t>(base) + static_cast<char32_t>(digit),
                               0x110000);
  }
  if (at == start) return std::nullopt;
  if (at < text.size() && text[at] == ';') ++at;
  return CharacterReference{corrected(value), at};
}

std::optional<CharacterReference> read_name(std::string_view text, EntityPlace place) {
  static constexpr std::size_t kLongestName = 8;
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && ascii::is_alnum(text[end])) ++end;
  const bool closed = end < text.size() && text[end] == ';';
  if (const EntityName* entity = find_entity(text.substr(1, end - 1))) {
    if (closed) return CharacterReference{entity->code_point, end + 1};
  }
  const bool in_url = place == EntityPlace::kAttribute;
  if (in_url && end < text.size() && text[end] == '=') return std::nullopt;
  // In text "&copyright" begins with a name; in an attribute the whole word must be one.
  for (std::size_t length = end; length > 1; --length) {
    const EntityName* entity = find_entity(text.substr(1, length - 1));
    if (entity != nullptr && entity->bare) return CharacterReference{entity->code_point, length};
    if (in_url) break;
  }
  return std::nullopt;
}

}  // namespace

std::string decode_entities(std::string_view text, EntityPlace place) {
  std::string out;
  std::size_t copied = 0;
  std::size_t at = 0;
  while ((at = text.find('&', at)) != std::string_view::npos) {
    const std::string_view rest = text.substr(at);
    const auto reference =
        rest.size() > 1 && rest[1] == '#' ? read_number(rest) : read_name(rest, place);
    if (!reference) {
      ++at;
      continue;
    }
    out += text.substr(copied, at - copied);
    append_utf8(out, reference->code_point);
    at += reference->length;
    copied = at;
  }
  out += text.substr(copied);
  return out;
}

std::string with_bounded_numbers(std::string html) {
  static constexpr std::string_view kReplacement = "&#xFFFD;";
  static constexpr char32_t kLastCodePoint = 0x10FFFF;
  std::string out;
  std::size_t copied = 0;
  std::size_t at = html.find("&#");
  for (; at != std::string::npos; at = html.find("&#", at)) {
    const auto number = read_number(std::string_view(html).substr(at));
    if (!number || number->code_point <= kLastCodePoint) {
      at += 2;
      continue;
    }
    out.append(html, copied, at - copied) += kReplacement;
    at += number->length;
    copied = at;
  }
  if (copied == 0) return html;
  out.append(html, copied);
  return out;
}

}  // namespace cabled
