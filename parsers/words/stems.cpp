#include "parsers/words/stems.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "parsers/model/ascii.h"
#include "parsers/words/letters.h"

namespace cabled::words {
namespace {

// The words that PostgreSQL's "english" leaves out (english.stop), sorted.
constexpr std::string_view kStopWords[] = {
    "a",      "about",  "above", "after", "again",   "against",   "all",       "am",
    "an",     "and",    "any",   "are",   "as",      "at",        "be",        "because",
    "been",   "before", "being", "below", "between", "both",      "but",       "by",
    "can",    "did",    "do",    "does",  "doing",   "don",       "down",      "during",
    "each",   "few",    "for",   "from",  "further", "had",       "has",       "have",
    "having", "he",     "her",   "here",  "hers",    "herself",   "him",       "himself",
    "his",    "how",    "i",     "if",    "in",      "into",      "is",        "it",
    "its",    "itself", "just",  "me",    "more",    "most",      "my",        "myself",
    "no",     "nor",    "not",   "now",   "of",      "off",       "on",        "once",
    "only",   "or",     "other", "our",   "ours",    "ourselves", "out",       "over",
    "own",    "s",      "same",  "she",   "should",  "so",        "some",      "such",
    "t",      "than",   "that",  "the",   "their",   "theirs",    "them",      "themselves",
    "then",   "there",  "these", "they",  "this",    "those",     "through",   "to",
    "too",    "under",  "until", "up",    "very",    "was",       "we",        "were",
    "what",   "when",   "where", "which", "while",   "who",       "whom",      "why",
    "will",   "with",   "you",   "your",  "yours",   "yourself",  "yourselves"};

// PostgreSQL takes longer ones as they are: the stemmer is not made for them.
constexpr std::size_t kLongestStemmed = 1000;

constexpr std::size_t kLongestStopWord = 10;

// By first letter and length: most words are none by these, and need no search.
constexpr auto kMayBeStopWord = [] {
  std::array<std::array<bool, kLongestStopWord + 1>, 26> may{};
  for (const std::string_view word : kStopWords) {
    may[static_cast<std::size_t>(word[0] - 'a')][word.size()] = true;
  }
  return may;
}();

bool is_stop_word(std::string_view small) {
  if (small.empty() || !ascii::is_lower(small[0]) || small.size() > kLongestStopWord) return false;
  return kMayBeStopWord[static_cast<std::size_t>(small[0] - 'a')][small.size()] &&
         std::ranges::binary_search(kStopWords, small);
}

// No plural, participle or the like ends with these: no rule changes such a word, unless it begins
// with an apostrophe. Of cables' words these are a third.
constexpr ascii::ByteSet kStemEnds("abfhjkopquvwxz");

bool is_its_stem(std::string_view small) {
  return small.empty() || (kStemEnds.contains(small.back()) && small.front() != '\'');
}

struct StemmerRelease {
  void operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }
};

/// Snowball's stemmer for the characters of one encoding. It holds the word that it works on.
class Stemmer {
 public:
  explicit Stemmer(const char* encoding) : stemmer_(sb_stemmer_new("english", encoding)) {
    if (!stemmer_) throw std::bad_alloc();
  }

  std::string stem_of(std::string_view small) {
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(small.data()),
                        static_cast<int>(small.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, StemmerRelease> stemmer_;
};

}  // namespace

bool is_stemmed(TokenKind kind) {
  return kind == TokenKind::kWord || kind == TokenKind::kHyphenated || kind == TokenKind::kPart;
}

std::string english_stem(std::string_view small) {
  if (small.size() > kLongestStemmed) return std::string(small);
  if (is_stop_word(small)) return "";
  if (is_its_stem(small)) return std::string(small);
  // By bytes the same rules take half as long as by characters.
  thread_local Stemmer by_bytes("ISO_8859_1");
  thread_local Stemmer by_characters("UTF_8");
  return (is_ascii(small) ? by_bytes : by_characters).stem_of(small);
}

std::string lexeme_of(const TextToken& token, Language language) {
  std::string small = small_letters(token.text);
  return language == Language::kEnglish && is_stemmed(token.kind) ? english_stem(small) : small;
}

}  // namespace cabled::words
