#include "parsers/html/query_charset.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "parsers/html/charset_labels.h"
#include "parsers/html/legacy_charset.h"

namespace cabled {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// ICU's converter for writing; null for what is written as UTF-8. Of two charsets browsers write
/// less than they read: of gbk no four bytes, of big5 no characters of Hong Kong.
const char* encoder_of(std::string_view charset) {
  if (charset == "windows-1252") return "windows-1252";
  if (charset == "gbk") return "windows-936";
  if (charset == "big5") return "windows-950-2000";
  const Encoding* encoding = encoding_of_label(charset);
  return encoding == nullptr ? nullptr : encoding->icu_name;
}

std::size_t length_of_character(std::string_view utf8) {
  std::size_t length = 1;
  while (length < utf8.size() && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80) {
    ++length;
  }
  return length;
}

char32_t code_point(std::string_view character) {
  static constexpr unsigned kFirstBits[] = {0x7F, 0x7F, 0x1F, 0x0F, 0x07};
  const auto first = static_cast<unsigned char>(character.front());
  char32_t code = first & kFirstBits[std::min<std::size_t>(character.size(), 4)];
  for (const char c : character.substr(1))
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return code;
}

void append_escaped(std::string& out, std::string_view bytes) {
  static constexpr std::string_view kEscaped = "\"#<>'%";
  for (const char c : bytes) {
    const bool bare = c > ' ' && c <= '~' && kEscaped.find(c) == std::string_view::npos;
    if (bare) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

void append_run(std::string& out, std::string_view run, const char* encoder) {
  if (const auto bytes = encode_legacy(run, encoder)) return append_escaped(out, *bytes);
  while (!run.empty()) {
    const std::string_view character = run.substr(0, length_of_character(run));
    if (const auto bytes = encode_legacy(character, encoder)) {
      append_escaped(out, *bytes);
    } else {
      out += fmt::format("%26%23{}%3B", static_cast<unsigned>(code_point(character)));
    }
    run.remove_prefix(character.size());
  }
}

}  // namespace

std::string with_query_in_charset(std::string_view reference, std::string_view charset) {
  const std::size_t fragment = std::min(reference.find('#'), reference.size());
  const std::size_t mark = std::min(reference.find('?'), fragment);
  std::string_view query = reference.substr(mark, fragment - mark);
  const bool needs_none = std::ranges::all_of(query, is_ascii);
  const char* const encoder = needs_none ? nullptr : encoder_of(charset);
  if (encoder == nullptr) return std::string(reference);
  std::string out(reference.substr(0, mark));
  while (!query.empty()) {
    const bool plain = is_ascii(query.front());
    const auto end = std::ranges::find_if(query, [&](char c) { return is_ascii(c) != plain; });
    const std::string_view run = query.substr(0, static_cast<std::size_t>(end - query.begin()));
    if (plain) {
      out += run;
    } else {
      append_run(out, run, encoder);
    }
    query.remove_prefix(run.size());
  }
  return out.append(reference.substr(fragment));
}

}  // namespace cabled
