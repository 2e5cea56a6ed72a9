#include "parsers/cable/tags/tag_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "parsers/cable/tags/given_names.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Words that end a phrase, so that the next word begins another.
constexpr std::array kPhraseEnds = {
    "AFFAIRS"sv,       "POLITICS"sv,    "ELECTIONS"sv, "ELECTION"sv,    "FREEDOM"sv,
    "CLEARANCE"sv,     "POLICY"sv,      "RELATIONS"sv, "DEFENSE"sv,     "AMBASSADOR"sv,
    "DISENGAGEMENT"sv, "ASSISTANCE"sv,  "RIGHTS"sv,    "ISSUES"sv,      "CONTROL"sv,
    "CONTROLS"sv,      "OPERATIONS"sv,  "SECURITY"sv,  "TERRORISM"sv,   "MEETINGS"sv,
    "ZEALAND"sv,       "COOPERATION"sv, "VISITS"sv,    "TRAFFICKING"sv, "AGREEMENT"sv,
    "AGREEMENTS"sv,    "PROCESS"sv,     "REFORM"sv,    "POL"sv,         "CORRUPTION"sv,
};

// Words that join a phrase although they could be country codes ("IN", "IS", "TO").
constexpr std::array kJoiners = {"IN"sv, "IS"sv, "OF"sv,  "WITH"sv, "AND"sv, "FOR"sv,
                                 "ON"sv, "TO"sv, "THE"sv, "BY"sv,   "&"sv};

// A level or a caption that strayed into a TAGS line. ROGER is a given name too.
bool is_no_tag(std::string_view word) {
  if (read_level(word, Strictness::kStrict)) return true;
  return !is_given_name(word) && read_caption_line(word, Strictness::kStrict).has_value();
}

// Words that could be split into codes ("SOCI", "AL") and are words.
constexpr std::array kWholeWords = {"SOCIAL"sv, "MASSES"sv, "POLICY"sv, "PROPER"sv};

// The longest run of glued tags met has nine; a bound keeps the search below cheap.
constexpr std::size_t kLongestRun = 80;

template <typename Words>
bool knows(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// "MASSMNUC", "PHUMBA", "VEPREL": four-letter codes with at most one country code at either end.
std::vector<std::string> split_run(std::string_view word) {
  if (word.size() < 6 || word.size() > kLongestRun || knows(kWholeWords, word)) return {};
  for (const std::size_t lead : {0U, 2U}) {
    const std::string_view rest = word.substr(lead);
    const std::size_t tail = rest.size() % 4;
    if (tail != 0 && tail != 2) continue;
    if (lead == 2 && known_tag_kind(word.substr(0, 2)) != TagKind::kGeo) continue;
    std::vector<std::string> parts;
    if (lead == 2) parts.emplace_back(word.substr(0, 2));
    bool known = rest.size() >= 4;
    for (std::size_t at = 0; known && at < rest.size(); at += 4) {
      const std::string_view part = rest.substr(at, 4);
      known = is_listed_code(part) || known_tag_kind(part) == TagKind::kOrganization;
      parts.emplace_back(part);
    }
    if (known && parts.size() > 1) return parts;
  }
  return {};
}

// "MOPPS": a known code with one letter too many, when only one code is that near.
std::optional<std::string> without_extra_letter(std::string_view word) {
  if (word.size() != 5) return std::nullopt;
  std::optional<std::string> found;
  for (std::size_t at = 0; at < word.size(); ++at) {
    std::string shorter(word);
    shorter.erase(at, 1);
    if (!is_listed_code(shorter) || found == shorter) continue;
    if (found) return std::nullopt;
    found = std::move(shorter);
  }
  return found;
}

bool is_tag_initial(std::string_view word) {
  return word.size() <= 2 && (word.size() == 1 || word[1] == '.') && ascii::is_upper(word[0]);
}

// Walks over the words of one item; phrases and persons are gathered until something closes them.
class WordReader {
 public:
  explicit WordReader(std::string_view item) : words_(words::split(item)) {}

  std::vector<std::string> tags() {
    for (at_ = 0; at_ < words_.size(); ++at_) take(words_[at_]);
    close_phrase();
    return std::move(tags_);
  }

 private:
  bool next_is_plain_word() const {
    return at_ + 1 < words_.size() && words_[at_ + 1].size() > 2 &&
           !known_tag_kind(words_[at_ + 1]);
  }

  void take(std::string_view word) {
    if (word.ends_with('.') && known_tag_kind(word.substr(0, word.size() - 1))) {
      word.remove_suffix(1);
    }
    if (is_no_tag(word) || take_slashed(word)) return;
    const bool joins = knows(kJoiners, word) && !phrase_.empty() && next_is_plain_word();
    if (!joins && take_code(word)) return;
    if (!phrase_.empty() && words_in_phrase_ == 1 && is_given_name(word)) {
      take_person(word);
      return;
    }
    if (!phrase_.empty()) phrase_ += ' ';
    phrase_ += word;
    ++words_in_phrase_;
    if (words_in_phrase_ > 1 && knows(kPhraseEnds, word)) close_phrase();
  }

  // "PREL/PGOV/PO": codes parted by slashes.
  bool take_slashed(std::string_view word) {
    if (word.find('/') == std::string_view::npos || known_tag_kind(word)) return false;
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= word.size();) {
      const std::size_t end = std::min(word.find('/', at), word.size());
      if (!known_tag_kind(word.substr(at, end - at))) return false;
      parts.emplace_back(word.substr(at, end - at));
      at = end + 1;
    }
    close_phrase();
    std::ranges::move(parts, std::back_inserter(tags_));
    return true;
  }

  bool take_code(std::string_view word) {
    const bool single = word == "POL" && phrase_.empty();
    if (known_tag_kind(word) || single) {
      close_phrase();
      tags_.emplace_back(word);
      return true;
    }
    std::vector<std::string> parts = split_run(word);
    if (parts.empty()) {
      if (auto repaired = without_extra_letter(word)) parts.push_back(std::move(*repaired));
    }
    if (parts.empty()) return false;
    close_phrase();
    std::ranges::move(parts, std::back_inserter(tags_));
    return true;
  }

  void take_person(std::string_view given_name) {
    phrase_ += ", ";
    phrase_ += given_name;
    while (at_ + 1 < words_.size() && is_tag_initial(words_[at_ + 1])) {
      phrase_ += ' ';
      phrase_ += words_[++at_];
    }
    close_phrase();
  }

  void close_phrase() {
    if (!phrase_.empty()) tags_.push_back(std::move(phrase_));
    phrase_.clear();
    words_in_phrase_ = 0;
  }

  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
  std::string phrase_;
  std::size_t words_in_phrase_ = 0;
  std::vector<std::string> tags_;
};

bool is_tag_word(std::string_view word) {
  return known_tag_kind(word) || is_no_tag(word) || !split_run(word).empty() ||
         tag_kind(word) == TagKind::kProgram;
}

}  // namespace

std::vector<std::string> tags_of_item(std::string_view item) { return WordReader(item).tags(); }

bool is_all_tags(std::string_view line) {
  std::string upper = ascii::upper(line);
  std::ranges::replace(upper, ',', ' ');
  std::ranges::replace(upper, ';', ' ');
  const std::vector<std::string_view> words = words::split(upper);
  return !words.empty() && std::ranges::all_of(words, is_tag_word);
}

}  // namespace cabled
