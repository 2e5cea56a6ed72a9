#include "parsers/telegram/telegram_furniture.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/section_head.h"

namespace cabled {
namespace {

// "BT", "NNNN", "=====CABLE ENDS=====": the end of a transmission, wherever it stands in the text.
std::size_t end_mark_size(const TelegramPlace& place) {
  const std::string_view line = ascii::trim(place.lines[place.at]);
  if (line.empty() || line.size() < 2 || !place.in_body()) return 0;
  return line == "BT" || line == "##" || is_end_mark(line) ? 1 : 0;
}

// A level of classification alone on its line, at the foot of a page.
std::size_t page_foot_size(const TelegramPlace& place) {
  const std::string_view line = ascii::trim(place.lines[place.at]);
  static constexpr ascii::ByteSet kFirstLetters("UCSLT");
  constexpr std::size_t kLongest = 40;
  if (!place.in_body() || line.empty() || line.size() > kLongest) return 0;
  if (!kFirstLetters.contains(line.front())) return 0;
  return classify_telegram_line(line) == TelegramLine::kClassificationAlone ? 1 : 0;
}

// "This record is a partial extract of the original cable. …": its publisher's notice.
std::size_t notice_size(const TelegramPlace& place) {
  constexpr std::string_view kWords = "This record is a partial extract";
  const auto is_text = [&](std::size_t at) {
    return at < place.lines.size() && !ascii::trim(place.lines[at]).empty();
  };
  if (!ascii::istarts_with(ascii::trim(place.lines[place.at]), kWords)) return 0;
  constexpr std::size_t kMostLines = 3;
  std::size_t size = 1;
  while (size < kMostLines && is_text(place.at + size)) ++size;
  return size;
}

constexpr auto kFurniture = std::to_array<TelegramFurniture>({
    {"section_head", section_head_size},
    {"end_mark", end_mark_size},
    {"page_foot", page_foot_size},
    {"extract_notice", notice_size},
});

}  // namespace

std::span<const TelegramFurniture> telegram_furniture() noexcept { return kFurniture; }

}  // namespace cabled
