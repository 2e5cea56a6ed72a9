#pragma once

#include <cstddef>
#include <string_view>

#include "parsers/model/ascii.h"

namespace cabled {

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

}  // namespace cabled
