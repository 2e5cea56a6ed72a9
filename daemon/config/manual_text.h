#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// Text as man(7) source takes it: '-' is a hyphen there, a leading '.' or ' a request, '\' an
/// escape.
std::string manual_text(std::string_view text);

}  // namespace cabled
