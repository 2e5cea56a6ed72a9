#include "parsers/cable/references/reference_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

using KindWord = std::pair<std::string_view, ReferenceKind>;

// Looked for in this order: "E-MAIL WITH REPORT" is an e-mail.
constexpr auto kKindWords = std::to_array<KindWord>({
    {"E-MAIL", ReferenceKind::kEmail},
    {"EMAIL", ReferenceKind::kEmail},
    {"E-MAILS", ReferenceKind::kEmail},
    {"EMAILS", ReferenceKind::kEmail},
    {"E MAIL", ReferenceKind::kEmail},
    {"TELCON", ReferenceKind::kTelephone},
    {"TELCONS", ReferenceKind::kTelephone},
    {"TELECON", ReferenceKind::kTelephone},
    {"TELEPHONE", ReferenceKind::kTelephone},
    {"PHONECON", ReferenceKind::kTelephone},
    {"PHONE", ReferenceKind::kTelephone},
    {"FAM", ReferenceKind::kBook},
    {"FAH", ReferenceKind::kBook},
    {"CFR", ReferenceKind::kBook},
    {"HANDBOOK", ReferenceKind::kBook},
    {"BOOK", ReferenceKind::kBook},
    {"FAX", ReferenceKind::kFax},
    {"NONPAPER", ReferenceKind::kNonpaper},
    {"NON-PAPER", ReferenceKind::kNonpaper},
    {"DIPNOTE", ReferenceKind::kDiplomaticNote},
    {"DIPLOMATIC NOTE", ReferenceKind::kDiplomaticNote},
    {"DIP NOTE", ReferenceKind::kDiplomaticNote},
    {"NOTE VERBALE", ReferenceKind::kDiplomaticNote},
    {"LETTER", ReferenceKind::kLetter},
    {"LETTERS", ReferenceKind::kLetter},
    {"MEMO", ReferenceKind::kMemo},
    {"MEMORANDUM", ReferenceKind::kMemo},
    {"MEETING", ReferenceKind::kMeeting},
    {"MEETINGS", ReferenceKind::kMeeting},
    {"HTTP", ReferenceKind::kNet},
    {"WWW", ReferenceKind::kNet},
    {"WEBSITE", ReferenceKind::kNet},
    {"SIPRNET", ReferenceKind::kNet},
    {"INTELLIPEDIA", ReferenceKind::kNet},
    {"BBC", ReferenceKind::kNews},
    {"REUTERS", ReferenceKind::kNews},
    {"FBIS", ReferenceKind::kNews},
    {"NEWS", ReferenceKind::kNews},
    {"REPORT", ReferenceKind::kReport},
    {"REPORTS", ReferenceKind::kReport},
    {"INCSR", ReferenceKind::kReport},
    {"IIR", ReferenceKind::kReport},
    {"TD", ReferenceKind::kReport},
    {"TDX", ReferenceKind::kReport},
});

constexpr auto kNoStationWords = std::to_array<std::string_view>({
    "JANUARY",      "FEBRUARY",   "MARCH",    "APRIL",     "JUNE",   "JULY",         "AUGUST",
    "SEPTEMBER",    "OCTOBER",    "NOVEMBER", "DECEMBER",  "JAN",    "FEB",          "MAR",
    "APR",          "MAY",        "JUN",      "JUL",       "AUG",    "SEP",          "SEPT",
    "OCT",          "NOV",        "DEC",      "DTG",       "FROM",   "DATED",        "ON",
    "AT",           "BY",         "WITH",     "FOR",       "PAGE",   "PARA",         "PARAS",
    "CA",           "PARAGRAPH",  "SECTION",  "MAIL",      "MAILS",  "VOL",          "ANNEX",
    "ARTICLE",      "RESOLUTION", "UNSCR",    "EO",        "USC",    "PREVIOUS",     "NOTAL",
    "ET",           "AL",         "REF",      "REFTEL",    "HR",     "APPENDIX",     "CHAPTER",
    "IDR",          "CIR",        "DIA",      "SEE",       "MEMCON", "CONFIDENTIAL", "SECRET",
    "UNCLASSIFIED", "SIPDIS",     "NOFORN",   "SENSITIVE", "REASON", "REASONS",
});

bool has_word(std::string_view upper, std::string_view word) {
  for (std::size_t at = upper.find(word); at != std::string_view::npos;
       at = upper.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool whole =
        is_word_start(upper, at) && (end == upper.size() || !ascii::is_alpha(upper[end]));
    if (whole) return true;
  }
  return false;
}

}  // namespace

ReferenceKind reference_kind(std::string_view text) {
  const std::string upper = words::squeeze(ascii::upper(text));
  const auto known = std::ranges::find_if(
      kKindWords, [&](const KindWord& entry) { return has_word(upper, entry.first); });
  return known == kKindWords.end() ? ReferenceKind::kUnknown : known->second;
}

bool is_no_station_word(std::string_view word) {
  return std::ranges::find(kNoStationWords, word) != kNoStationWords.end() ||
         std::ranges::find(kKindWords, word, &KindWord::first) != kKindWords.end();
}

}  // namespace cabled
