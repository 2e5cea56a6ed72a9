#pragma once

#include <string>
#include <vector>

#include "parsers/cable/body/body_blocks.h"

namespace cabled {

/// The body as running text: paragraphs alone, without numbers, portion marks, headings, rules and
/// what marks the summary. A line break stands between two.
std::string prose_of(const std::vector<BodyBlock>& blocks);

}  // namespace cabled
