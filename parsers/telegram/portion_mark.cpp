#include "parsers/telegram/portion_mark.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// "(C/NF/REL NATO)" is about the longest met; anything longer is a remark in brackets.
constexpr std::size_t kLongestMark = 24;
// "C)", "SBU//NF)": more before a bracket is a remark whose opening bracket is elsewhere.
constexpr std::size_t kLongestUnopened = 9;

bool is_portion_separator(char c) { return c == '/' || c == '-' || c == ',' || ascii::is_space(c); }

bool is_portion_word(std::string_view word, Strictness strictness) {
  return std::ranges::any_of(kPortionWords, [&](const PortionWord& known) {
    const bool in_any_case = strictness == Strictness::kTolerant && known.may_be_small;
    return in_any_case ? ascii::iequals(known.word, word) : known.word == word;
  });
}

std::string_view first_part(std::string_view inside) {
  return inside.substr(0, static_cast<std::size_t>(
                              std::ranges::find_if(inside, is_portion_separator) - inside.begin()));
}

bool is_all_portion_words(std::string_view inside, Strictness strictness) {
  if (!is_portion_word(first_part(inside), strictness)) return false;
  while (!inside.empty()) {
    const std::string_view part = first_part(inside);
    if (!part.empty() && !is_portion_word(part, strictness)) return false;
    inside.remove_prefix(std::min(part.size() + 1, inside.size()));
  }
  return true;
}

bool is_portion(std::string_view inside, Strictness strictness) {
  if (strictness == Strictness::kStrict) return is_all_portion_words(inside, strictness);
  return is_portion_word(first_part(inside), strictness) && std::ranges::all_of(inside, [](char c) {
           return ascii::is_alpha(c) || is_portion_separator(c);
         });
}

}  // namespace

std::optional<PortionMark> portion_mark_at(std::string_view text, std::size_t at,
                                           Strictness strictness) {
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  const std::size_t close = text.substr(at, kLongestMark).find(')');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = ascii::trim(text.substr(at + 1, close - 1));
  if (!is_portion(inside, strictness)) return std::nullopt;
  std::string mark = words::squeeze(ascii::upper(inside));
  if (mark.find(" TEXT") != std::string::npos) mark.resize(first_part(mark).size());
  return PortionMark{std::move(mark), at + close + 1};
}

std::optional<PortionMark> unopened_portion_mark_at(std::string_view text, std::size_t at,
                                                    Strictness strictness) {
  if (at >= text.size()) return std::nullopt;
  const std::size_t close = text.substr(at, kLongestUnopened).find(')');
  if (close == std::string_view::npos || close == 0) return std::nullopt;
  const std::string_view word = text.substr(at, close);
  if (!is_all_portion_words(word, strictness)) return std::nullopt;
  return PortionMark{ascii::upper(word), at + close + 1};
}

std::optional<PortionMark> unclosed_portion_mark_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  const std::size_t end = text.find_first_of(" \t\n)", at);
  if (end == std::string_view::npos || text[end] == ')') return std::nullopt;
  const std::string_view word = text.substr(at + 1, end - at - 1);
  if (word.empty() || !is_all_portion_words(word, Strictness::kStrict)) return std::nullopt;
  return PortionMark{std::string(word), end};
}

}  // namespace cabled
