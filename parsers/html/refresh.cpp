#include "parsers/html/refresh.h"

#include <algorithm>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Beyond a day it makes no difference.
constexpr int kLongest = 86'400;

void skip_spaces(std::string_view& text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
}

/// What is behind "url=", or all of it.
std::string_view without_name(std::string_view text) {
  if (!ascii::istarts_with(text, "url")) return text;
  std::string_view after = text.substr(3);
  skip_spaces(after);
  if (!after.starts_with('=')) return text;
  after.remove_prefix(1);
  skip_spaces(after);
  return after;
}

}  // namespace

std::optional<Refresh> read_refresh(std::string_view content) {
  skip_spaces(content);
  if (content.empty() || (!ascii::is_digit(content.front()) && content.front() != '.')) {
    return std::nullopt;
  }
  Refresh refresh;
  while (!content.empty() && ascii::is_digit(content.front())) {
    refresh.seconds = std::min(kLongest, refresh.seconds * 10 + (content.front() - '0'));
    content.remove_prefix(1);
  }
  while (!content.empty() && (ascii::is_digit(content.front()) || content.front() == '.')) {
    content.remove_prefix(1);
  }
  const bool is_apart = content.empty() || content.front() == ';' || content.front() == ',' ||
                        ascii::is_space(content.front());
  if (!is_apart) return std::nullopt;
  skip_spaces(content);
  if (content.starts_with(';') || content.starts_with(',')) content.remove_prefix(1);
  skip_spaces(content);
  std::string_view url = without_name(content);
  const char quote = url.empty() ? '\0' : url.front();
  if (quote == '"' || quote == '\'') {
    url.remove_prefix(1);
    url = url.substr(0, url.find(quote));
  }
  refresh.url = ascii::trim(url);
  return refresh;
}

}  // namespace cabled
