#include "parsers/web/url_pattern.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/model/url_escape.h"

namespace cabled {
namespace {

constexpr std::size_t kBitsPerWord = 64;

template <typename States>
void set_bit(States& states, std::size_t bit) {
  states[bit / kBitsPerWord] |= std::uint64_t{1} << (bit % kBitsPerWord);
}

bool is_whole_url(std::string_view text) {
  return ascii::istarts_with(text, "http://") || ascii::istarts_with(text, "https://");
}

// Scheme and host have no case, the rest of a URL has.
std::string with_lower_case_origin(std::string_view text) {
  const std::size_t host = text.find("//") + 2;
  const std::size_t end = std::min(text.find_first_of("/?", host), text.size());
  return ascii::lower(text.substr(0, end)) + std::string(text.substr(end));
}

}  // namespace

Result<UrlPattern> UrlPattern::parse(std::string_view text) {
  UrlPattern pattern;
  pattern.text_ = text;
  const bool whole = is_whole_url(text);
  if (!whole && !text.starts_with('/') && !text.starts_with('*')) {
    return fail(ErrorKind::kInvalid,
                "URL pattern '{}' begins with none of '/', '*', 'http://', 'https://'", text);
  }
  pattern.scope_ = whole ? Scope::kWhole : Scope::kTarget;
  const std::string source = whole ? with_lower_case_origin(text) : std::string(text);
  std::string literal;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '*' || source[i] == '?') {
      pattern.add_literal(std::exchange(literal, {}));
      pattern.add({source[i] == '?' ? Token::Kind::kOne : Token::Kind::kRun, source[i]});
    } else {
      if (source[i] == '\\' && i + 1 < source.size()) ++i;
      literal += source[i];
    }
  }
  pattern.add_literal(literal);
  if (pattern.tokens_.size() > kMaxTokens) {
    return fail(ErrorKind::kInvalid, "URL pattern '{}...' is longer than {}", text.substr(0, 100),
                kMaxTokens);
  }
  pattern.compile();
  return pattern;
}

// Two runs side by side become one, so that a step need skip but one of them.
void UrlPattern::add(Token token) {
  const auto is_run = [](const Token& other) {
    return other.kind == Token::Kind::kRun || other.kind == Token::Kind::kDeepRun;
  };
  if (is_run(token) && !tokens_.empty() && is_run(tokens_.back())) {
    tokens_.back().kind = Token::Kind::kDeepRun;
  } else {
    tokens_.push_back(token);
  }
}

void UrlPattern::add_literal(std::string_view text) {
  for (const char c : normalize_escapes(text)) tokens_.push_back({Token::Kind::kLiteral, c});
}

void UrlPattern::compile() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    switch (tokens_[i].kind) {
      case Token::Kind::kLiteral: {
        std::uint16_t& slot = slot_[static_cast<unsigned char>(tokens_[i].byte)];
        if (slot == 0) {
          slot = static_cast<std::uint16_t>(satisfied_.size());
          satisfied_.emplace_back();
        }
        set_bit(satisfied_[slot], i);
        break;
      }
      case Token::Kind::kOne:
        set_bit(one_, i);
        break;
      case Token::Kind::kRun:
        set_bit(run_, i);
        break;
      case Token::Kind::kDeepRun:
        set_bit(deep_run_, i);
        break;
    }
  }
}

bool UrlPattern::matches(const Url& url) const {
  return scope_ == Scope::kWhole ? matches_bytes(url.text()) : matches_bytes(url.target());
}

// All ways to match are followed at once, one bit each: none is ever tried again.
bool UrlPattern::matches_bytes(std::string_view bytes) const noexcept {
  const std::size_t words = tokens_.size() / kBitsPerWord + 1;
  const auto skip_runs = [&](States& states) {
    std::uint64_t carry = 0;
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t skippable = states[w] & (run_[w] | deep_run_[w]);
      states[w] |= skippable << 1U | carry;
      carry = skippable >> (kBitsPerWord - 1);
    }
  };
  States states{1};
  skip_runs(states);
  for (const char c : bytes) {
    const States& literal = satisfied_[slot_[static_cast<unsigned char>(c)]];
    const std::uint64_t in_segment = c == '/' ? 0 : ~std::uint64_t{0};
    std::uint64_t carry = 0;
    std::uint64_t any = 0;
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t advancing = states[w] & (literal[w] | (one_[w] & in_segment));
      const std::uint64_t staying = states[w] & (deep_run_[w] | (run_[w] & in_segment));
      states[w] = advancing << 1U | carry | staying;
      carry = advancing >> (kBitsPerWord - 1);
      any |= states[w];
    }
    if (any == 0) return false;
    skip_runs(states);
  }
  return (states[tokens_.size() / kBitsPerWord] >> (tokens_.size() % kBitsPerWord) & 1U) != 0;
}

}  // namespace cabled
