#include "db/sql/array_parameter.h"

#include <algorithm>
#include <cstddef>

namespace cabled::db {
namespace {

constexpr bool is_special(char c) noexcept { return c == '"' || c == '\\'; }

// Array literals quote with double quotes and escape those and backslashes (PostgreSQL 15, 8.15.6).
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto plain =
        static_cast<std::size_t>(std::ranges::find_if(text, is_special) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    out += '\\';
    out += text.front();
    text.remove_prefix(1);
  }
  out += '"';
}

}  // namespace

void ArrayParameter::separate(std::string_view item) {
  if (items_.size() > 1) items_ += ',';
  items_ += item;
}

void ArrayParameter::add(std::string_view text) {
  separate("");
  append_quoted(items_, text);
}

void ArrayParameter::add_bytes(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  separate(R"("\\x)");
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    items_ += kDigits[byte >> 4U];
    items_ += kDigits[byte & 15U];
  }
  items_ += '"';
}

void ArrayParameter::add_list(const std::vector<std::string>& texts) {
  add(std::string_view(array_literal(texts)));
}

std::string array_literal(const std::vector<std::string>& texts) {
  ArrayParameter list;
  for (const std::string& text : texts) list.add(std::string_view(text));
  return list.literal();
}

}  // namespace cabled::db
