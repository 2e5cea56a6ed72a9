#include "parsers/dump/wide_text.h"

#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr char32_t kMark = 0xFEFF;
constexpr char32_t kReplacement = 0xFFFD;

char32_t unit_at(std::string_view bytes, std::size_t at, WideForm form) {
  char32_t unit = 0;
  for (std::size_t i = 0; i < form.unit; ++i) {
    const std::size_t place = form.is_big_endian ? i : form.unit - 1 - i;
    unit = (unit << 8U) | static_cast<unsigned char>(bytes[at + place]);
  }
  return unit;
}

/// Whether the first units are all plain characters of ASCII.
bool begins_in_ascii(std::string_view head, WideForm form) {
  static constexpr std::size_t kUnits = 4;
  if (head.size() < kUnits * form.unit) return false;
  for (std::size_t i = 0; i < kUnits; ++i) {
    const char32_t unit = unit_at(head, i * form.unit, form);
    if (unit >= 0x7F || (unit < 0x20 && unit != '\n' && unit != '\r' && unit != '\t')) return false;
  }
  return true;
}

}  // namespace

std::optional<WideForm> wide_form(std::string_view head) {
  for (const WideForm form : {WideForm{4, false}, {4, true}, {2, false}, {2, true}}) {
    const bool has_mark = head.size() >= form.unit && unit_at(head, 0, form) == kMark;
    if (has_mark || begins_in_ascii(head, form)) return form;
  }
  return std::nullopt;
}

std::string WideText::push(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!rest_.empty() && rest_.size() < form_.unit && !bytes.empty()) {
    rest_ += bytes.front();
    bytes.remove_prefix(1);
  }
  if (rest_.size() == form_.unit) {
    take(unit_at(rest_, 0, form_), out);
    rest_.clear();
  }
  const std::size_t whole = bytes.size() - bytes.size() % form_.unit;
  for (std::size_t at = 0; at < whole; at += form_.unit) take(unit_at(bytes, at, form_), out);
  rest_ += bytes.substr(whole);
  return out;
}

std::string WideText::finish() {
  std::string out;
  if (high_ != 0 || !rest_.empty()) append_utf8(out, kReplacement);
  high_ = 0;
  rest_.clear();
  return out;
}

void WideText::take(char32_t unit, std::string& out) {
  const bool is_mark = is_at_start_ && unit == kMark;
  is_at_start_ = false;
  if (is_mark) return;
  const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_ != 0) {
    const char32_t high = high_;
    high_ = 0;
    if (is_low) return append_utf8(out, 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00));
    append_utf8(out, kReplacement);
  }
  if (form_.unit == 2 && unit >= 0xD800 && unit <= 0xDBFF) {
    high_ = unit;
    return;
  }
  append_utf8(out, unit);
}

}  // namespace cabled
