#include "parsers/model/utf8_text.h"

#include <cstdint>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct SequenceRule {
  std::size_t length;  // 0: not a lead byte
  std::uint8_t second_low;
  std::uint8_t second_high;
};

// Unicode 15, table 3-7: the lead byte fixes the length and the range of the second byte.
constexpr SequenceRule rule_for(std::uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// How many bytes of the sequence at `i` are as they should be; `complete` says whether all are.
struct Sequence {
  std::size_t good;
  bool complete;
};

Sequence read_sequence(std::string_view text, std::size_t i) noexcept {
  const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(text[k]); };
  const SequenceRule rule = rule_for(byte(i));
  if (rule.length == 0) return {1, false};
  for (std::size_t k = 1; k < rule.length; ++k) {
    if (i + k >= text.size()) return {k, false};
    const std::uint8_t low = k == 1 ? rule.second_low : 0x80;
    const std::uint8_t high = k == 1 ? rule.second_high : 0xBF;
    if (byte(i + k) < low || byte(i + k) > high) return {k, false};
  }
  return {rule.length, true};
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) noexcept {
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  std::size_t i = 0;
  while (true) {
    i = ascii::find_rare_byte(text, i, is_high);
    if (i >= text.size()) return text.size();
    const Sequence sequence = read_sequence(text, i);
    if (!sequence.complete) return i;
    i += sequence.good;
  }
}

Utf8Text Utf8Text::sanitized(std::string bytes) {
  if (bytes.find('\0') == std::string::npos && is_valid_utf8(bytes)) {
    return Utf8Text(std::move(bytes));
  }
  std::string out;
  out.reserve(bytes.size() + 16);
  for (std::size_t i = 0; i < bytes.size();) {
    const Sequence sequence = read_sequence(bytes, i);
    if (sequence.complete && bytes[i] != '\0') {
      out.append(bytes, i, sequence.good);
    } else {
      out += kReplacement;
    }
    i += sequence.good;
  }
  return Utf8Text(std::move(out));
}

std::size_t character_begin(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    out += kReplacement;
  } else if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace cabled
