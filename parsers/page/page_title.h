#pragma once

#include <string_view>

namespace cabled {

/// What stands between <title> and </title> at the front of `html`, as it stands there; "" for
/// none.
std::string_view page_title(std::string_view html) noexcept;

}  // namespace cabled
