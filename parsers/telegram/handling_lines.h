#pragma once

#include <string_view>

namespace cabled {

/// Whether a line in capitals says how a telegram is to be handled, in words that no table of
/// captions has: "ROGER CHANNEL FOR INR", "PLEASE HANDLE ACCORDINGLY", "HANDLE AS SBU", "NOT FOR
/// INTERNET DISTRIBUTION". It is of no list that stands above it.
bool is_handling_line(std::string_view line) noexcept;

}  // namespace cabled
