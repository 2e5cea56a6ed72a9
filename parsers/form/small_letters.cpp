#include "parsers/form/small_letters.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

constexpr std::ptrdiff_t kLinesBelow = 20;

bool begins_like_level(std::string_view line) noexcept {
  static constexpr std::array<std::string_view, 7> kLevels{
      "unclas", "confidential", "c o n f", "secret ", "s e c r e t", "limited off", "top secret"};
  static constexpr ascii::ByteSet kInitials("uclst");
  if (line.empty() || !kInitials.contains(line.front())) return false;
  return std::ranges::any_of(kLevels,
                             [line](std::string_view level) { return line.starts_with(level); });
}

bool is_small(std::string_view line) noexcept { return !ascii::any_byte(line, ascii::is_upper); }

bool is_small_classification(std::string_view line) {
  line = ascii::trim(line);
  return begins_like_level(line) && is_small(line) &&
         classify_telegram_line(ascii::upper(line)) == TelegramLine::kClassification;
}

}  // namespace

std::optional<SmallLetters> raise_small_letters(Layout& layout) {
  const auto head = std::ranges::find_if(
      layout.lines, [](const LayoutLine& line) { return is_small_classification(line.text); });
  if (head == layout.lines.end()) return std::nullopt;
  // A drafter's slip in that line alone is none of the whole telegram.
  const auto below = std::min<std::ptrdiff_t>(kLinesBelow, layout.lines.end() - head);
  const auto small = [](const LayoutLine& line) { return is_small(line.text); };
  if (!std::all_of(head, head + below, small)) return std::nullopt;
  SmallLetters letters;
  for (LayoutLine& line : layout.lines) {
    if (is_small(line.text)) {
      line.text = layout.texts.keep(ascii::upper(line.text));
    } else if (!ascii::any_byte(line.text, ascii::is_lower)) {
      letters.capital_lines.emplace_back(ascii::trim(line.text));
    }
  }
  std::ranges::sort(letters.capital_lines);
  return letters;
}

std::string with_small_letters(std::string_view text, const SmallLetters& letters) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    const bool as_it_came = ascii::any_byte(line, ascii::is_lower) ||
                            std::ranges::binary_search(
                                letters.capital_lines, ascii::trim(line), {},
                                [](const std::string& known) { return std::string_view(known); });
    out += as_it_came ? std::string(line) : ascii::lower(line);
    at = end;
  }
  return out;
}

}  // namespace cabled
