#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words and numbers of telegram lines, all in upper case.
namespace cabled::words {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

/// `text` without its first word and the blanks before it; the word itself is `first(text)`.
std::string_view first(std::string_view text);
std::string_view after_first(std::string_view text);

/// The words of `text`, at most `limit` of them.
std::vector<std::string_view> split(std::string_view text, std::size_t limit);

/// What follows `letters` when `text` begins with them, whole or letter-spaced ("S E C R E T");
/// absent when another letter follows at once.
std::optional<std::string_view> after_spaced(std::string_view text, std::string_view letters);

/// The value of `digits` (O read as 0) when it is nothing but one to nine of them.
std::optional<long> number(std::string_view digits);

/// How many digits `text` begins with.
std::size_t leading_digits(std::string_view text);

/// `text` on one line, each run of blanks made one.
std::string squeeze(std::string_view text);

/// `word` without the punctuation at its ends.
std::string_view without_marks(std::string_view word);

}  // namespace cabled::words
