#include "parsers/telegram/scanner.h"

#include <algorithm>

namespace cabled {
namespace {

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  return text;
}

std::size_t word_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if(text, ascii::is_space) - text.begin());
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  constexpr std::size_t kUsualLine = 48;
  std::vector<std::string_view> lines;
  lines.reserve(text.size() / kUsualLine + 1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view word,
                               std::size_t from) noexcept {
  const char first = ascii::to_lower(word[0]);
  const char second = ascii::to_lower(word[1]);
  std::size_t at = ascii::find_pair(text, first, second, from);
  while (at != std::string_view::npos && !ascii::istarts_with(text.substr(at), word)) {
    at = ascii::find_pair(text, first, second, at + 1);
  }
  return at;
}

std::string_view without_end_blanks(std::string_view line) noexcept {
  while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
  return line;
}

std::size_t skip_space(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && ascii::is_space(text[at])) ++at;
  return at;
}

bool is_word_start(std::string_view text, std::size_t at) noexcept {
  return at == 0 || !ascii::is_alnum(text[at - 1]);
}

bool is_capital_line(std::string_view line) noexcept {
  return std::ranges::none_of(line, ascii::is_lower) && std::ranges::any_of(line, ascii::is_upper);
}

namespace words {

std::string_view first(std::string_view text) {
  text = without_leading_space(text);
  return text.substr(0, word_size(text));
}

std::string_view after_first(std::string_view text) {
  text = without_leading_space(text);
  return text.substr(word_size(text));
}

std::vector<std::string_view> split(std::string_view text, std::size_t limit) {
  std::vector<std::string_view> found;
  for (text = without_leading_space(text); !text.empty() && found.size() < limit;
       text = without_leading_space(text)) {
    const std::size_t size = word_size(text);
    found.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return found;
}

std::optional<std::string_view> after_spaced(std::string_view text, std::string_view letters) {
  text = without_leading_space(text);
  for (const char letter : letters) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    if (text.empty() || text.front() != letter) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty() && ascii::is_alpha(text.front())) return std::nullopt;
  return text;
}

std::optional<long> number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  long value = 0;
  for (const char c : digits) {
    if (!ascii::is_digit(c) && c != 'O') return std::nullopt;
    value = value * 10 + (c == 'O' ? 0 : c - '0');
  }
  return value;
}

std::size_t leading_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_digit) - text.begin());
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : ascii::trim(text)) {
    if (!ascii::is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string_view without_marks(std::string_view word) {
  while (!word.empty() && !ascii::is_alnum(word.front())) word.remove_prefix(1);
  while (!word.empty() && !ascii::is_alnum(word.back())) word.remove_suffix(1);
  return word;
}

}  // namespace words
}  // namespace cabled
