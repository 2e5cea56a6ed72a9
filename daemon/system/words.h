#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cabled {

/// "1,234,567"
std::string grouped(std::uint64_t number);

/// "1 page", "12,345 pages".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// A line broken at blanks so that none is longer than `width` where words allow it; lines after
/// the first begin with `indent` blanks. Its own blanks stay.
std::string wrapped(std::string_view line, std::size_t width, std::size_t indent);

}  // namespace cabled
