#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/words/letters.h"

namespace cabled::words {

enum class TokenKind : std::uint8_t {
  kWord,           ///< letters
  kNumWord,        ///< letters and digits
  kHyphenated,     ///< "cross-border" as a whole; its parts follow, each as a token
  kNumHyphenated,  ///< the same with digits in it
  kPart,           ///< of one with hyphens: letters
  kNumPart,        ///< of one with hyphens: letters and digits
  kNumber,         ///< with a sign, a fraction or an exponent as well; versions too
  kEmail,
  kUrl,  ///< host and path, which follow as tokens
  kHost,
  kUrlPath,
  kPath,   ///< of a file, or what looks so: SBU/NOFORN, E.O
  kSpace,  ///< what is between words; not told
};

struct TokenShape;

struct TextToken {
  TokenKind kind = TokenKind::kWord;
  std::string_view text;
};

/// The words of a text one after the other, as PostgreSQL's own parser finds them ("default", the
/// one of to_tsvector), so that whoever asks with to_tsquery finds what was put in by us.
///
/// Where it goes beyond that one: tags and entities are no markup in a telegram, and what stands in
/// them are words like others ("<EMBASSY LONDON>"). The locale of the database plays no part. A
/// token looks no further than 64 joints (dots, slashes, hyphens) ahead, which bounds the time;
/// the server's takes the square of the text's length for "1_1_1_…".
class TextTokens {
 public:
  /// `text` is valid UTF-8 and outlives this.
  explicit TextTokens(std::string_view text) : text_(text) {}

  std::optional<TextToken> next() {
    const auto word = plain_word();
    return word ? word : next_of_any_kind();
  }

 private:
  // Behind a word or a number, these can not make it longer.
  static constexpr ascii::ByteSet kEndsWord{" \n\r\t,;()\"'?!*#=[]"};

  // A word of ASCII letters, behind one space at most. Most tokens are such words, and told here
  // without a try of all that a token may be.
  std::optional<TextToken> plain_word() {
    if (in_hyphenated_ || path_) return std::nullopt;
    const bool behind_space = at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n');
    const std::size_t begin = behind_space ? at_ + 1 : at_;
    const std::size_t end = behind_letters(text_, begin);
    if (end == begin || !ends_word(end)) return std::nullopt;
    at_ = end;
    return TextToken{TokenKind::kWord, {text_.data() + begin, end - begin}};
  }

  bool ends_word(std::size_t at) const {
    if (at == text_.size() || kEndsWord.contains(text_[at])) return true;
    if (text_[at] != '.') return false;
    return at + 1 == text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\n';
  }

  std::optional<TextToken> next_of_any_kind();
  TextToken take(TokenKind kind, std::size_t end);
  std::optional<TextToken> next_part();
  TextToken told(const TokenShape& shape);
  std::size_t behind_space(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_hyphenated_ = false;  ///< the parts of a token with hyphens are being told
  std::optional<std::size_t>
      path_;  ///< host and path of a URL are being told: where its path begins
  std::size_t url_end_ = 0;
};

}  // namespace cabled::words
