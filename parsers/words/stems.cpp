#include "parsers/words/stems.h"

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <new>

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

struct StemmerRelease {
  void operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }
};

// One a thread: a stemmer holds the word that it works on.
sb_stemmer& stemmer() {
  thread_local const std::unique_ptr<sb_stemmer, StemmerRelease> kStemmer(
      sb_stemmer_new("english", "UTF_8"));
  if (!kStemmer) throw std::bad_alloc();
  return *kStemmer;
}

}  // namespace

bool is_stemmed(TokenKind kind) {
  return kind == TokenKind::kWord || kind == TokenKind::kHyphenated || kind == TokenKind::kPart;
}

std::string english_stem(std::string_view small) {
  if (small.size() > kLongestStemmed) return std::string(small);
  if (std::ranges::binary_search(kStopWords, small)) return "";
  const sb_symbol* stem = sb_stemmer_stem(
      &stemmer(), reinterpret_cast<const sb_symbol*>(small.data()), static_cast<int>(small.size()));
  if (stem == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(&stemmer()))};
}

std::string lexeme_of(const TextToken& token, Language language) {
  std::string small = small_letters(token.text);
  return language == Language::kEnglish && is_stemmed(token.kind) ? english_stem(small) : small;
}

}  // namespace cabled::words
