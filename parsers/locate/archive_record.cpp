#include "parsers/locate/archive_record.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/locate/clean_telegram.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/attribute_block.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/paper_lines.h"
#include "parsers/telegram/usual_head.h"

namespace cabled {
namespace {

constexpr std::string_view kTextHeading = "Message Text";
constexpr std::string_view kRule = "archive/record";

// A message or a card in place of a text is shorter than this.
constexpr std::size_t kMostLinesOfNotice = 12;

// As much as users see of what was taken out.
constexpr std::size_t kLongestShown = 200;

using Lines = std::vector<std::string_view>;

bool is_written(std::string_view line) { return !ascii::trim(line).empty(); }

// Whether a line speaks for a telegram. The shortest one has a sender or its number.
bool is_of_telegram(std::string_view raw) {
  const std::string_view line = ascii::trim(raw);
  return line.starts_with("FM ") || line.starts_with("PAGE 0") || is_serial_line(line) ||
         telegram_strength(classify_telegram_line(line)) >= 3;
}

bool is_notice(const Lines& lines) {
  const auto written = static_cast<std::size_t>(std::ranges::count_if(lines, is_written));
  return written <= kMostLinesOfNotice && std::ranges::none_of(lines, is_of_telegram);
}

// Types other than a telegram (TE) are entries of an index to paper that is not in the archive.
bool is_withdrawn(const Lines& notice, const std::map<std::string, std::string>& attributes) {
  const auto type = attributes.find("Type");
  if (type != attributes.end() && type->second != "TE") return true;
  if (attributes.contains("Locator")) return false;
  return std::ranges::any_of(
      notice, [](std::string_view line) { return ascii::icontains(line, "withdraw"); });
}

LocatedCable located_in(const Lines& lines) {
  LocatedCable located;
  located.report = {std::string(kRule), 1.0, {{"attribute_block", 1}}};
  Lines kept;
  kept.reserve(lines.size());
  for (const std::string_view line : lines) {
    if (is_archive_mark(line)) {
      ++located.report.removed["archive_mark"];
      located.removals.push_back({"archive_mark", std::string(line.substr(0, kLongestShown))});
    } else {
      kept.push_back(line);
    }
  }
  located.text = clean_telegram(std::move(kept));
  return located;
}

}  // namespace

std::optional<ArchiveRecord> read_archive_record(const Layout& layout) {
  // Most pages are none, and one look tells.
  const bool may_be = std::ranges::any_of(
      layout.lines, [](const LayoutLine& line) { return begins_attribute_block(line.text); });
  if (!may_be) return std::nullopt;
  Lines lines;
  lines.reserve(layout.lines.size());
  for (const LayoutLine& line : layout.lines) lines.push_back(line.text);
  auto block = find_attribute_block(lines);
  if (!block) return std::nullopt;
  lines.resize(block->begin);
  const auto heading = std::ranges::find_if(
      lines, [](std::string_view line) { return ascii::trim(line) == kTextHeading; });
  const std::size_t first =
      heading == lines.end() ? 0 : static_cast<std::size_t>(heading - lines.begin()) + 1;
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));

  ArchiveRecord record;
  record.attributes = std::move(block->values);
  const bool notice = is_notice(lines);
  record.withdrawn = notice && is_withdrawn(lines, record.attributes);
  if (notice) {
    record.located.report = {std::string(kRule), 1.0, {{"attribute_block", 1}}};
  } else {
    record.located = located_in(lines);
  }
  return record;
}

}  // namespace cabled
