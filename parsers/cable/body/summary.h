#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/cable/body/body_blocks.h"

namespace cabled {

/// The summary without its heading and its end mark. It begins at a heading or a paragraph that
/// says SUMMARY, or at the first paragraph when only "END SUMMARY" is there.
std::optional<std::string> read_summary(const std::vector<BodyBlock>& blocks);

}  // namespace cabled
