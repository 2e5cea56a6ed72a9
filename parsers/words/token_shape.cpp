#include "parsers/words/token_shape.h"

#include "parsers/words/hyphenated_word.h"
#include "parsers/words/letters.h"
#include "parsers/words/number_shape.h"

namespace cabled::words {
namespace {

bool is_url_character(std::string_view text, std::size_t at) {
  constexpr std::string_view kRefused = "\"<>\\^`{|}";
  return at < text.size() && text[at] > ' ' && text[at] < 0x7F &&
         !words::is_one_of(text[at], kRefused);
}

/// Whether a host that is being read may have a path, and so be a URL, or is wanted alone: behind
/// the @ of a mail address.
enum class Wanted { kAnything, kHost };

/// Tries what may stand at a place, the longer kinds first. A method is handed the place at which
/// it goes on, and says whether a token was found; then its shape is known. The order of the tries
/// is that of PostgreSQL's parser: where two kinds would do, it is what tells them apart.
class TokenReader {
 public:
  TokenReader(std::string_view text, std::size_t begin, Wanted wanted)
      : text_(text), begin_(begin), wanted_(wanted) {}

  TokenShape read() {
    const Character first = character_at(text_, begin_);
    const std::size_t next = begin_ + first.bytes;
    bool found = false;
    switch (first.letter) {
      case Letter::kAscii:
        found = ascii_word(next);
        break;
      case Letter::kWide:
        found = word(next);
        break;
      case Letter::kDigit:
        found = number(next);
        break;
      default:
        found = behind_mark(first.ascii, next);
    }
    return found ? shape_ : TokenShape{TokenKind::kSpace, begin_ + first.bytes};
  }

 private:
  bool is(std::size_t at, char c) const { return at < text_.size() && text_[at] == c; }
  bool is_one_of(std::size_t at, std::string_view marks) const {
    return at < text_.size() && words::is_one_of(text_[at], marks);
  }

  bool accept(TokenKind kind, std::size_t end) {
    shape_ = {kind, end};
    return true;
  }

  bool accept(const std::optional<TokenShape>& shape) {
    if (shape) shape_ = *shape;
    return shape.has_value();
  }

  bool may_go_on() { return joints_.may_go_on(); }
  HyphenatedWord hyphenated() { return {text_, joints_}; }

  bool behind_mark(char mark, std::size_t at) {
    switch (mark) {
      case '-':
      case '+':
        return accept(signed_number(text_, begin_));
      case '~':
        return path_from_home(at);
      case '/':
        return path_first(at);
      case '.':
        return dot_path(at);
      default:
        return false;
    }
  }

  // ---- words

  bool ascii_word(std::size_t at) {
    at = behind_letters(text_, at);
    const Character c = character_at(text_, at);
    if (c.letter == Letter::kDigit) return host(at + 1) || num_word(at + 1);
    if (c.letter == Letter::kWide || c.letter == Letter::kMark) return word(at + c.bytes);
    const bool longer = [&] {
      switch (c.ascii) {
        case '.':
          return host_domain_first(at + 1) || file_goes_on(at + 1);
        case '-':
          return host_joint(at + 1) || accept(hyphenated().behind_ascii(at + 1));
        case '_':
          return host_joint(at + 1);
        case '@':
          return email(at + 1);
        case ':':
          return is(at + 1, '/') && is(at + 2, '/') && accept(TokenKind::kSpace, at + 3);
        case '/':
          return path_first(at + 1);
        default:
          return false;
      }
    }();
    return longer || accept(TokenKind::kWord, at);
  }

  bool word(std::size_t at) {
    for (;;) {
      const Character c = character_at(text_, at);
      if (c.letter == Letter::kDigit) return num_word(at + 1);
      if (c.ascii == '-' && accept(hyphenated().behind_word(at + 1))) return true;
      if (c.letter == Letter::kOther || c.letter == Letter::kEnd) break;
      at += c.bytes;
    }
    return accept(TokenKind::kWord, at);
  }

  bool num_word(std::size_t at) {
    Character c = character_at(text_, at);
    for (; c.letter != Letter::kOther && c.letter != Letter::kEnd; c = character_at(text_, at)) {
      at += c.bytes;
    }
    const bool longer = (c.ascii == '@' && email(at + 1)) ||
                        (c.ascii == '/' && path_first(at + 1)) ||
                        (c.ascii == '.' && file_goes_on(at + 1)) ||
                        (c.ascii == '-' && accept(hyphenated().behind_number(at + 1)));
    return longer || accept(TokenKind::kNumWord, at);
  }

  // ---- numbers

  bool number(std::size_t at) {
    at = behind_digits(text_, at);
    const Character c = character_at(text_, at);
    const bool longer = [&] {
      switch (c.ascii) {
        case '.':
          return host_domain_first(at + 1) || accept(fraction(text_, at + 1));
        case 'e':
        case 'E':
          return accept(exponent(text_, at + 1));
        case '-':
        case '_':
          return host_joint(at + 1);
        case '@':
          return email(at + 1);
        case '/':
          return path_first(at + 1);
        default:
          return false;
      }
    }();
    if (longer) return true;
    if (c.letter == Letter::kAscii) return host(at + 1) || num_word(at + 1);
    if (c.letter == Letter::kWide || c.letter == Letter::kMark) return num_word(at + c.bytes);
    return accept(TokenKind::kNumber, at);
  }

  // ---- hosts, addresses

  // Behind a dot. A host ends with a domain of two letters or more.
  bool host_domain_first(std::size_t at) {
    if (!may_go_on()) return false;
    if (is_digit_at(text_, at)) return host(at + 1);
    return is_letter_at(text_, at) && host_domain_second(at + 1);
  }

  bool host_domain_second(std::size_t at) {
    if (is_letter_at(text_, at)) return host_domain(at + 1);
    return is_digit_at(text_, at) ? host(at + 1) : host_goes_on(at);
  }

  bool host_domain(std::size_t at) {
    at = behind_letters(text_, at);
    if (is_digit_at(text_, at)) return host(at + 1);
    if (is(at, ':') && is_digit_at(text_, at + 1)) return host_or_url(behind_digits(text_, at + 1));
    return host_goes_on(at) || host_or_url(at);
  }

  bool host_goes_on(std::size_t at) {
    if (is(at, '.')) return host_domain_first(at + 1);
    if (is_one_of(at, "-_")) return host_joint(at + 1);
    return is(at, '@') && email(at + 1);
  }

  bool host_joint(std::size_t at) { return may_go_on() && is_alnum_at(text_, at) && host(at + 1); }

  bool host(std::size_t at) {
    while (is_alnum_at(text_, at)) ++at;
    return host_goes_on(at);
  }

  bool host_or_url(std::size_t at) {
    if (wanted_ == Wanted::kHost) {
      wanted_ = Wanted::kAnything;
      return accept(TokenKind::kHost, at);
    }
    if (!is(at, '/') || !is_url_character(text_, at + 1)) return accept(TokenKind::kHost, at);
    std::size_t end = at + 1;
    while (is_url_character(text_, end)) ++end;
    shape_ = {TokenKind::kUrl, end, at};
    return true;
  }

  bool email(std::size_t at) {
    if (wanted_ == Wanted::kHost) {
      wanted_ = Wanted::kAnything;
      return false;
    }
    if (!is_alnum_at(text_, at)) return false;
    const TokenShape domain = TokenReader(text_, at, Wanted::kHost).read();
    return domain.kind == TokenKind::kHost && accept(TokenKind::kEmail, domain.end);
  }

  // ---- paths

  bool is_path_character(std::size_t at) const { return is_alnum_at(text_, at) || is(at, '_'); }

  bool path_first(std::size_t at) {
    if (!may_go_on()) return false;
    if (is_path_character(at)) return file(at + 1);
    if (is(at, '.')) return dot_behind_slash(at + 1);
    return is(at, '~') && path_from_home(at + 1);
  }

  bool path_from_home(std::size_t at) {
    if (is_path_character(at)) return file(at + 1);
    return is(at, '/') && path_first(at + 1);
  }

  bool dot_behind_slash(std::size_t at) {
    return (is_path_character(at) && file(at + 1)) || dot_path(at);
  }

  bool dot_path(std::size_t at) {
    if (is(at, '/')) return path_first(at + 1);
    if (!is(at, '.')) return false;
    ++at;
    if (is(at, '/') && path_first(at + 1)) return true;
    const bool ends = at >= text_.size() || is(at, '/') || ascii::is_space(text_[at]);
    return ends && accept(TokenKind::kPath, at);
  }

  bool file_goes_on(std::size_t at) { return is_path_character(at) && file(at + 1); }

  bool file(std::size_t at) {
    for (;;) {
      while (is_path_character(at) || is(at, '-')) ++at;
      if (!is_one_of(at, "./") || !is_path_character(at + 1)) break;
      at += 2;
    }
    return (is(at, '/') && path_first(at + 1)) || accept(TokenKind::kPath, at);
  }

  std::string_view text_;
  std::size_t begin_;
  Wanted wanted_;
  Joints joints_;
  TokenShape shape_;
};

}  // namespace

TokenShape shape_of_token(std::string_view text, std::size_t begin) {
  return TokenReader(text, begin, Wanted::kAnything).read();
}

}  // namespace cabled::words
