#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/ascii.h"

namespace cabled {

/// The lines of `text` without their line ends; views into the same bytes.
std::vector<std::string_view> split_lines(std::string_view text);

/// First place of `word` (upper case, two letters at least) in `text` from `from` on, ASCII case
/// ignored; npos if none.
std::size_t find_ignoring_case(std::string_view text, std::string_view word,
                               std::size_t from) noexcept;

/// `line` without the white space at its end.
std::string_view without_end_blanks(std::string_view line) noexcept;

/// Place after white space at `at`.
std::size_t skip_space(std::string_view text, std::size_t at) noexcept;

/// Whether a word (letters, digits) does not reach across `at` from the left.
bool is_word_start(std::string_view text, std::size_t at) noexcept;

/// Has a capital and no lower-case letter.
bool is_capital_line(std::string_view line) noexcept;

/// Takes a line apart from left to right into tokens parted by white space.
class LineScanner {
 public:
  explicit LineScanner(std::string_view line) noexcept : rest_(line) {}

  /// The next token; "" at the end.
  std::string_view token() noexcept {
    skip_blanks();
    std::size_t end = 0;
    while (end < rest_.size() && !ascii::is_space(rest_[end])) ++end;
    const std::string_view token = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return token;
  }

  /// Whether a digit comes next.
  bool at_digit() noexcept {
    skip_blanks();
    return !rest_.empty() && ascii::is_digit(rest_[0]);
  }

  /// What is left, without leading blanks.
  std::string_view rest() noexcept {
    skip_blanks();
    return rest_;
  }

 private:
  void skip_blanks() noexcept {
    while (!rest_.empty() && ascii::is_space(rest_[0])) rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

/// Words and numbers of telegram lines, all in upper case.
namespace words {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

/// `text` without its first word and the blanks before it; the word itself is `first(text)`.
std::string_view first(std::string_view text);
std::string_view after_first(std::string_view text);

/// The words of `text`, at most `limit` of them.
std::vector<std::string_view> split(std::string_view text,
                                    std::size_t limit = std::string_view::npos);

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

}  // namespace words
}  // namespace cabled
