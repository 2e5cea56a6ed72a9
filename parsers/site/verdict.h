#pragma once

#include <string_view>

#include "parsers/site/judged_page.h"

namespace cabled {

/// Why a page without a telegram has none: one word of the list in docs/verdicts.md.
std::string_view verdict_on(const JudgedPage& page);

}  // namespace cabled
