#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/words/joints.h"
#include "parsers/words/token_shape.h"

namespace cabled::words {

/// A word with hyphens, from its first hyphen on, as PostgreSQL's parser tells it: what may follow
/// depends on what stands before. Each is handed the place behind a hyphen; nothing: there the word
/// ends.
class HyphenatedWord {
 public:
  HyphenatedWord(std::string_view text, Joints& joints) : text_(text), joints_(joints) {}

  /// Behind ASCII letters alone.
  std::optional<TokenShape> behind_ascii(std::size_t at);
  /// Behind letters.
  std::optional<TokenShape> behind_word(std::size_t at);
  /// Behind letters and digits.
  std::optional<TokenShape> behind_number(std::size_t at);

 private:
  std::optional<TokenShape> ascii_part(std::size_t at);
  std::optional<TokenShape> word_part(std::size_t at);
  std::optional<TokenShape> number_part(std::size_t at);
  std::optional<TokenShape> digits(std::size_t at);

  std::string_view text_;
  Joints& joints_;
};

}  // namespace cabled::words
