#include "parsers/words/found_words.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "parsers/words/stems.h"
#include "parsers/words/text_tokens.h"
#include "parsers/words/token_words.h"

namespace cabled::words {
namespace {

/// A lexeme of a phrase: which phrase, and the how manieth of it.
struct Member {
  std::size_t sought;
  std::size_t nth;
};

/// The phrases by their lexemes, to ask for each word of a text.
class Sought {
 public:
  explicit Sought(const std::vector<SoughtPhrase>& phrases) {
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      for (std::size_t k = 0; k < phrases[i].size(); ++k) {
        const SoughtLexeme& lexeme = phrases[i][k];
        if (lexeme.is_beginning) {
          beginnings_.emplace_back(lexeme.text, Member{i, k});
        } else {
          whole_[lexeme.text].push_back({i, k});
        }
      }
    }
  }

  template <typename Use>
  void each(const std::string& lexeme, Use use) const {
    if (lexeme.empty()) return;
    if (const auto found = whole_.find(lexeme); found != whole_.end()) {
      for (const Member& member : found->second) use(member);
    }
    for (const auto& [beginning, member] : beginnings_) {
      if (lexeme.starts_with(beginning)) use(member);
    }
  }

 private:
  std::unordered_map<std::string, std::vector<Member>> whole_;
  std::vector<std::pair<std::string, Member>> beginnings_;
};

class WordFinder {
 public:
  WordFinder(std::string_view text, const std::vector<SoughtPhrase>& phrases)
      : text_(text), phrases_(phrases), sought_(phrases), places_(phrases.size()) {}

  std::vector<FoundWord> find() {
    unsigned place = 0;
    TextTokens tokens(text_);
    while (const auto token = tokens.next()) {
      if (token->text.size() > kLongestWord) continue;
      ++place;
      look_at(*token, place);
      for (const TextToken& word : words_within(*token)) look_at(word, place);
    }
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      if (phrases_[i].size() > 1) find_phrase(i);
    }
    return in_order();
  }

 private:
  void look_at(const TextToken& token, unsigned place) {
    const auto begin = static_cast<std::size_t>(token.text.data() - text_.data());
    const FoundWord word{begin, begin + token.text.size()};
    sought_.each(lexeme_of(token, Language::kEnglish), [&](const Member& member) {
      FoundWord found = word;
      found.sought = member.sought;
      if (phrases_[member.sought].size() == 1) {
        found_.push_back(found);
      } else {
        places_[member.sought].emplace(std::pair(member.nth, place), found);
      }
    });
  }

  void find_phrase(std::size_t which) {
    const SoughtPhrase& phrase = phrases_[which];
    const auto& places = places_[which];
    for (const auto& [key, first] : places) {
      if (key.first != 0) return;  // the first lexemes come first
      std::vector<FoundWord> members;
      for (std::size_t k = 0; k < phrase.size(); ++k) {
        const auto at = places.find({k, key.second + phrase[k].place - phrase[0].place});
        if (at == places.end()) break;
        members.push_back(at->second);
      }
      if (members.size() == phrase.size()) std::ranges::copy(members, std::back_inserter(found_));
    }
  }

  // Of words within words the longer one.
  std::vector<FoundWord> in_order() {
    std::ranges::sort(found_, [](const FoundWord& a, const FoundWord& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<FoundWord> apart;
    for (const FoundWord& word : found_) {
      if (apart.empty() || word.begin >= apart.back().end) apart.push_back(word);
    }
    return apart;
  }

  std::string_view text_;
  const std::vector<SoughtPhrase>& phrases_;
  Sought sought_;
  /// Of phrases of several lexemes, by the number of the lexeme in it and its place in the text.
  std::vector<std::map<std::pair<std::size_t, unsigned>, FoundWord>> places_;
  std::vector<FoundWord> found_;
};

constexpr std::size_t kPassageWords = 18;
constexpr std::size_t kWordsBefore = 4;
constexpr std::size_t kMostTried = 1000;

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Words as a reader counts them: parts are in what they are parts of.
std::vector<Span> spans_of_words(std::string_view text) {
  std::vector<Span> spans;
  TextTokens tokens(text);
  while (const auto token = tokens.next()) {
    const auto begin = static_cast<std::size_t>(token->text.data() - text.data());
    const std::size_t end = begin + token->text.size();
    if (spans.empty() || begin >= spans.back().end) spans.push_back({begin, end});
  }
  return spans;
}

/// A passage, in words, and how much of the search it has.
struct Passage {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t worth = 0;
};

class Passages {
 public:
  Passages(std::string_view text, std::vector<FoundWord> found)
      : text_(text), found_(std::move(found)), spans_(spans_of_words(text)) {}

  std::string best() const {
    if (spans_.empty()) return "";
    if (found_.empty()) return marked({0, std::min(kPassageWords, spans_.size()) - 1});
    std::vector<Passage> tried;
    for (std::size_t i = 0; i < std::min(found_.size(), kMostTried); ++i)
      tried.push_back(around(i));
    const Passage first = *std::ranges::max_element(tried, {}, &Passage::worth);
    std::erase_if(tried,
                  [&](const Passage& p) { return p.first <= first.last && first.first <= p.last; });
    if (tried.empty()) return marked(first);
    const Passage second = *std::ranges::max_element(tried, {}, &Passage::worth);
    return first.first < second.first ? marked(first) + " ... " + marked(second)
                                      : marked(second) + " ... " + marked(first);
  }

 private:
  std::size_t word_at(std::size_t place) const {
    const auto behind = std::ranges::upper_bound(spans_, place, {}, &Span::begin);
    return behind == spans_.begin() ? 0 : static_cast<std::size_t>(behind - spans_.begin()) - 1;
  }

  Passage around(std::size_t which) const {
    const std::size_t word = word_at(found_[which].begin);
    Passage passage{word - std::min(word, kWordsBefore)};
    passage.last = std::min(passage.first + kPassageWords, spans_.size()) - 1;
    std::set<std::size_t> kinds;
    std::size_t marks = 0;
    for (std::size_t i = which; i < found_.size() && found_[i].end <= spans_[passage.last].end;
         ++i) {
      kinds.insert(found_[i].sought);
      ++marks;
    }
    passage.worth = kPassageWords * kinds.size() + marks;
    return passage;
  }

  std::string marked(const Passage& passage) const {
    std::size_t at = spans_[passage.first].begin;
    const std::size_t end = spans_[passage.last].end;
    std::string out;
    for (const FoundWord& word : found_) {
      if (word.begin < at || word.end > end) continue;
      out += text_.substr(at, word.begin - at);
      out += '\x02';
      out += text_.substr(word.begin, word.end - word.begin);
      out += '\x03';
      at = word.end;
    }
    return out + std::string(text_.substr(at, end - at));
  }

  std::string_view text_;
  std::vector<FoundWord> found_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<FoundWord> find_words(std::string_view text, const SearchWords& words) {
  if (words.sought.empty()) return {};
  return WordFinder(text, words.sought).find();
}

std::string found_passages(std::string_view text, const SearchWords& words) {
  return Passages(text, find_words(text, words)).best();
}

}  // namespace cabled::words
