#include "parsers/cable/damage/sentence_scraps.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

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

/// The few words beside the break between two lines, in their order and without the marks around
/// them.
class FewWords {
 public:
  std::size_t size() const noexcept { return count_; }
  bool empty() const noexcept { return count_ == 0; }
  std::string_view operator[](std::size_t at) const noexcept { return words_[at]; }
  std::span<const std::string_view> all() const noexcept { return {words_.data(), count_}; }

  void put_behind(std::string_view word) noexcept { words_[count_++] = word; }

  void put_before(std::string_view word) noexcept {
    std::shift_right(words_.begin(), words_.end(), 1);
    words_[0] = word;
    ++count_;
  }

 private:
  std::array<std::string_view, 2 * kFewWords> words_{};
  std::size_t count_ = 0;
};

template <typename Words>
bool holds(const Words& words, std::string_view word) {
  return std::ranges::any_of(
      words, [word](std::string_view known) { return ascii::iequals(known, word); });
}

// Without the marks around it.
std::string_view bare_word(std::string_view word) {
  static constexpr ascii::ByteSet kMarks(R"x("'().,;:?!)x");
  while (!word.empty() && kMarks.contains(word.front())) word.remove_prefix(1);
  while (!word.empty() && kMarks.contains(word.back())) word.remove_suffix(1);
  return word;
}

bool iends_with(std::string_view word, std::string_view end) {
  return word.size() >= end.size() && ascii::iequals(word.substr(word.size() - end.size()), end);
}

bool may_be_verb(std::string_view word) {
  return iends_with(word, "ed") || iends_with(word, "s") || iends_with(word, "n't") ||
         holds(kIrregular, word) || word.find_first_of("0123456789/-") != std::string_view::npos;
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
FewWords words_behind_end(std::string_view line) {
  FewWords words;
  line = ascii::trim(line);
  while (!line.empty() && words.size() <= kFewWords) {
    const std::string_view word = last_word(line);
    if (ends_sentence_at(word)) return words;
    words.put_before(bare_word(word));
    line = ascii::trim(line.substr(0, line.size() - word.size()));
  }
  return {};
}

// The words up to the first end of a sentence, the one that ends it included; empty when there is
// none in the first few.
FewWords words_to_end(std::string_view line) {
  FewWords words;
  line = ascii::trim(line);
  while (!line.empty() && words.size() < kFewWords) {
    const std::string_view word = first_word_of(line);
    words.put_behind(bare_word(word));
    // A short word ends one too: "… The / tons. He".
    const bool stop = word.ends_with('.') && word.find('.') + 1 == word.size() &&
                      ascii::is_lower(word.front()) && word.size() > 3;
    if (stop || ends_sentence_at(word)) return words;
    line = ascii::trim(line.substr(word.size()));
  }
  return {};
}

bool has_verb(std::span<const std::string_view> words) {
  return std::ranges::any_of(words, may_be_verb);
}

// Whether `words` are a subject and nothing else: "the tons", "the head parliament", "decision".
bool lack_verb(const FewWords& words) {
  const bool article = holds(kArticles, words[0]);
  if (article && words.size() == 2) return true;
  // The subject may be a plural: "The talks fail."
  const std::size_t subject = article ? 1 : 0;
  return !has_verb(words.all().subspan(std::min(subject, words.size()))) &&
         !holds(kPlurals, words[subject]) && !holds(kPronouns, words[0]);
}

// "told us that / decision.", "noted that the / islands."
bool is_scrap_behind_that(std::string_view above, const FewWords& below) {
  constexpr std::size_t kMostWords = 3;
  static constexpr std::array kJoints = {"that"sv, "whether"sv, "because"sv};
  FewWords words = below;
  above = ascii::trim(above);
  while (!above.empty() && words.size() <= kMostWords) {
    const std::size_t blank = above.find_last_of(' ');
    const std::string_view raw = above.substr(blank == std::string_view::npos ? 0 : blank + 1);
    const std::string_view word = bare_word(raw);
    if (holds(kJoints, word)) {
      return (words.size() <= 2 || holds(kArticles, words[0])) && lack_verb(words);
    }
    if (blank == std::string_view::npos || word.size() != raw.size()) return false;
    words.put_before(word);
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
  const FewWords end = words_to_end(below);
  const auto is_bare = [](std::string_view word) { return word.empty(); };
  if (end.empty() || std::ranges::any_of(end.all(), is_bare)) return false;
  if (is_scrap_behind_that(above, end)) return true;
  FewWords words = words_behind_end(above);
  if (words.empty() || words.size() + end.size() > kFewWords || !holds(kArticles, words[0])) {
    return false;
  }
  for (const std::string_view word : end.all()) words.put_behind(word);
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
