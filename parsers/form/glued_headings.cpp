#include "parsers/form/glued_headings.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kLongestHeading = 70;
constexpr std::size_t kMostHeadingWords = 9;

/// Words of the heading of a summary.
constexpr auto kSummaryWords = std::to_array<std::string_view>(
    {"SUMMARY", "INTRODUCTION", "COMMENT", "EXECUTIVE", "ACTION", "REQUEST", "AND"});

/// The letters that `text` begins with, in capitals.
std::string next_word(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, ascii::is_alpha);
  return ascii::upper(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

bool is_summary_word(std::string_view word) {
  return std::ranges::find(kSummaryWords, word) != kSummaryWords.end();
}

bool may_be_small(std::string_view word) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"a", "an", "and", "at", "by", "for", "from", "in", "of",
                                       "on", "or", "the", "to", "vs", "with"});
  return std::ranges::find(kWords, word) != kWords.end();
}

bool fits(std::string_view word) {
  return ascii::is_upper(word.front()) || word.front() == '"' || ascii::is_digit(word.front()) ||
         may_be_small(word);
}

/// "waited.", "End note.)", "=====": what a heading may stand behind. "U.S." and "Mr." end nothing.
bool closes(std::string_view word) {
  if (word.ends_with("-----") || word.ends_with("=====")) return true;
  while (!word.empty() && (word.back() == ')' || word.back() == '"')) word.remove_suffix(1);
  if (word.empty() || std::string_view(".?!").find(word.back()) == std::string_view::npos)
    return false;
  const bool is_short = word.size() <= 4 && ascii::is_upper(word.front());
  return !is_short && (word.back() != '.' || word.find('.') + 1 == word.size());
}

}  // namespace

std::size_t heading_at_end(std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  text = without_end_blanks(text);
  if (text.empty() || std::string_view(".,;!)-=").find(text.back()) != kNone) return kNone;
  std::size_t begin = kNone;
  std::size_t end = text.size();
  for (std::size_t words = 0; words < kMostHeadingWords; ++words) {
    const std::size_t blank = end == 0 ? kNone : text.find_last_of(' ', end - 1);
    if (blank == kNone || text.size() - blank > kLongestHeading) return kNone;
    const std::string_view word = text.substr(blank + 1, end - blank - 1);
    if (word.empty() || !fits(word)) return kNone;
    begin = blank + 1;
    end = without_end_blanks(text.substr(0, blank)).size();
    const std::string_view before = text.substr(0, end);
    if (!closes(before.substr(before.find_last_of(' ') + 1))) continue;
    const bool begins_large = !may_be_small(word) && !ascii::is_digit(word.front());
    return begins_large && text.size() - begin > 3 ? begin : kNone;
  }
  return kNone;
}

std::size_t summary_heading_at_end(std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  constexpr std::size_t kMostSummaryWords = 4;
  text = without_end_blanks(text);
  std::size_t begin = kNone;
  bool found = false;
  std::size_t end = text.size();
  for (std::size_t words = 0; words < kMostSummaryWords; ++words) {
    const std::size_t blank = end == 0 ? kNone : text.find_last_of(' ', end - 1);
    if (blank == kNone) break;
    const std::string word = ascii::upper(text.substr(blank + 1, end - blank - 1));
    if (!is_summary_word(word)) break;
    found = found || word == "SUMMARY";
    if (word != "AND") begin = blank + 1;
    end = without_end_blanks(text.substr(0, blank)).size();
  }
  return found ? begin : kNone;
}

bool begins_marked_summary(std::string_view text) {
  constexpr std::string_view kWord = "SUMMARY";
  if (const auto mark = portion_mark_at(text, 0, Strictness::kStrict)) {
    text = ascii::trim(text.substr(mark->end));
  }
  if (text.empty() || !ascii::is_upper(text.front())) return false;
  // "SUMMARY AND COMMENT:", "Introduction and Summary:".
  std::string_view rest = text;
  bool found = false;
  for (std::string word = next_word(rest); is_summary_word(word);
       word = next_word(ascii::trim(rest))) {
    found = found || word == kWord;
    rest = ascii::trim(rest).substr(word.size());
  }
  if (!found) return false;
  const bool sign = rest.starts_with(':') || rest.starts_with(". ") || rest.starts_with(" - ");
  return sign && find_ignoring_case(rest, "end summary", 0) != std::string_view::npos;
}

}  // namespace cabled
