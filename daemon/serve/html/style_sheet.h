#pragma once

#include <string>
#include <string_view>

namespace cabled::serve {

/// The one style sheet of all pages: style.css and those beside it. Defined by a source made at
/// build time.
std::string_view style_sheet();

/// Its file name, which changes with what it holds, so that browsers may keep it for ever:
/// "style-4c2a….css".
const std::string& style_sheet_name();

}  // namespace cabled::serve
