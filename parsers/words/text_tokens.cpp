#include "parsers/words/text_tokens.h"

#include "parsers/model/ascii.h"
#include "parsers/words/letters.h"
#include "parsers/words/token_shape.h"

namespace cabled::words {
namespace {

// What ends a run of spaces beside letters and digits: what a token may begin with.
constexpr ascii::ByteSet kMayBegin("<-+&/");
// Behind a word or a number, these can not make it longer.
constexpr ascii::ByteSet kEndsWord(" \n\r\t,;()\"'?!*#=[]");

bool ends_word(std::string_view text, std::size_t at) {
  if (at == text.size() || kEndsWord.contains(text[at])) return true;
  return text[at] == '.' && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
}

// Most tokens are plain: nothing has to be tried for them.
template <typename IsOfIt>
std::size_t end_of_plain(std::string_view text, std::size_t at, IsOfIt is_of_it) {
  while (at < text.size() && is_of_it(text[at])) ++at;
  return ends_word(text, at) ? at : 0;
}

}  // namespace

TextToken TextTokens::take(TokenKind kind, std::size_t end) {
  const TextToken token{kind, text_.substr(at_, end - at_)};
  at_ = end;
  return token;
}

// Of the character at hand, whatever it is, and those behind it that begin no token.
std::size_t TextTokens::behind_space() const {
  std::size_t at = at_ + character_at(text_, at_).bytes;
  for (;;) {
    const Character c = character_at(text_, at);
    const bool goes_on =
        c.letter == Letter::kMark ||
        (c.letter == Letter::kOther && (c.ascii == '\0' || !kMayBegin.contains(c.ascii)));
    if (!goes_on) return at;
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

std::optional<TextToken> TextTokens::next() {
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
    if (ascii::is_alpha(text_[at_])) {
      const std::size_t end = end_of_plain(text_, at_, [](char c) { return ascii::is_alpha(c); });
      if (end > 0) return take(TokenKind::kWord, end);
    } else if (ascii::is_digit(text_[at_])) {
      const std::size_t end = end_of_plain(text_, at_, [](char c) { return ascii::is_digit(c); });
      if (end > 0) return take(TokenKind::kNumber, end);
    }
    const TokenShape shape = shape_of_token(text_, at_);
    if (shape.kind == TokenKind::kSpace) {
      at_ = ascii::is_alpha(text_[at_]) ? shape.end : behind_space();  // "http://" or a space
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
