#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/words/token_shape.h"

/// Numbers beyond their first digits, as PostgreSQL's parser tells them.
namespace cabled::words {

/// Where the digits that begin at `at` end.
std::size_t behind_digits(std::string_view text, std::size_t at);

/// The number whose dot stands before `at`: "12.5", "12.5e3", and the version "1.2.3".
std::optional<TokenShape> fraction(std::string_view text, std::size_t at);

/// The number whose e stands before `at`: "12e3", "12e-3".
std::optional<TokenShape> exponent(std::string_view text, std::size_t at);

/// The number whose sign stands at `begin`. Of a version, which has none, the sign is a space.
std::optional<TokenShape> signed_number(std::string_view text, std::size_t begin);

}  // namespace cabled::words
