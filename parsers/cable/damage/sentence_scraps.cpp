#include "parsers/cable/damage/sentence_scraps.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parsers/cable/damage/line_joints.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using namespace std::literals;

// So many words of a line are looked at, from its end or its start.
constexpr std::size_t kFewWords = 4;

constexpr std::array kArticles = {"the"sv, "a"sv,     "an"sv,  "its"sv,
                                  "our"sv, "their"sv, "his"sv, "her"sv};

// Subjects whose verb can be any word: "The police agree."
constexpr std::array kPlurals = {"police"sv, "people"sv, "media"sv,   "staff"sv,    "military"sv,
                                 "men"sv,    "women"sv,  "press"sv,   "children"sv, "clergy"sv,
                                 "data"sv,   "public"sv, "majority"sv};

constexpr std::array kPronouns = {"they"sv, "we"sv, "you"sv, "i"sv, "he"sv, "she"sv, "it"sv};

// Verbs that do not end as others do: in "ed" or "s".
constexpr auto kIrregular = std::to_array<std::string_view>(
    {"are",        "arose",  "ate",    "be",    "became",  "been",     "began",  "bore",   "bought",
     "broke",      "built",  "came",   "can",   "chose",   "could",    "cut",    "did",    "do",
     "drew",       "drove",  "fell",   "felt",  "fled",    "flew",     "forgot", "fought", "found",
     "froze",      "gave",   "go",     "got",   "grew",    "had",      "have",   "heard",  "held",
     "hit",        "hurt",   "kept",   "knew",  "laid",    "led",      "left",   "lent",   "let",
     "lost",       "made",   "may",    "meant", "met",     "might",    "must",   "not",    "paid",
     "put",        "quit",   "ran",    "rang",  "read",    "rose",     "said",   "sank",   "sat",
     "saw",        "sent",   "set",    "shall", "shook",   "shot",     "should", "shut",   "slept",
     "sold",       "sought", "spent",  "split", "spoke",   "spread",   "stole",  "stood",  "struck",
     "stuck",      "swore",  "taught", "think", "thought", "threw",    "told",   "took",   "tore",
     "understood", "upset",  "went",   "were",  "will",    "withdrew", "woke",   "won",    "would",
     "wrote"});

template <typename Words>
bool holds(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// In small letters, without the marks around it.
std::string bare_word(std::string_view word) {
  static constexpr auto kMarks = R"x("'().,;:?!)x"sv;
  while (!word.empty() && kMarks.find(word.front()) != std::string_view::npos)
    word.remove_prefix(1);
  while (!word.empty() && kMarks.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return ascii::lower(word);
}

bool may_be_verb(const std::string& word) {
  return word.ends_with("ed") || word.ends_with('s') || word.ends_with("n't") ||
         holds(kIrregular, word) || word.find_first_of("0123456789/-") != std::string::npos;
}

// "U.S.", "Mr.", "e.g.": no end of a sentence.
bool is_abbreviated(std::string_view word) {
  return word.find('.') + 1 < word.size() || word.size() <= 4;
}

bool ends_sentence_at(std::string_view word) {
  while (!word.empty() && (word.back() == '"' || word.back() == ')')) word.remove_suffix(1);
  if (word.empty()) return false;
  return word.back() == '?' || word.back() == '!' || (word.back() == '.' && !is_abbreviated(word));
}

// The words behind the last end of a sentence; empty when there is none in the last few.
std::vector<std::string> words_behind_end(std::string_view line) {
  std::vector<std::string> words;
  line = ascii::trim(line);
  while (!line.empty() && words.size() <= kFewWords) {
    const std::string_view word = last_word(line);
    if (ends_sentence_at(word)) {
      std::ranges::reverse(words);
      return words;
    }
    words.push_back(bare_word(word));
    line = ascii::trim(line.substr(0, line.size() - word.size()));
  }
  return {};
}

// The words up to the first end of a sentence, the one that ends it included; empty when there is
// none in the first few.
std::vector<std::string> words_to_end(std::string_view line) {
  std::array<std::string_view, kFewWords> taken;
  std::size_t count = 0;
  line = ascii::trim(line);
  while (!line.empty() && count < kFewWords) {
    const std::string_view word = first_word_of(line);
    taken[count++] = word;
    // A short word ends one too: "… The / tons. He".
    const bool stop = word.ends_with('.') && word.find('.') + 1 == word.size() &&
                      ascii::is_lower(word.front()) && word.size() > 3;
    if (stop || ends_sentence_at(word)) {
      std::vector<std::string> words(count);
      std::transform(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(count),
                     words.begin(), bare_word);
      return words;
    }
    line = ascii::trim(line.substr(word.size()));
  }
  return {};
}

bool has_verb(const std::vector<std::string>& words, std::size_t from) {
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(std::min(from, words.size())),
                     words.end(), may_be_verb);
}

// Whether `words` are a subject and nothing else: "the tons", "the head parliament", "decision".
bool lack_verb(const std::vector<std::string>& words) {
  const bool article = holds(kArticles, words.front());
  if (article && words.size() == 2) return true;
  // The subject may be a plural: "The talks fail."
  const std::size_t subject = article ? 1 : 0;
  return !has_verb(words, subject) && !holds(kPlurals, words[subject]) &&
         !holds(kPronouns, words.front());
}

// "told us that / decision.", "noted that the / islands."
bool is_scrap_behind_that(std::string_view above, const std::vector<std::string>& below) {
  constexpr std::size_t kMostWords = 3;
  std::vector<std::string> words = below;
  above = ascii::trim(above);
  while (!above.empty() && words.size() <= kMostWords) {
    const std::size_t blank = above.find_last_of(' ');
    const std::string_view raw = above.substr(blank == std::string_view::npos ? 0 : blank + 1);
    const std::string word = bare_word(raw);
    if (word == "that" || word == "whether" || word == "because") {
      return (words.size() <= 2 || holds(kArticles, words.front())) && lack_verb(words);
    }
    if (blank == std::string_view::npos || word.size() != raw.size()) return false;
    words.insert(words.begin(), word);
    above = ascii::trim(above.substr(0, blank));
  }
  return false;
}

}  // namespace

bool is_scrap(std::string_view above, std::string_view below) {
  // Most lines end no sentence so near to their start.
  constexpr std::size_t kNearStart = 40;
  const auto ends = [](char c) { return (c == '.') | (c == '?') | (c == '!'); };
  if (!ascii::any_byte(below.substr(0, kNearStart), ends)) return false;
  const std::vector<std::string> end = words_to_end(below);
  if (end.empty() || std::ranges::any_of(end, [](const std::string& w) { return w.empty(); }))
    return false;
  if (is_scrap_behind_that(above, end)) return true;
  std::vector<std::string> words = words_behind_end(above);
  if (words.empty() || words.size() + end.size() > kFewWords || !holds(kArticles, words[0])) {
    return false;
  }
  words.insert(words.end(), end.begin(), end.end());
  return lack_verb(words);
}

bool leaves_bracket_open(std::string_view above, std::string_view below) {
  constexpr std::size_t kRemark = 60;
  constexpr std::size_t kNearEnd = 15;
  const std::size_t near_end = above.size() - std::min(above.size(), kNearEnd);
  const std::size_t in_tail = above.substr(near_end).rfind('(');
  if (in_tail == std::string_view::npos) return false;
  const std::size_t open = near_end + in_tail;
  if (above.find(')', open) != std::string_view::npos) return false;
  // A portion mark and a long remark close further on, or begin a paragraph.
  const std::string_view word = above.substr(open + 1, 4);
  const bool refers = word.starts_with("see ") || word.starts_with("SEE ") ||
                      word.starts_with("ref") || word.starts_with("REF");
  return refers && below.substr(0, kRemark).find(')') == std::string_view::npos;
}

}  // namespace cabled
