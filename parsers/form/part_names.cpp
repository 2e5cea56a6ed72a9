#include "parsers/form/part_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/routing.h"

namespace cabled {
namespace {

bool is_part_name(std::string_view line) noexcept {
  static constexpr std::array<std::string_view, 4> kNames{"header", "body", "header:", "body:"};
  line = ascii::trim(line);
  return line.size() <= 7 && std::ranges::any_of(kNames, [line](std::string_view name) {
           return ascii::iequals(line, name);
         });
}

/// "[code]VZCZCXRO7742", "bc.. VZCZCXRO7742": marks of a form before the transmission line.
std::size_t marks_before_transmission(std::string_view line) noexcept {
  constexpr std::size_t kLongestMarks = 12;
  constexpr std::size_t kShortestLine = 10;
  constexpr std::size_t kLongestLine = 30;
  if (line.size() < kShortestLine || line.size() > kLongestLine) return 0;
  const std::size_t at = line.find("VZCZC");
  const bool marked = at != std::string_view::npos && at > 0 && at <= kLongestMarks;
  return marked && !transmission_id(line.substr(at)).empty() ? at : 0;
}

bool begins_part(const std::vector<LayoutLine>& lines, std::size_t at) {
  while (at < lines.size() && ascii::trim(lines[at].text).empty()) ++at;
  return at < lines.size() && is_header_kind(classify_telegram_line(lines[at].text));
}

}  // namespace

void take_out_part_names(Layout& layout) {
  for (LayoutLine& line : layout.lines) {
    line.text.remove_prefix(marks_before_transmission(line.text));
  }
  const auto named = std::ranges::any_of(
      layout.lines, [](const LayoutLine& line) { return is_part_name(line.text); });
  if (!named) return;
  std::vector<LayoutLine> kept;
  kept.reserve(layout.lines.size());
  for (std::size_t i = 0; i < layout.lines.size(); ++i) {
    const bool name = is_part_name(layout.lines[i].text) && begins_part(layout.lines, i + 1);
    if (!name) kept.push_back(layout.lines[i]);
  }
  layout.lines = std::move(kept);
}

}  // namespace cabled
