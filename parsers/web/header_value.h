#pragma once

#include <string_view>

namespace cabled {

/// The value of the first field `name` (any case) in an HTTP head, trimmed; "" when it has none.
/// A view into `head`.
std::string_view header_value(std::string_view head, std::string_view name) noexcept;

}  // namespace cabled
