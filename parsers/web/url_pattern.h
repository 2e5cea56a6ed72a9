#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// A glob over URLs, as sources name what they want and what they leave out.
///
/// '*' is any run without '/', '**' any run at all, '?' any one byte but '/'; '\' takes the next
/// byte as it is. A pattern from "http://" or "https://" is matched against the whole URL, one from
/// '/' or '*' against path and query; always from end to end. Literal text is spelled like Url's.
class UrlPattern {
 public:
  /// Bounds the work for each byte of a URL.
  static constexpr std::size_t kMaxTokens = 500;

  /// kInvalid: empty, too long, or begins with something else.
  static Result<UrlPattern> parse(std::string_view text);

  /// Costs at most eight words of work for each byte of the URL, whatever the pattern.
  bool matches(const Url& url) const;
  const std::string& text() const noexcept { return text_; }

 private:
  enum class Scope { kTarget, kWhole };
  struct Token {
    enum class Kind { kLiteral, kOne, kRun, kDeepRun };
    Kind kind;
    char byte;
  };
  static constexpr std::size_t kWords = kMaxTokens / 64 + 1;
  using States = std::array<std::uint64_t, kWords>;  ///< bit i: the tokens before i have matched

  UrlPattern() = default;
  void add(Token token);
  void add_literal(std::string_view text);
  void compile();
  bool matches_bytes(std::string_view bytes) const noexcept;

  std::string text_;
  Scope scope_ = Scope::kTarget;
  std::vector<Token> tokens_;
  std::array<std::uint16_t, 256> slot_{};    ///< for each byte value, where in satisfied_
  std::vector<States> satisfied_{States{}};  ///< literal tokens that a byte satisfies; first: none
  States one_{};
  States run_{};
  States deep_run_{};
};

}  // namespace cabled
