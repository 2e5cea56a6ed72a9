#include "parsers/cable/names/signers.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Capitals that end a text and are nobody's name.
constexpr std::array kNoNames = {"END"sv,
                                 "TEXT"sv,
                                 "COMMENT"sv,
                                 "SUMMARY"sv,
                                 "CITY"sv,
                                 "REGARDS"sv,
                                 "UNQUOTE"sv,
                                 "NNNN"sv,
                                 "BT"sv,
                                 "NOTE"sv,
                                 "MINIMIZE"sv,
                                 "CONSIDERED"sv,
                                 "ENDTEXT"sv,
                                 "ENDCOMMENT"sv,
                                 "ENDSUMMARY"sv,
                                 "BIONOTE"sv,
                                 "PARTICIPANTS"sv,
                                 "ATTACHMENT"sv,
                                 "MINIMIZECONSIDERED"sv,
                                 "ENDNOTE"sv,
                                 "DRAFT"sv,
                                 "CONCLUSION"sv};

// Lines below the signature are few; the longest name has three or four words.
constexpr int kMostEndLines = 40;
constexpr std::size_t kLongestName = 32;
constexpr int kMostSignerWords = 4;

struct Line {
  std::size_t begin;
  std::size_t end;
};

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alpha(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool is_decoration(std::string_view line) { return std::ranges::none_of(line, ascii::is_alnum); }

// "2004CARACA01540 - UNCLASSIFIED": the printed foot of a page.
bool is_page_foot(std::string_view line) {
  const std::string letters = ascii::upper(line);
  const auto digits = std::ranges::count_if(line, ascii::is_digit);
  return digits >= 6 && (letters.ends_with("CLASSIFIED") || letters.ends_with("CONFIDENTIAL") ||
                         letters.ends_with("SECRET"));
}

bool is_end_line(std::string_view line) {
  if (is_decoration(line) || is_rule_line(line) || is_caption_line(line) || is_page_foot(line)) {
    return true;
  }
  return is_below_signature(line, Strictness::kTolerant);
}

std::string_view without_hashes(std::string_view text) {
  while (!text.empty() && ("#*"sv.find(text.back()) != std::string_view::npos))
    text.remove_suffix(1);
  return ascii::trim(text);
}

bool may_be_signer(std::string_view text) {
  if (text.size() < 2 || text.size() > kLongestName || !ascii::is_upper(text.front())) return false;
  const auto fits = [](char c) {
    return ascii::is_upper(c) || " -'.,/"sv.find(c) != std::string_view::npos;
  };
  // "… IS DECIDED." is the end of a sentence.
  if (text.back() == '.' && !text.ends_with("JR.")) return false;
  if (!std::ranges::all_of(text, fits) || std::ranges::count(text, ' ') >= kMostSignerWords)
    return false;
  return std::ranges::find(kNoNames, packed(text)) == kNoNames.end();
}

// "MINIMIZE CONSIDERED.  EAGLETON": the last word, after the end of a sentence.
std::size_t name_in_line(std::string_view line) {
  const std::string_view bare = without_hashes(line);
  const std::size_t blank = bare.find_last_of(' ');
  if (blank == std::string_view::npos || bare.size() != line.size()) return std::string_view::npos;
  const std::string_view before = ascii::trim(bare.substr(0, blank));
  const bool sentence =
      !before.empty() && R"x(.?!")x"sv.find(before.back()) != std::string_view::npos;
  const std::string_view word = bare.substr(blank + 1);
  return sentence && word.size() >= 3 && may_be_signer(word) ? blank + 1 : std::string_view::npos;
}

Line last_line(std::string_view text, std::size_t end) {
  const std::size_t stop = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
  return {stop == std::string_view::npos ? 0 : stop + 1, end};
}

// "van Voorst", "Russel": a few telegrams were not signed in capitals. It must stand alone, below a
// blank line and the end of a sentence.
bool is_written_name(std::string_view body, const Line& place, std::string_view name) {
  const auto fits = [](char c) { return ascii::is_alpha(c) || c == ' ' || c == '-' || c == '\''; };
  if (name.size() < 4 || name.size() > 20 || !std::ranges::all_of(name, fits)) return false;
  const std::size_t surname = name.find_last_of(' ') + 1;
  if (!ascii::is_upper(name[surname]) || std::ranges::count(name, ' ') > 1) return false;
  if (std::ranges::find(kNoNames, packed(name)) != kNoNames.end()) return false;
  const std::string_view before = body.substr(0, place.begin);
  const std::string_view text = ascii::trim(before);
  const bool apart =
      std::ranges::count(before.substr(static_cast<std::size_t>(text.end() - before.begin())),
                         '\n') >= 2;
  return apart && !text.empty() && R"x(.")x"sv.find(text.back()) != std::string_view::npos;
}

// Where the text above the signature ends: end marks can stand above it too.
std::size_t text_end(std::string_view body, std::size_t end) {
  for (int lines = 0; end > 0 && lines < kMostEndLines; ++lines) {
    const Line place = last_line(body, end - 1);
    const std::string_view line = ascii::trim(body.substr(place.begin, place.end - place.begin));
    if (!line.empty() && !is_end_line(line)) break;
    end = place.begin;
  }
  return end;
}

std::string squeezed_name(std::string_view name) { return words::squeeze(without_hashes(name)); }

}  // namespace

Signature read_signature(std::string_view body) {
  std::size_t end = body.size();
  std::size_t below = body.size();
  for (int skipped = 0; end > 0 && skipped < kMostEndLines;) {
    const Line place = last_line(body, end);
    const std::string_view line = ascii::trim(body.substr(place.begin, place.end - place.begin));
    end = place.begin == 0 ? 0 : place.begin - 1;
    if (line.empty()) continue;
    const std::string_view name = without_hashes(line);
    if (!is_end_line(line) && (may_be_signer(name) || is_written_name(body, place, name))) {
      return {{ascii::upper(squeezed_name(name))}, text_end(body, place.begin)};
    }
    const std::size_t within = is_end_line(line) ? std::string_view::npos : name_in_line(line);
    if (within != std::string_view::npos) {
      const auto at = static_cast<std::size_t>(line.data() - body.data()) + within;
      return {{squeezed_name(line.substr(within))}, at};
    }
    if (!is_end_line(line)) return {{}, below};
    below = place.begin;
    ++skipped;
  }
  return {{}, body.size()};
}

}  // namespace cabled
