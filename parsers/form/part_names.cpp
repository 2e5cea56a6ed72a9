#include "parsers/form/part_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

bool is_part_name(std::string_view line) noexcept {
  static constexpr std::array<std::string_view, 4> kNames{"header", "body", "header:", "body:"};
  line = ascii::trim(line);
  return line.size() <= 7 && std::ranges::any_of(kNames, [line](std::string_view name) {
           return ascii::iequals(line, name);
         });
}

bool begins_part(const std::vector<LayoutLine>& lines, std::size_t at) {
  while (at < lines.size() && ascii::trim(lines[at].text).empty()) ++at;
  return at < lines.size() && is_header_kind(classify_telegram_line(lines[at].text));
}

}  // namespace

void take_out_part_names(Layout& layout) {
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
