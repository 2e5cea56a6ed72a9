#pragma once

#include <string>
#include <vector>

#include "parsers/cable/body/body_blocks.h"

namespace cabled {

/// The body as running text: paragraphs and the words of headings, without numbers, portion marks,
/// rules and what marks the summary. Blocks are separated by a line break, headings by a blank
/// line.
std::string prose_of(const std::vector<BodyBlock>& blocks);

}  // namespace cabled
