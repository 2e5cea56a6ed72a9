#pragma once

#include <string>
#include <vector>

#include "parsers/cable/body/body_blocks.h"

namespace cabled {

/// Whether what marks a summary ("BEGIN SUMMARY:") is a mark, or words of the paragraph as in the
/// 1970s.
enum class SummaryMarks { kMarks, kWords };

/// The body as running text: paragraphs alone, without numbers, portion marks, headings, rules and
/// marks of the summary. A line break stands between two.
std::string prose_of(const std::vector<BodyBlock>& blocks,
                     SummaryMarks summary = SummaryMarks::kMarks);

}  // namespace cabled
