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

void undo_small_letters(Layout& layout) {
  const auto head = std::ranges::find_if(
      layout.lines, [](const LayoutLine& line) { return is_small_classification(line.text); });
  if (head == layout.lines.end()) return;
  // A drafter's slip in that line alone is none of the whole telegram.
  const auto below = std::min<std::ptrdiff_t>(kLinesBelow, layout.lines.end() - head);
  const auto small = [](const LayoutLine& line) { return is_small(line.text); };
  if (!std::all_of(head, head + below, small)) return;
  for (LayoutLine& line : layout.lines) {
    if (is_small(line.text)) line.text = layout.texts.keep(ascii::upper(line.text));
  }
}

}  // namespace cabled
