#include "parsers/cable/body/summary_marks.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

constexpr std::array kSummaryWords = {"SUMMARY"sv, "SUMMAY"sv,   "SUMARY"sv, "SUMMMARY"sv,
                                      "SUMMRY"sv,  "SUMMARRY"sv, "SUMMAR"sv};

// What is joined to the word: "Summary and Action Request", "Summary/Comment".
constexpr std::array kJoinedWords = {
    "ACTION REQUESTS"sv, "ACTION REQUEST"sv,    "ACTION"sv,   "COMMENTS"sv,   "COMMENT"sv,
    "INTRODUCTION"sv,    "TABLE OF CONTENTS"sv, "ANALYSIS"sv, "BACKGROUND"sv, "RECOMMENDATIONS"sv,
    "RECOMMENDATION"sv,  "CONCLUSION"sv,        "CONTEXT"sv,  "OVERVIEW"sv,   "KEY POINTS"sv,
};

bool is_word_end(std::string_view text, std::size_t at) {
  return at >= text.size() || !ascii::is_alnum(text[at]);
}

template <typename Words>
std::size_t word_end(std::string_view text, std::size_t at, const Words& words) {
  for (const std::string_view word : words) {
    if (!ascii::istarts_with(text.substr(std::min(at, text.size())), word)) continue;
    if (is_word_end(text, at + word.size())) return at + word.size();
  }
  return at;
}

// Where text goes on behind "and", "/", "&" or a comma, and the blanks around it; `at` without one.
std::size_t joint_end(std::string_view text, std::size_t at) {
  const std::size_t next = skip_space(text, at);
  const std::string_view rest = text.substr(std::min(next, text.size()));
  if (ascii::istarts_with(rest, "and ") || ascii::istarts_with(rest, "and\n")) {
    return skip_space(text, next + 4);
  }
  const bool sign = rest.starts_with('/') || rest.starts_with('&') || rest.starts_with(',');
  return sign ? skip_space(text, next + 1) : at;
}

// "Introduction and ", "COMMENT/": what may be joined before the word too.
std::size_t word_before_summary_end(std::string_view text, std::size_t at) {
  const std::size_t end = word_end(text, at, kJoinedWords);
  if (end == at) return at;
  const std::size_t next = joint_end(text, end);
  return next == end ? at : next;
}

// "Executive Summary": a word that tells of what kind it is.
std::size_t adjective_end(std::string_view text, std::size_t at) {
  constexpr std::array kAdjectives = {"EXECUTIVE"sv, "BRIEF"sv};
  const std::size_t end = word_end(text, at, kAdjectives);
  return end == at ? at : skip_space(text, end);
}

// "SUMMARY", then "and COMMENT", "/ACTION REQUEST", "& INTRODUCTION".
std::size_t summary_words_end(std::string_view text, std::size_t at) {
  const std::size_t word = adjective_end(text, word_before_summary_end(text, at));
  std::size_t end = word_end(text, word, kSummaryWords);
  if (end == word) return at;
  for (int joined = 0; joined < 3; ++joined) {
    const std::size_t next = joint_end(text, end);
    if (next == end) break;
    const std::size_t joined_end = word_end(text, next, kJoinedWords);
    if (joined_end == next) break;
    end = joined_end;
  }
  return end;
}

bool is_end_sign(char c) { return ".:;-/)*"sv.find(c) != std::string_view::npos; }

std::size_t skip_signs(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_end_sign(text[at]) || ascii::is_space(text[at]))) ++at;
  return at;
}

}  // namespace

std::optional<std::size_t> summary_heading_end(std::string_view text) {
  std::size_t begin = skip_space(text, 0);
  if (const auto mark = portion_mark_at(text, begin)) begin = skip_space(text, mark->end);
  while (begin < text.size() && "-/*("sv.find(text[begin]) != std::string_view::npos) ++begin;
  if (ascii::istarts_with(text.substr(begin), "BEGIN ")) begin += 6;
  const std::size_t end = summary_words_end(text, begin);
  if (end == begin) return std::nullopt;

  // "Summary of the talks was given" is a sentence.
  const bool signed_off = end == text.size() || is_end_sign(text[end]) || text[end] == '\n' ||
                          text.substr(end, 2) == "  " || text.substr(end, 2) == " (" ||
                          text.substr(end, 2) == " -" || text.substr(end, 2) == " \n";
  if (!signed_off) return std::nullopt;
  std::size_t after = skip_signs(text, end);
  if (const auto mark = portion_mark_at(text, after)) after = skip_space(text, mark->end);
  return after;
}

std::optional<EndMark> find_end_of_summary(std::string_view text) {
  for (std::size_t at = find_ignoring_case(text, "END", 0); at != std::string_view::npos;
       at = find_ignoring_case(text, "END", at + 3)) {
    if (!is_word_start(text, at)) continue;
    std::size_t word = skip_space(text, at + 3);
    const bool glued = word == at + 3;  // "ENDSUMMARY."
    if (glued && !ascii::istarts_with(text.substr(word), "SUMMARY")) continue;
    if (ascii::istarts_with(text.substr(word), "OF ")) word = skip_space(text, word + 3);
    const std::size_t end = summary_words_end(text, word);
    if (end == word) continue;
    std::size_t begin = at;
    while (begin > 0 && "(/-*[ "sv.find(text[begin - 1]) != std::string_view::npos) --begin;
    std::size_t after = end;
    while (after < text.size() && (is_end_sign(text[after]) || text[after] == ']')) ++after;
    return EndMark{begin, after};
  }
  return std::nullopt;
}

bool is_summary_heading(std::string_view heading) {
  heading = ascii::trim(heading);
  const auto end = summary_heading_end(heading);
  return end && *end >= heading.size();
}

}  // namespace cabled
