#include "parsers/words/number_shape.h"

#include "parsers/words/letters.h"

namespace cabled::words {
namespace {

bool has_fraction(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] == '.' && is_digit_at(text, at + 1);
}

TokenShape version(std::string_view text, std::size_t at) {
  while (has_fraction(text, at)) at = behind_digits(text, at + 1);
  return {TokenKind::kNumber, at};
}

// What ends at `at`, with its exponent.
TokenShape with_exponent(std::string_view text, std::size_t at) {
  if (at < text.size() && is_one_of(text[at], "eE")) {
    if (const auto longer = exponent(text, at + 1)) return *longer;
  }
  return {TokenKind::kNumber, at};
}

}  // namespace

std::size_t behind_digits(std::string_view text, std::size_t at) {
  while (is_digit_at(text, at)) ++at;
  return at;
}

std::optional<TokenShape> fraction(std::string_view text, std::size_t at) {
  if (!is_digit_at(text, at)) return std::nullopt;
  at = behind_digits(text, at);
  return has_fraction(text, at) ? version(text, at) : with_exponent(text, at);
}

std::optional<TokenShape> exponent(std::string_view text, std::size_t at) {
  if (at < text.size() && is_one_of(text[at], "+-")) ++at;
  if (!is_digit_at(text, at)) return std::nullopt;
  return TokenShape{TokenKind::kNumber, behind_digits(text, at)};
}

std::optional<TokenShape> signed_number(std::string_view text, std::size_t begin) {
  if (!is_digit_at(text, begin + 1)) return std::nullopt;
  std::size_t at = behind_digits(text, begin + 1);
  if (has_fraction(text, at)) {
    at = behind_digits(text, at + 1);
    if (has_fraction(text, at)) return TokenShape{TokenKind::kSpace, begin + 1};
  }
  return with_exponent(text, at);
}

}  // namespace cabled::words
