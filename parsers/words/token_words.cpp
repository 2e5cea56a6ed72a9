#include "parsers/words/token_words.h"

#include "parsers/model/ascii.h"

namespace cabled::words {
namespace {

TokenKind kind_of(std::string_view word) {
  bool digits = false;
  bool letters = false;
  for (const char c : word) (ascii::is_digit(c) ? digits : letters) = true;
  if (!digits) return TokenKind::kWord;
  return letters ? TokenKind::kNumWord : TokenKind::kNumber;
}

std::vector<TextToken> split(std::string_view text) {
  std::vector<TextToken> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() &&
           (ascii::is_alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80))
      ++at;
    if (at > begin) {
      const std::string_view word = text.substr(begin, at - begin);
      words.push_back({kind_of(word), word});
    } else {
      ++at;
    }
  }
  return words;
}

}  // namespace

std::vector<TextToken> words_within(const TextToken& token) {
  switch (token.kind) {
    case TokenKind::kEmail:
    case TokenKind::kHost:
    case TokenKind::kUrlPath:
    case TokenKind::kPath:
      return split(token.text);
    case TokenKind::kNumber:
      if (token.text.front() == '-' || token.text.front() == '+') {
        return {{TokenKind::kNumber, token.text.substr(1)}};
      }
      return {};
    default:
      return {};
  }
}

}  // namespace cabled::words
