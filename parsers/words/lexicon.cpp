#include "parsers/words/lexicon.h"

#include <algorithm>

#include "parsers/words/letters.h"

namespace cabled::words {
namespace {

// Cables have some ten thousand words that come again; numbers and names go on without end.
constexpr std::uint32_t kMostForms = 30'000;
constexpr std::uint32_t kMostLexemes = 40'000;

std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    bytes = bytes << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  }
  return bytes;
}

}  // namespace

void Lexicon::trim() {
  if (forms_.size() > kMostForms || lexemes_.size() > kMostLexemes) *this = Lexicon();
}

std::string_view Lexicon::in_small_letters(std::string_view text) {
  unsigned char all = 0;
  char* small = small_.data();
  for (const char c : text) {
    all |= static_cast<unsigned char>(c);
    *small++ = ascii::to_lower(c);
  }
  if (all < 0x80) return {small_.data(), text.size()};
  wide_ = small_letters(text);
  return wide_;
}

std::optional<std::uint32_t> Lexicon::enter(std::string_view lexeme) {
  if (lexeme.empty() || lexeme.size() > kLongestWord) return std::nullopt;
  const auto [number, is_new] = lexemes_.enter(lexeme);
  if (is_new) {
    beginnings_.push_back(first_bytes(lexeme));
    in_text_.emplace_back();
  }
  return number;
}

std::optional<std::uint32_t> Lexicon::number_of(const TextToken& token, Language language) {
  if (token.text.size() > kLongestWord) return std::nullopt;
  const std::string_view small = in_small_letters(token.text);
  if (language == Language::kSimple || !is_stemmed(token.kind)) return enter(small);
  const auto [form, is_new] = forms_.enter(small);
  if (is_new) of_form_.push_back(enter(english_stem(small)));
  return of_form_[form];
}

}  // namespace cabled::words
