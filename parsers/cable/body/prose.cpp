#include "parsers/cable/body/prose.h"

#include <string_view>

#include "parsers/cable/body/summary_marks.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

std::string without_summary_marks(const BodyBlock& block) {
  std::string_view text = block.text;
  if (const auto heading = summary_heading_end(text)) text.remove_prefix(*heading);
  std::string out(text);
  if (const auto mark = find_end_of_summary(out)) {
    const bool blank = mark->begin > 0 && out[mark->begin] == ' ';
    out.replace(mark->begin, mark->end - mark->begin, blank ? " " : "");
  }
  return std::string(ascii::trim(out));
}

}  // namespace

std::string prose_of(const std::vector<BodyBlock>& blocks, SummaryMarks summary) {
  std::string out;
  for (const BodyBlock& block : blocks) {
    if (block.kind == BlockKind::kHeading) continue;
    const std::string text =
        summary == SummaryMarks::kWords ? block.text : without_summary_marks(block);
    if (text.empty()) continue;
    out += text;
    out += '\n';
  }
  return out;
}

}  // namespace cabled
