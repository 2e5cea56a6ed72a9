#pragma once

#include <string_view>
#include <vector>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// Whether the sentence or list of the line `above` may go on in `below`, over lines of a page that
/// stood between them in one block.
bool continues_in_block(std::string_view above, const JudgedLine& below) noexcept;

/// Whether it goes on although the page closed its paragraph there: `below` begins with a small
/// letter, or `above` ends in a word that no sentence ends with or fills the line.
bool continues_across_box(std::string_view above, const JudgedLine& below) noexcept;

/// Lines of a page that makes each line a paragraph, without the blank lines which that puts
/// between all of them; those where a telegram has some stay. Other lines come back as they are.
std::vector<std::string_view> without_paragraph_gaps(std::vector<std::string_view> lines);

}  // namespace cabled
