#include "parsers/html/certain_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "parsers/html/entities.h"
#include "parsers/html/entity_names.h"
#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// "&#1114111;" and no reference is longer but names, of which those known have 8 letters at most.
constexpr std::size_t kLongestReference = 10;

constexpr auto kIsHigh = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };

// Noncharacters: Gumbo puts U+FFFD in their place.
bool holds_replaced(std::string_view text) {
  if (!ascii::any_byte(text, kIsHigh)) return false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    // U+FDD0 and U+FFFE lie in these rows, with others that are not worth telling apart.
    if (lead == 0xEF && (next == 0xB7 || next == 0xBF)) return true;
    if (lead >= 0xF0) return true;
  }
  return false;
}

bool is_certain_number(std::string_view digits) {
  if (digits.empty()) return false;
  const bool hex = ascii::to_lower(digits[0]) == 'x';
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 6) return false;
  std::uint32_t value = 0;
  for (const char c : digits) {
    const char lower = ascii::to_lower(c);
    const bool letter = hex && lower >= 'a' && lower <= 'f';
    if (!ascii::is_digit(c) && !letter) return false;
    value =
        value * (hex ? 16U : 10U) + static_cast<std::uint32_t>(letter ? lower - 'a' + 10 : c - '0');
  }
  if (value == '\t' || value == '\n') return true;
  return (value >= 0x20 && value < 0x7F) || (value >= 0xA0 && value < 0xD800) ||
         (value >= 0xE000 && value < 0xFDD0);
}

// `rest` begins with '&'.
bool is_certain_reference(std::string_view rest) {
  if (rest.size() == 1 || markup::is_space(rest[1]) || rest[1] == '&') return true;
  if (rest[1] == '#') {
    const std::size_t end = rest.substr(0, kLongestReference).find(';');
    return end != std::string_view::npos && is_certain_number(rest.substr(2, end - 2));
  }
  std::size_t end = 1;
  while (end < rest.size() && ascii::is_alnum(rest[end])) ++end;
  const bool closed = end < rest.size() && rest[end] == ';';
  // Names without ';' are those of HTML 4, which are all known.
  return !closed || find_entity(rest.substr(1, end - 1)) != nullptr;
}

}  // namespace

std::optional<CertainText> certain_text(std::string_view run) {
  const auto is_uncertain = [](char c) { return kIsHigh(c) | (c == '&'); };
  if (!ascii::any_byte(run, is_uncertain)) return CertainText{true, {}};
  if (holds_replaced(run)) return std::nullopt;
  std::size_t at = markup::find_char(run, '&', 0);
  if (at == run.size()) return CertainText{true, {}};
  for (; at < run.size(); at = markup::find_char(run, '&', at + 1)) {
    if (!is_certain_reference(run.substr(at))) return std::nullopt;
  }
  return CertainText{false, decode_entities(run, EntityPlace::kText)};
}

}  // namespace cabled
