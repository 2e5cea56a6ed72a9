#pragma once

#include <string_view>

namespace cabled {

/// SUMMARY, COMMENT, BACKGROUND … alone on a line, in any case.
bool is_usual_heading(std::string_view line) noexcept;

}  // namespace cabled
