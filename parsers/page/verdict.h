#pragma once

#include <string_view>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// Why a page without a telegram has none: one word of the list in docs/verdicts.md.
std::string_view verdict_on(const JudgedPage& page);

/// Whether the page holds the first lines of many telegrams and no paragraph beyond their first
/// ones: a list of search results, not a telegram.
bool is_list_of_telegrams(const JudgedPage& page);

}  // namespace cabled
