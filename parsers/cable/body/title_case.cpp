#include "parsers/cable/body/title_case.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>

#include "parsers/cable/body/acronyms.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

constexpr std::array kSmallWords = {"a"sv,   "an"sv,  "and"sv, "as"sv, "at"sv,  "but"sv, "by"sv,
                                    "en"sv,  "for"sv, "if"sv,  "in"sv, "of"sv,  "on"sv,  "or"sv,
                                    "the"sv, "to"sv,  "v"sv,   "v."sv, "via"sv, "vs"sv,  "vs."sv};

// What may follow an apostrophe at the end of a word: "driver's", "don't", "they're".
constexpr std::array kEndings = {"S"sv, "T"sv, "D"sv, "M"sv, "RE"sv, "LL"sv, "VE"sv};

// Words that keep their own capitals.
constexpr auto kSpelt = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"DOD", "DoD"}, {"EXIM", "ExIm"}, {"POLAD", "PolAd"}, {"DEPSECDEF", "DepSecDef"}});

std::string capitalised(std::string_view word) {
  std::string out = ascii::lower(word);
  if (!out.empty()) out.front() = ascii::to_upper(out.front());
  // "MCCAIN"; MAC would spoil "MACEDONIA".
  if (out.size() > 3 && out.starts_with("Mc")) out[2] = ascii::to_upper(out[2]);
  return out;
}

bool is_redaction(std::string_view upper) {
  return upper.size() >= 3 && std::ranges::all_of(upper, [](char c) { return c == 'X'; });
}

// How the word around it is written: what a run of letters needs to know.
using Acronyms = std::set<std::string, std::less<>>;

struct Context {
  const Acronyms& known;
  bool slashed_acronym;  ///< "SLA/U": short parts, one of them an acronym
  bool compound;         ///< "CAFTA-DR": DR is no doctor
  bool bracketed;        ///< "(MTCR)": one short word alone in brackets names an abbreviation
};

// A run of letters within a word: "DRIVER", "IVOIRE".
std::string cased_run(std::string_view run, const Context& context) {
  std::string upper = ascii::upper(run);
  if (is_redaction(upper)) return upper;
  for (const auto& [word, spelt] : kSpelt) {
    if (upper == word && context.bracketed) return upper;
    if (upper == word && upper.size() > 3) return std::string(spelt);
  }
  const bool short_run = upper.size() <= 5;
  if (context.known.contains(upper)) return upper;
  if (run == "US" || (upper == "DR" && context.compound) || is_acronym(upper) ||
      (short_run && (context.slashed_acronym || context.bracketed)))
    return upper;
  return capitalised(run);
}

bool follows_apostrophe(std::string_view word, std::size_t at) {
  if (at >= 2 && word[at - 1] == '\'') return true;
  return at >= 4 && word.substr(at - 3, 3) == "\xE2\x80\x99";
}

bool is_slashed_acronym(std::string_view word) {
  if (word.find('/') == std::string_view::npos) return false;
  bool acronym = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= word.size(); ++at) {
    if (at < word.size() && ascii::is_alpha(word[at])) continue;
    const std::string_view part = word.substr(begin, at - begin);
    if (part.size() > 5) return false;
    acronym = acronym || is_acronym(ascii::upper(part));
    begin = at + 1;
  }
  return acronym;
}

// "(MTCR):" but not "(CORRECTED" and not "(COPY)" of several words.
bool is_bracketed(std::string_view word) {
  const std::size_t close = word.find(')');
  return word.size() > 3 && word.front() == '(' && close != std::string_view::npos && close >= 3 &&
         close <= 6 && std::ranges::all_of(word.substr(1, close - 1), ascii::is_alpha);
}

bool mixes_cases(std::string_view word) {
  const bool lower = std::ranges::any_of(word, ascii::is_lower);
  std::size_t capitals = 0;
  for (std::size_t at = 1; at < word.size(); ++at) {
    const bool begins_part = !ascii::is_alpha(word[at - 1]);
    if (ascii::is_upper(word[at]) && !begins_part) ++capitals;
  }
  return lower && capitals > 0;
}

// "U.S." and "a.i.": letters with full stops between them.
bool is_dotted(std::string_view word) {
  const std::size_t dot = word.find('.');
  return dot != std::string_view::npos && dot + 1 < word.size() && ascii::is_alpha(word[dot + 1]);
}

std::string cased_word(std::string_view word, const Acronyms& known) {
  if (mixes_cases(word)) return std::string(word);
  const bool dotted_initials = is_dotted(word) && word.size() <= 8;
  if (dotted_initials) return ascii::upper(word);

  // "ISN'T" is no bureau with a T.
  const bool negation = word.find("N'T") != std::string_view::npos ||
                        word.find("N\xE2\x80\x99T") != std::string_view::npos;
  if (negation) return capitalised(word);

  const Context context{known, is_slashed_acronym(word), word.find('-') != std::string_view::npos,
                        is_bracketed(word)};
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && ascii::is_alpha(word[end])) ++end;
    if (end == at) {
      out += word[at++];
      continue;
    }
    const std::string_view run = word.substr(at, end - at);
    const std::string upper = ascii::upper(run);
    const bool ending =
        follows_apostrophe(word, at) && std::ranges::find(kEndings, upper) != kEndings.end();
    const bool after_digit = at > 0 && ascii::is_digit(word[at - 1]) && run.size() <= 2;
    const bool after_letter = at > 0 && static_cast<unsigned char>(word[at - 1]) >= 0x80 &&
                              !follows_apostrophe(word, at) && out.size() > 1;
    if (ending || after_digit || (after_letter && !context.bracketed)) {
      const bool ordinal = upper == "TH" || upper == "ST" || upper == "ND" || upper == "RD";
      out += ending || after_letter || ordinal || upper == "S" ? ascii::lower(run) : upper;
    } else {
      out += cased_run(run, context);
    }
    at = end;
  }
  return out;
}

bool is_small(std::string_view word) {
  return std::ranges::find(kSmallWords, ascii::lower(word)) != kSmallWords.end();
}

bool opens_phrase(std::string_view word_before) {
  return word_before.empty() || ":;.?!"sv.find(word_before.back()) != std::string_view::npos ||
         word_before == "--" || word_before == "-";
}

std::size_t letters_end(std::string_view text, std::size_t at) {
  while (at < text.size() && ascii::is_alpha(text[at])) ++at;
  return at;
}

// Calls `take` with each run of letters in `text`.
template <typename Take>
void each_word(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = letters_end(text, at);
    if (end > at) take(text.substr(at, end - at));
    at = end + 1;
  }
}

// Calls `take` with each run of letters in `text` that has two capitals side by side, and where it
// begins: in a text of small letters there are few.
template <typename Take>
void each_capital_word(std::string_view text, Take take) {
  const auto are_capitals = [](char a, char b) {
    const bool first = ascii::is_upper(a);
    const bool second = ascii::is_upper(b);
    return first & second;
  };
  std::size_t pair = ascii::find_pair_by(text, 0, are_capitals);
  while (pair != std::string_view::npos) {
    std::size_t begin = pair;
    while (begin > 0 && ascii::is_alpha(text[begin - 1])) --begin;
    const std::size_t end = letters_end(text, pair);
    take(text.substr(begin, end - begin), begin);
    pair = ascii::find_pair_by(text, end, are_capitals);
  }
}

bool all_capitals(std::string_view word) { return std::ranges::all_of(word, ascii::is_upper); }

// A longer word in capitals is seldom an acronym.
constexpr std::size_t kLongestAcronym = 10;

bool may_be_acronym(std::string_view word) {
  return word.size() >= 2 && word.size() <= kLongestAcronym && all_capitals(word);
}

// "Mr." and "THE" of a heading are no acronyms: a line in capitals says nothing of its words.
bool stands_in_capital_line(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return is_capital_line(text.substr(begin, end - begin));
}

}  // namespace

std::set<std::string, std::less<>> acronyms_of_body(std::string_view subject,
                                                    std::string_view body) {
  Acronyms wanted;
  each_word(subject, [&](std::string_view word) {
    if (may_be_acronym(word)) wanted.emplace(word);
  });
  Acronyms found;
  if (wanted.empty() || std::ranges::none_of(body, ascii::is_lower)) return found;
  each_capital_word(body, [&](std::string_view word, std::size_t at) {
    if (may_be_acronym(word) && wanted.contains(word) && !stands_in_capital_line(body, at))
      found.emplace(word);
  });
  if (found.empty()) return found;
  // What is written in small letters too, or as a name, is a word.
  each_word(body, [&](std::string_view word) {
    if (word.size() > kLongestAcronym || all_capitals(word)) return;
    std::array<char, kLongestAcronym> letters{};
    std::ranges::transform(word, letters.begin(), ascii::to_upper);
    const auto acronym = found.find(std::string_view(letters.data(), word.size()));
    if (acronym != found.end()) found.erase(acronym);
  });
  return found;
}

std::string title_case(std::string_view subject, const Acronyms& acronyms) {
  const std::string text = words::squeeze(subject);
  std::string out;
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = std::string_view(text).substr(at, end - at);
    const bool last = end == text.size();
    if (!out.empty()) out += ' ';
    out += is_small(word) && !opens_phrase(before) && !last ? ascii::lower(word)
                                                            : cased_word(word, acronyms);
    before = word;
    at = end + 1;
  }
  return out;
}

}  // namespace cabled
