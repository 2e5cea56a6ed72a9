#include "parsers/telegram/telegram_words.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using ascii::is_digit;
using ascii::is_space;

constexpr std::array<std::string_view, 12> kMonthWords{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                       "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

constexpr std::array<std::string_view, 24> kCaptions{
    "SIPDIS", "NOSIPDIS",   "SENSITIVE", "NOFORN",    "EXDIS", "NODIS",    "LIMDIS",  "STADIS",
    "TERREP", "ROGER",      "CHANNEL",   "EYES",      "ONLY",  "CODEL",    "AIDAC",   "NOCONTRACT",
    "ORCON",  "DEPARTMENT", "USE",       "CORRECTED", "COPY",  "SENSTIVE", "SIPDISX", "STAFFDEL"};

constexpr std::array<std::string_view, 16> kPosts{
    "AMEMBASSY ", "AMCONSUL ", "USMISSION ", "SECSTATE ", "USEU ",    "USUN ", "AMREP ", "USINT ",
    "SECDEF ",    "USNATO ",   "USDEL ",     "AIT ",      "DEPT OF ", "CINC",  "JCS ",   "ALL "};

// Spaced letters first: "S E C R E T" would not match a prefix of itself otherwise.
constexpr std::array<std::string_view, 12> kClassificationWords{
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "U N C L A S S I F I E D",
    "U N C L A S",
    "C O N F I D E N T I A L",
    "T O P S E C R E T",
    "S E C R E T",
    "LIMITED OFFICIAL USE",
    "UNCLASSIFIED",
    "UNCLAS",
    "CONFIDENTIAL",
    "TOP SECRET",
    "SECRET"};

constexpr std::array<std::string_view, 30> kHeadings{"SUMMARY",
                                                     "END SUMMARY",
                                                     "COMMENT",
                                                     "END COMMENT",
                                                     "BACKGROUND",
                                                     "INTRODUCTION",
                                                     "ACTION REQUEST",
                                                     "ACTION REQUESTED",
                                                     "NOTE",
                                                     "END NOTE",
                                                     "NEXT STEPS",
                                                     "CONCLUSION",
                                                     "CONCLUSIONS",
                                                     "SUMMARY AND COMMENT",
                                                     "COMMENT AND ACTION REQUEST",
                                                     "BIO NOTE",
                                                     "BIOGRAPHIC NOTE",
                                                     "BIO DATA",
                                                     "OVERVIEW",
                                                     "ANALYSIS",
                                                     "RECOMMENDATION",
                                                     "RECOMMENDATIONS",
                                                     "SCENESETTER",
                                                     "TABLE OF CONTENTS",
                                                     "DISCUSSION",
                                                     "REACTION",
                                                     "END TEXT",
                                                     "BEGIN TEXT",
                                                     "ATMOSPHERICS",
                                                     "PARTICIPANTS"};

constexpr std::array<std::string_view, 12> kPassHeads{
    "STATE FOR ",      "STATE PASS ",      "DEPT FOR ",        "DEPT PASS ",
    "DEPARTMENT FOR ", "DEPARTMENT PASS ", "NSC FOR ",         "PASS TO ",
    "TREASURY FOR ",   "COMMERCE FOR ",    "WHITE HOUSE FOR ", "SECDEF FOR "};

constexpr std::array<std::string_view, 12> kPortions{"U",  "C",    "S",      "SBU", "LOU",   "TS",
                                                     "NF", "FOUO", "NOFORN", "REL", "ORCON", "N"};

/// `line` continues a word at `at`, so that what stands before is only the head of a longer word.
bool runs_on(std::string_view line, std::size_t at) noexcept {
  return at < line.size() && (ascii::is_alnum(line[at]));
}

/// Bytes of `label` and its colon or blank at the head of `line`, in any case; 0 when absent.
std::size_t label_length(std::string_view line, std::string_view label,
                         std::string_view ends) noexcept {
  if (!ascii::istarts_with(line, label) || line.size() <= label.size()) return 0;
  return ends.find(line[label.size()]) == std::string_view::npos ? 0 : label.size() + 1;
}

/// Whether `line` begins with one of `words`. The first letter is tried before the rest is
/// compared.
template <std::size_t N>
bool starts_with_any(std::string_view line, const std::array<std::string_view, N>& words) noexcept {
  if (line.empty()) return false;
  return std::ranges::any_of(words, [line](std::string_view word) {
    return word[0] == line[0] && line.starts_with(word);
  });
}

}  // namespace

bool is_month(std::string_view token) noexcept {
  return token.size() >= 3 &&
         std::ranges::find(kMonthWords, token.substr(0, 3)) != kMonthWords.end();
}

bool is_caption(std::string_view token) noexcept {
  while (!token.empty() && (token.back() == ',' || token.back() == '.')) token.remove_suffix(1);
  return std::ranges::find(kCaptions, token) != kCaptions.end();
}

bool is_portion_mark(std::string_view mark) noexcept {
  std::size_t parts = 0;
  while (!mark.empty()) {
    const std::size_t end = std::min(mark.find_first_of("/- "), mark.size());
    const std::string_view part = mark.substr(0, end);
    mark.remove_prefix(std::min(end + 1, mark.size()));
    if (part.empty()) continue;
    if (std::ranges::find(kPortions, part) == kPortions.end()) return false;
    ++parts;
  }
  return parts > 0;
}

bool starts_with_post(std::string_view line) noexcept { return starts_with_any(line, kPosts); }

std::size_t classification_length(std::string_view line) noexcept {
  if (line.size() < 2 || ascii::is_lower(line[1])) return 0;  // each word is in capitals or spaced
  for (const std::string_view word : kClassificationWords) {
    // Some cables are lower-cased as a whole, but "Secret" and "Confidential" begin sentences:
    // only the spaced form, which no sentence has, is taken in any case.
    const bool spaced = word[1] == ' ';
    const bool found = spaced ? ascii::istarts_with(line, word) : line.starts_with(word);
    if (found && !runs_on(line, word.size())) return word.size();
  }
  return 0;
}

bool is_executive_order(std::string_view line) noexcept {
  if (line.size() < 7 || ascii::to_upper(line[0]) != 'E') return false;
  std::size_t at = 1;
  int letters = 0;
  for (; at < line.size() && at < 8 && !(is_digit(line[at]) && letters > 0); ++at) {
    const char c = ascii::to_upper(line[at]);
    if (c == 'O' || c == '0') {
      ++letters;
    } else if (c != '.' && !is_space(c) && c != ':' && c != ',') {
      return false;
    }
  }
  std::size_t digits = 0;
  while (at + digits < line.size() && is_digit(line[at + digits])) ++digits;
  return letters == 1 && digits >= 4 && digits <= 6;
}

std::size_t tags_label(std::string_view line) noexcept {
  if (const std::size_t length = label_length(line, "TAGS", ": \t")) return length;
  if (line.size() < 2 || (line[0] != 'T' && line[0] != 'A') || ascii::is_lower(line[1])) return 0;
  for (const std::string_view misprint : {"TAGES", "TAS", "TABS", "TGS", "AGS", "TAG"}) {
    if (!line.starts_with(misprint)) continue;
    if (const std::size_t length = label_length(line, misprint, ":")) return length;
  }
  // "TAG PTER, PGOV": without a colon only a list in capitals is one.
  const bool list = line.find(',') != std::string_view::npos && is_capital_line(line);
  return line.starts_with("TAG ") && list ? 4 : 0;
}

std::size_t subject_label(std::string_view line) noexcept {
  if (const std::size_t length = label_length(line, "SUBJECT", ":;")) return length;
  if (const std::size_t length = label_length(line, "SUBJ", ":")) return length;
  return line.starts_with("SUBJECT ") && is_capital_line(line) ? 8 : 0;
}

bool is_reference_label(std::string_view line) noexcept {
  if (!ascii::istarts_with(line, "REF")) return false;
  if (label_length(line, "REF", ":") != 0 || label_length(line, "REFS", ":") != 0) return true;
  if (label_length(line, "REFTEL", ": ") != 0 && line.starts_with("REFTEL")) return true;
  if (label_length(line, "REF(S)", ": ") != 0) return true;
  return line.starts_with("REF ") && is_capital_line(line);
}

bool is_pass_line(std::string_view line) noexcept { return starts_with_any(line, kPassHeads); }

bool is_heading(std::string_view line) noexcept {
  static constexpr std::size_t kLongest =
      std::ranges::max_element(kHeadings, {}, &std::string_view::size)->size();
  while (!line.empty() && (line.back() == ':' || line.back() == '.')) line.remove_suffix(1);
  return line.size() <= kLongest &&
         std::ranges::any_of(
             kHeadings, [line](std::string_view heading) { return ascii::iequals(line, heading); });
}

}  // namespace cabled
