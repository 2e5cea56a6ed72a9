#include "parsers/web/content_type.h"

#include <algorithm>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Takes a quoted string, whose opening quote is passed, off the front of `rest`.
std::string take_quoted(std::string_view& rest) {
  std::string out;
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    out += rest.front();
    rest.remove_prefix(1);
  }
  return out;
}

// Takes the value of a parameter and all up to the next ';' off the front of `rest`.
std::string take_value(std::string_view& rest) {
  std::string value;
  while (!rest.empty() && ascii::is_space(rest.front())) rest.remove_prefix(1);
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    value = take_quoted(rest);
  } else {
    value = ascii::trim(rest.substr(0, rest.find(';')));
    // Written by hand often enough, as in meta elements.
    if (value.size() >= 2 && value.front() == '\'' && value.back() == '\'') {
      value = value.substr(1, value.size() - 2);
    }
  }
  rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  return value;
}

bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         std::ranges::none_of(text, [](char c) {
           return ascii::is_space(c) || static_cast<unsigned char>(c) < 0x20 || c == ',' ||
                  c == '"';
         });
}

}  // namespace

ContentType read_content_type(std::string_view value) {
  ContentType result;
  std::string_view rest = value;
  const std::string type = ascii::lower(ascii::trim(rest.substr(0, rest.find(';'))));
  if (is_media_type(type)) result.type = type;
  rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the ';'
    const std::size_t end = std::min(rest.find_first_of("=;"), rest.size());
    const std::string_view name = ascii::trim(rest.substr(0, end));
    rest.remove_prefix(end);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    const std::string text = take_value(rest);
    if (result.charset.empty() && ascii::iequals(name, "charset"))
      result.charset = ascii::trim(text);
  }
  return result;
}

}  // namespace cabled
