#include "parsers/words/text_tokens.h"

#include <array>

#include "parsers/model/ascii.h"
#include "parsers/words/letters.h"
#include "parsers/words/number_shape.h"
#include "parsers/words/token_shape.h"

namespace cabled::words {
namespace {

/// By byte, whether it is an ASCII character that is no letter, no digit and none of these.
constexpr std::array<bool, 256> spaces_but(std::string_view these) {
  std::array<bool, 256> spaces{};
  for (std::size_t i = 0; i < kAsciiLetters.size(); ++i) {
    spaces[i] = kAsciiLetters[i] == Letter::kOther && !is_one_of(static_cast<char>(i), these);
  }
  return spaces;
}

// What no token begins with, and what does not end a run of such.
constexpr auto kBeginsNone = spaces_but("-+~/.");
constexpr auto kGoesOn = spaces_but("<-+&/");

}  // namespace

TextToken TextTokens::take(TokenKind kind, std::size_t end) {
  const TextToken token{kind, text_.substr(at_, end - at_)};
  at_ = end;
  return token;
}

// Behind the characters from `at` on that begin no token where others went before.
std::size_t TextTokens::behind_space(std::size_t at) const {
  for (;;) {
    while (at < text_.size() && kGoesOn[static_cast<unsigned char>(text_[at])]) ++at;
    if (at == text_.size() || static_cast<unsigned char>(text_[at]) < 0x80) return at;
    const Character c = wide_character_at(text_, at);
    if (c.letter == Letter::kWide) return at;
    at += c.bytes;
  }
}

// Parts of letters, or digits with letters behind them, between single hyphens. At anything else
// the text is read as before.
std::optional<TextToken> TextTokens::next_part() {
  std::size_t at = at_;
  Character c = character_at(text_, at);
  if (c.ascii == '-') {
    const Letter next = character_at(text_, ++at).letter;
    in_hyphenated_ = next != Letter::kOther && next != Letter::kEnd;
    if (in_hyphenated_) at_ = at;
    return std::nullopt;
  }
  while (c.letter == Letter::kDigit) c = character_at(text_, ++at);
  bool digits = at > at_;
  const bool is_part = c.letter == Letter::kAscii || c.letter == Letter::kWide ||
                       (digits && c.letter == Letter::kMark);
  if (!is_part) {
    in_hyphenated_ = false;
    return std::nullopt;
  }
  for (; c.letter != Letter::kOther && c.letter != Letter::kEnd; c = character_at(text_, at)) {
    digits = digits || c.letter == Letter::kDigit;
    at += c.bytes;
  }
  return take(digits ? TokenKind::kNumPart : TokenKind::kPart, at);
}

std::optional<TextToken> TextTokens::next_of_any_kind() {
  if (path_) {
    if (at_ < *path_) return take(TokenKind::kHost, *path_);
    path_.reset();
    return take(TokenKind::kUrlPath, url_end_);
  }
  while (at_ < text_.size()) {
    if (in_hyphenated_) {
      if (const auto part = next_part()) return part;
      continue;
    }
    if (kBeginsNone[static_cast<unsigned char>(text_[at_])]) {
      at_ = behind_space(at_ + 1);
      if (const auto word = plain_word()) return word;
      continue;
    }
    const std::size_t digits_end = behind_digits(text_, at_);
    if (digits_end > at_ && ends_word(digits_end)) return take(TokenKind::kNumber, digits_end);
    const TokenShape shape = shape_of_token(text_, at_);
    if (shape.kind == TokenKind::kSpace) {
      const bool is_scheme = ascii::is_alpha(text_[at_]);  // "http://"
      at_ = is_scheme ? shape.end : behind_space(shape.end);
      continue;
    }
    return told(shape);
  }
  return std::nullopt;
}

// A token that is told in parts too is told as a whole first.
TextToken TextTokens::told(const TokenShape& shape) {
  const std::size_t begin = at_;
  const TextToken token = take(shape.kind, shape.end);
  in_hyphenated_ = shape.kind == TokenKind::kHyphenated || shape.kind == TokenKind::kNumHyphenated;
  if (in_hyphenated_ || shape.kind == TokenKind::kUrl) at_ = begin;
  if (shape.kind == TokenKind::kUrl) {
    path_ = shape.path;
    url_end_ = shape.end;
  }
  return token;
}

}  // namespace cabled::words
