#include "parsers/cable/body/summary.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "parsers/cable/body/summary_marks.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Position {
  std::size_t block;
  std::size_t offset;
};

// A summary that starts later than this is not the summary of the telegram.
constexpr std::size_t kLatestStart = 8;

bool is_heading(const BodyBlock& block) { return block.kind == BlockKind::kHeading; }

std::optional<Position> find_start(const std::vector<BodyBlock>& blocks) {
  for (std::size_t at = 0; at < blocks.size() && at < kLatestStart; ++at) {
    const auto end = summary_heading_end(blocks[at].text);
    if (!end) continue;
    if (*end < blocks[at].text.size()) return Position{at, *end};
    if (at + 1 >= blocks.size()) continue;
    // "Summary" with a rule, and "1. (C) Summary: …" below it.
    const auto repeated = summary_heading_end(blocks[at + 1].text);
    const bool twice = repeated && *repeated < blocks[at + 1].text.size();
    return Position{at + 1, twice ? *repeated : 0};
  }
  return std::nullopt;
}

std::optional<Position> find_end(const std::vector<BodyBlock>& blocks, std::size_t from) {
  for (std::size_t at = from; at < blocks.size(); ++at) {
    if (const auto mark = find_end_of_summary(blocks[at].text)) return Position{at, mark->begin};
  }
  return std::nullopt;
}

Position first_paragraph(const std::vector<BodyBlock>& blocks) {
  const auto numbered =
      std::ranges::find_if(blocks, [](const BodyBlock& block) { return block.number.has_value(); });
  if (numbered != blocks.end()) return {static_cast<std::size_t>(numbered - blocks.begin()), 0};
  return {0, 0};
}

// Without an end mark: the paragraph it began in or, after a heading, all up to the next heading.
Position end_without_mark(const std::vector<BodyBlock>& blocks, const Position& start) {
  std::size_t last = start.block;
  const bool after_heading = start.offset == 0;
  while (after_heading && last + 1 < blocks.size() && !is_heading(blocks[last + 1])) ++last;
  return {last, blocks[last].text.size()};
}

std::string text_between(const std::vector<BodyBlock>& blocks, const Position& start,
                         const Position& end) {
  std::string out;
  for (std::size_t at = start.block; at <= end.block; ++at) {
    if (is_heading(blocks[at])) continue;
    std::string_view text = blocks[at].text;
    if (at == end.block) text = text.substr(0, end.offset);
    if (at == start.block) text.remove_prefix(std::min(start.offset, text.size()));
    text = ascii::trim(text);
    if (!out.empty() && !text.empty()) out += '\n';
    out += text;
  }
  return out;
}

// "… waited. End comment.": a drafter who ended it with the wrong mark, of a comment that he has
// not begun.
std::string without_wrong_mark(std::string summary) {
  constexpr std::string_view kMark = "end comment";
  std::string_view text = ascii::trim(summary);
  while (!text.empty() && !ascii::is_alpha(text.back())) text.remove_suffix(1);
  if (text.size() < kMark.size()) return summary;
  const std::size_t begin = text.size() - kMark.size();
  if (!ascii::iequals(text.substr(begin), kMark)) return summary;
  text = text.substr(0, begin);
  if (ascii::icontains(text, "comment")) return summary;
  while (text.ends_with('(') || text.ends_with(' ') || text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

std::optional<std::string> read_summary(const std::vector<BodyBlock>& blocks) {
  if (blocks.empty()) return std::nullopt;
  const auto start = find_start(blocks);
  const Position begin = start.value_or(first_paragraph(blocks));
  const auto mark = find_end(blocks, begin.block);
  if (!start && !mark) return std::nullopt;
  std::string text = text_between(blocks, begin, mark ? *mark : end_without_mark(blocks, begin));
  if (text.empty()) return std::nullopt;
  return mark ? text : without_wrong_mark(std::move(text));
}

}  // namespace cabled
