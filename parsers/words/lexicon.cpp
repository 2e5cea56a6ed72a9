#include "parsers/words/lexicon.h"

#include <endian.h>

#include <algorithm>
#include <cstring>

#include "parsers/words/letters.h"

namespace cabled::words {
namespace {

// Cables have some ten thousand words that come again; numbers and names go on without end.
constexpr std::uint32_t kMostWords = 45'000;
// So many words of cables take a third of it.
constexpr std::size_t kMostBytesOfWords = 1'000'000;

constexpr std::uint32_t kNotStemmedYet = Lexicon::kNone - 1;

std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), std::min(text.size(), sizeof bytes));
  return be64toh(bytes);
}

}  // namespace

void Lexicon::trim() {
  if (strings_.size() > kMostWords || strings_.bytes() > kMostBytesOfWords) *this = Lexicon();
}

std::uint32_t Lexicon::enter(std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return kNone;
  const auto [number, is_new] = strings_.enter(word);
  if (is_new) known_.push_back({.beginning = first_bytes(word), .stem = kNotStemmedYet});
  return number;
}

std::string_view Lexicon::in_small_letters(std::string_view word) {
  if (is_ascii(word)) return word;
  small_ = small_letters(word);
  return small_;
}

std::uint32_t Lexicon::number_of(const TextToken& token, Language language) {
  if (language == Language::kSimple || !is_stemmed(token.kind)) {
    return enter(in_small_letters(token.text));
  }
  const std::uint32_t word = enter(token.text);
  if (known_[word].stem == kNotStemmedYet) {
    const std::string stem = english_stem(in_small_letters(token.text));
    const std::uint32_t number = stem == token.text ? word : enter(stem);
    known_[word].stem = number;
  }
  return known_[word].stem;
}

}  // namespace cabled::words
