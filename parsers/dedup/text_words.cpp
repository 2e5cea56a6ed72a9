#include "parsers/dedup/text_words.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Longer brackets are a remark, and no mark.
constexpr std::size_t kLongestMark = 80;

bool holds_blocks(std::string_view text) {
  return text.find("\u2588\u2588") != std::string_view::npos ||
         text.find("\u25A0\u25A0") != std::string_view::npos;
}

bool holds_run_of_x(std::string_view text) {
  std::size_t run = 0;
  for (const char c : text) {
    run = c == 'X' || c == 'x' ? run + 1 : 0;
    if (run == 4) return true;
  }
  return false;
}

// What stands in brackets says that something is withheld.
bool says_withheld(std::string_view inner) {
  static constexpr std::array<std::string_view, 7> kWords{
      "redacted", "deleted", "removed", "withheld", "excised", "omitted", "expunged"};
  const std::string lower = ascii::lower(inner);
  if (std::ranges::any_of(
          kWords, [&](std::string_view word) { return lower.find(word) != std::string::npos; })) {
    return true;
  }
  // "[...]", "[…]", "[ ]", "[--]", "[xx]".
  std::string rest = lower;
  for (std::size_t at = 0; (at = rest.find("\u2026", at)) != std::string::npos;) rest.erase(at, 3);
  return rest.find_first_not_of(" .-_x\t") == std::string::npos;
}

// The size of a mark in brackets at the beginning of `text`; 0 when there is none.
std::size_t bracketed_mark(std::string_view text) {
  if (!text.starts_with('[')) return 0;
  const std::size_t end = text.substr(0, kLongestMark).find(']');
  if (end == std::string_view::npos || !says_withheld(text.substr(1, end - 1))) return 0;
  return end + 1;
}

// "(b)(1)", "(B) (6)".
bool holds_exemption(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('(', at)) != std::string_view::npos; ++at) {
    std::string_view rest = text.substr(at);
    if (rest.size() < 6 || (rest[1] != 'b' && rest[1] != 'B') || rest[2] != ')') continue;
    rest.remove_prefix(3);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.size() >= 3 && rest[0] == '(' && ascii::is_digit(rest[1]) && rest[2] == ')')
      return true;
  }
  return false;
}

// Where the word ends that `text` begins with.
std::size_t word_end(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && !ascii::is_space(text[end])) {
    const std::size_t mark = bracketed_mark(text.substr(end));
    end += mark == 0 ? 1 : mark;
  }
  return end;
}

}  // namespace

std::vector<std::string_view> text_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<TextWord> text_words(std::span<const std::string_view> lines) {
  std::vector<TextWord> words;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view rest = lines[i];
    while (!rest.empty()) {
      const auto begin = std::ranges::find_if_not(rest, ascii::is_space);
      rest.remove_prefix(static_cast<std::size_t>(begin - rest.begin()));
      const std::size_t size = word_end(rest);
      if (size > 0) words.push_back({rest.substr(0, size), i});
      rest.remove_prefix(size);
    }
  }
  return words;
}

bool marks_withheld(std::string_view words) {
  if (holds_run_of_x(words) || holds_blocks(words) || holds_exemption(words)) return true;
  for (std::size_t at = 0; (at = words.find('[', at)) != std::string_view::npos; ++at) {
    if (bracketed_mark(words.substr(at)) > 0) return true;
  }
  return false;
}

bool marks_withheld(std::span<const TextWord> words) {
  return marks_withheld(std::string_view(joined_words(words)));
}

std::string joined_words(std::span<const TextWord> words) {
  std::string out;
  for (const TextWord& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

}  // namespace cabled
